import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stubProject, type StubProject } from './stub-project.js'

/** Notes that it was called, and copies the sources. */
const tsc = `
const { appendFileSync, cpSync } = require('node:fs')
appendFileSync('builds', 'modules ')
cpSync('server', 'dist/modules', { recursive: true })
`

/** Empties its folder before it builds, as Vite does. Fails when the file \`fail\` is there. */
const vite = `
const { appendFileSync, cpSync, existsSync, readFileSync, rmSync } = require('node:fs')
const config = process.argv[process.argv.indexOf('--config') + 1]
const [, folder] = /outDir: '([^']+)'/.exec(readFileSync(config, 'utf8'))
appendFileSync('builds', config.startsWith('client') ? 'client ' : 'server ')
rmSync(folder, { recursive: true, force: true })
if (existsSync('fail')) process.exit(7)
cpSync(config.startsWith('client') ? 'client' : 'server', folder, { recursive: true })
`

function buildableProject(): StubProject {
  const project = stubProject()
  project.write('build.mjs', "import { buildParts } from './scripts/build-parts.mjs'\nawait buildParts()\n")
  project.write('tsconfig.base.json', '{}')
  project.write('server/main.js', 'first release')
  project.write('client/vite.config.ts', "outDir: 'dist/client'")
  project.write('node_modules/typescript-native/bin/tsc', tsc)
  project.write('node_modules/.bin/vite', vite)
  return project
}

const textOf = (project: StubProject, file: string) => readFileSync(join(project.path, file), 'utf8')
const build = (project: StubProject) => project.run('build.mjs').exit

describe('the build', () => {
  it('is done once for the same sources', async () => {
    using project = buildableProject()
    expect([await build(project), await build(project)]).toEqual([0, 0])
    expect(textOf(project, 'builds')).toBe('modules server client ')
    expect([textOf(project, 'dist/server/main.js'), textOf(project, 'dist/modules/main.js')]).toEqual([
      'first release',
      'first release',
    ])
  })

  it.each(['server', 'modules'])('is done again when dist/%s is gone', async (folder) => {
    using project = buildableProject()
    expect(await build(project)).toBe(0)
    rmSync(join(project.path, 'dist', folder), { recursive: true })
    expect(await build(project)).toBe(0)
    expect(textOf(project, `dist/${folder}/main.js`)).toBe('first release')
  })

  it('takes the place of the one before as a whole', async () => {
    using project = buildableProject()
    project.write('server/only-in-the-first.js', '')
    expect(await build(project)).toBe(0)
    rmSync(join(project.path, 'server/only-in-the-first.js'))
    project.write('server/main.js', 'second release')
    expect(await build(project)).toBe(0)
    expect(textOf(project, 'dist/server/main.js')).toBe('second release')
    const left = ['dist/server/only-in-the-first.js', 'dist/server.next', 'dist/server.before']
    expect(left.filter((file) => project.has(file))).toEqual([])
  })

  it('leaves the server that was there when it fails', async () => {
    using project = buildableProject()
    expect(await build(project)).toBe(0)
    project.write('server/main.js', 'second release')
    project.write('fail', '')
    expect(await build(project)).toBe(7)
    expect(textOf(project, 'dist/server/main.js')).toBe('first release')
  })
})
