import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Steps that the npm scripts share. Plain JavaScript on Node alone: they run before anything is installed. */

export const root = fileURLToPath(new URL('..', import.meta.url))
const stamps = join(root, 'node_modules', '.cache', 'stamps')

/** Runs a command in the project's folder; ends this process with its exit code when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (error) console.error(`"${command}" could not be started: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}

/** Runs the program of an installed package. */
export function runBin(name, args, options) {
  run(process.execPath, [binOf(name), ...args], options)
}

/** The script behind a package's command, run with this very Node, whatever is first on the PATH. */
export function binOf(name) {
  const link = join(root, 'node_modules', '.bin', name)
  if (existsSync(link)) return link
  throw new Error(`"${name}" is not installed; run npm ci`)
}

/** Installs the locked dependencies of a package when they are missing or other than its lock file says. */
export function ensureInstalled(folder = '.') {
  const cwd = join(root, folder)
  if (isInstalled(cwd)) return
  console.error(`Installing the locked dependencies${folder === '.' ? '' : ` of ${folder}`}…`)
  run('npm', ['ci', '--no-fund', '--no-audit'], { cwd, shell: process.platform === 'win32' })
}

/** Whether what npm notes down of its last install holds every locked package in its locked version. */
function isInstalled(folder) {
  const note = join(folder, 'node_modules', '.package-lock.json')
  if (!existsSync(note)) return false
  const installed = packagesIn(note)
  const locked = Object.entries(packagesIn(join(folder, 'package-lock.json')))
  return locked.every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  )
}

function packagesIn(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}

/** Builds server and dashboard into `dist/`, each only when one of its sources changed. */
export function ensureBuilt() {
  const common = ['package-lock.json', 'tsconfig.base.json']
  buildWhenChanged('server', [...common, 'server'], () => runBin('tsc', ['-b', 'server']))
  buildWhenChanged('client', [...common, 'client'], () =>
    runBin('vite', ['build', '--config', 'client/vite.config.ts', '--logLevel', 'warn']),
  )
}

function buildWhenChanged(part, sources, build) {
  const wanted = hashOf(sources)
  if (isStamped(part, wanted) && existsSync(join(root, 'dist', part))) return
  console.error(`Building the ${part}…`)
  build()
  stamp(part, wanted)
}

function isStamped(name, wanted) {
  const file = join(stamps, name)
  return existsSync(file) && readFileSync(file, 'utf8') === wanted
}

function stamp(name, value) {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, name), value)
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesUnder(path)).sort()) {
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path]
  return readdirSync(join(root, path)).flatMap((name) => filesUnder(join(path, name)))
}
