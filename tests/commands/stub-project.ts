import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { runCommand, type Run } from '../support/run-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

const lockFile = {
  packages: {
    '': {},
    'node_modules/graphql': { version: '1.0.0' },
    'node_modules/typescript': { version: '1.0.0', dev: true },
  },
}

/** Installs when the file `go-on` is there; fails when `fail` is. */
const npm = `#!/bin/sh
echo "$@" >> npm-calls
echo "npm is at work"
while [ ! -e go-on ]; do sleep 0.05; done
[ ! -e fail ] || exit 7
mkdir -p node_modules/graphql node_modules/typescript
cp package-lock.json node_modules/.package-lock.json
`

export interface StubProject extends Disposable {
  readonly path: string
  /** What npm was called with, one call a line. */
  calls(): string[]
  has(file: string): boolean
  write(file: string, content: string): void
  run(script: string, env?: Record<string, string>): Run
}

/** A project of two packages with our scripts and an npm of its own, which does as the files beside it say. */
export function stubProject(): StubProject {
  const { path, ...folder } = temporaryDir()
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(path, file)), { recursive: true })
    writeFileSync(join(path, file), content)
  }
  cpSync('scripts', join(path, 'scripts'), { recursive: true })
  write('package.json', '{ "type": "module" }')
  write('package-lock.json', JSON.stringify(lockFile))
  write('install.mjs', "import { ensureInstalled } from './scripts/ensure.mjs'\nawait ensureInstalled()\n")
  write('bin/npm', npm)
  chmodSync(join(path, 'bin/npm'), 0o755)
  const has = (file: string) => existsSync(join(path, file))
  return {
    path,
    has,
    write,
    calls: () => (has('npm-calls') ? readFileSync(join(path, 'npm-calls'), 'utf8').trim().split('\n') : []),
    run: (script, env = {}) => {
      const PATH = [join(path, 'bin'), process.env.PATH].join(delimiter)
      return runCommand(process.execPath, [script], { ...env, PATH }, path)
    },
    [Symbol.dispose]: folder[Symbol.dispose],
  }
}

/** The id of a process that is gone. */
export function endedProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid
}
