import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBuilt } from './support/built-server.js'
import { quantile, report, rounded } from './support/report.js'

/** From a fresh clone to a server that is ready: install (npm's cache as it is), build, build again, start. */
const starts = 5
const folder = mkdtempSync(join(tmpdir(), 'gammacast-'))

function seconds(command: string, ...args: string[]): number {
  const begun = performance.now()
  execFileSync(command, args, { cwd: folder, stdio: 'pipe' })
  return (performance.now() - begun) / 1_000
}

try {
  execFileSync('git', ['clone', '--quiet', process.cwd(), folder])
  const install = seconds('npm', 'ci', '--no-audit', '--no-fund')
  const build = seconds('npm', 'run', 'build')
  const again = seconds('npm', 'run', 'build')
  const ready: number[] = []
  const residentMb: number[] = []
  for (let start = 0; start < starts; start += 1) {
    const server = await startBuilt(folder)
    ready.push(server.readyAfterMs)
    residentMb.push(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1_024)
    await server.end()
  }
  report('startup', [
    { case: 'npm ci', value: rounded(install), unit: 's' },
    { case: 'first build: install check, server, dashboard', value: rounded(build), unit: 's' },
    { case: 'build with nothing changed', value: rounded(again), unit: 's' },
    { case: `start to /ready, median of ${starts}`, value: rounded(quantile(ready, 0.5), 0), unit: 'ms' },
    { case: 'resident memory when ready, median', value: rounded(quantile(residentMb, 0.5), 0), unit: 'MB' },
  ])
} finally {
  rmSync(folder, { recursive: true })
}
