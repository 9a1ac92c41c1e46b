import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBuilt } from './support/built-server.js'
import { isGiven } from './support/flags.js'
import { report } from './support/report.js'
import { median, rounded } from './support/statistics.js'

/**
 * From a fresh clone of what is committed to a server that is ready: install, build, build again, start. With `--cold`
 * it first installs with an empty cache of npm's, which downloads every package.
 */
const starts = 5
const minute = 60_000
const folder = mkdtempSync(join(tmpdir(), 'gammacast-'))
const clone = join(folder, 'clone')
const install = ['ci', '--no-audit', '--no-fund']

function seconds(command: string, args: readonly string[]): number {
  const begun = performance.now()
  execFileSync(command, args, { cwd: clone, stdio: 'pipe', timeout: 10 * minute, shell: process.platform === 'win32' })
  return rounded((performance.now() - begun) / 1_000)
}

function node(script: string, ...args: string[]): number {
  return seconds(process.execPath, [join(clone, 'node_modules', script), ...args])
}

function viteBuild(config: string, folder: string): number {
  return node('vite/bin/vite.js', 'build', '--config', config, '--outDir', join(clone, folder), '--logLevel', 'warn')
}

function remove(path: string): void {
  rmSync(join(clone, path), { recursive: true, force: true })
}

/** The second `npm ci` finds in npm's cache whatever the first had to download. */
function installs(): [string, number][] {
  const cold = isGiven('cold')
  const cache = cold ? ['--cache', join(folder, 'npm-cache')] : []
  const first = seconds('npm', [...install, ...cache])
  remove('node_modules')
  return [
    [cold ? "npm ci, npm's cache empty" : "npm ci, npm's cache as it was", first],
    ["npm ci, npm's cache filled", seconds('npm', [...install, ...cache])],
  ]
}

function builds(): [string, number][] {
  const first = seconds('npm', ['run', 'build'])
  const again = seconds('npm', ['run', 'build'])
  remove('dist')
  return [
    ['first npm run build', first],
    ['of that: server, tsc alone', node('typescript-native/bin/tsc', '-b', 'server')],
    ['of that: server, vite alone', viteBuild('scripts/server.vite.config.mjs', 'dist/server')],
    ['of that: dashboard, vite alone', viteBuild('client/vite.config.ts', 'dist/client')],
    ['npm run build with nothing changed', again],
  ]
}

interface Start {
  readonly readyMs: number
  readonly residentMb: number | null
}

async function start(): Promise<Start> {
  await using server = await startBuilt({ folder: clone })
  return { readyMs: server.readyAfterMs, residentMb: residentMb(server.pid) }
}

/** Null where the system has no /proc. */
function residentMb(pid: number): number | null {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return null
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1]) / 1_024
}

try {
  execFileSync('git', ['clone', '--quiet', process.cwd(), clone])
  const steps = [...installs(), ...builds()].map(([name, value]) => ({ case: name, value, unit: 's' }))
  const made: Start[] = []
  for (let count = 0; count < starts; count += 1) made.push(await start())
  const ready = made.map(({ readyMs }) => readyMs)
  const resident = made.flatMap(({ residentMb }) => residentMb ?? [])
  report('startup', {}, [
    ...steps,
    { case: `start to /ready, median of ${starts}`, value: rounded(median(ready), 0), unit: 'ms' },
    { case: `start to /ready, slowest of ${starts}`, value: rounded(Math.max(...ready), 0), unit: 'ms' },
    { case: 'resident memory when ready, median', value: rounded(median(resident), 0), unit: 'MB' },
  ])
} finally {
  rmSync(folder, { recursive: true, force: true })
}
