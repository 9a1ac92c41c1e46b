import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { oneAtATime } from './one-at-a-time.js'

const root = resolve(import.meta.dirname, '..')
const codegen = join(root, 'node_modules', '.bin', 'graphql-codegen')

/** While Vite serves, types and documents follow the schema and every `.graphql` file. */
export function followEdits(): Plugin {
  return {
    name: 'follow-edits',
    apply: 'serve',
    configureServer({ watcher }) {
      const generate = oneAtATime(runCodegen)
      watcher.add([join(root, 'schema'), join(root, 'examples', 'bot-typescript')])
      watcher.on('all', (_event, path) => {
        if (path.endsWith('.graphql')) generate()
      })
      // What was edited while nobody watched.
      generate()
    },
  }
}

/** Says only what is wrong with a document; the types stay as they are until it is mended. */
function runCodegen(): Promise<void> {
  const child = spawn(process.execPath, [codegen, '--config', 'codegen.ts'], { cwd: root })
  let output = ''
  for (const pipe of [child.stdout, child.stderr]) pipe.on('data', (text: Buffer) => (output += String(text)))
  return new Promise((done) => {
    child.once('error', (error) => {
      console.error(`Codegen did not start: ${error.message}`)
      done()
    })
    child.once('close', (code) => {
      if (code !== 0) console.error(output)
      done()
    })
  })
}
