import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, parse, resolve } from 'node:path'
import { build } from 'vite'

/** A script of ours in JavaScript, until it is disposed. */
export interface BundledChild extends Disposable {
  readonly file: string
}

/** For a script with a store that is started again and again: `tsx` would take most of each start to load its modules one by one. */
export async function bundledChild(script: string): Promise<BundledChild> {
  // Below the project, so that packages are found.
  const cache = resolve('node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const outDir = mkdtempSync(join(cache, 'child-'))
  const { name } = parse(script)
  // Its store starts the thread by its file.
  const input = { [name]: script, 'statement-thread': 'server/storage/sqlite/statement-thread.js' }
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: { ssr: true, target: 'node20', outDir, minify: false, rolldownOptions: { input } },
  })
  return { file: join(outDir, `${name}.js`), [Symbol.dispose]: () => rmSync(outDir, { recursive: true, force: true }) }
}
