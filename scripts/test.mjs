import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { binOf, ensureBuilt, ensureInstalled, root } from './steps.mjs'

/** All tests, those in a browser included. Further arguments go to Vitest, for example `npm test -- --project unit`. */
ensureInstalled()
ensureBuilt()

const reportDir = join(root, 'node_modules', '.cache', 'test')
const report = join(reportDir, 'report.json')
mkdirSync(reportDir, { recursive: true })
const { status } = spawnSync(
  process.execPath,
  [
    binOf('vitest'),
    'run',
    '--reporter',
    'default',
    '--reporter',
    'json',
    '--outputFile.json',
    report,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
)
const {
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
} = JSON.parse(readFileSync(report, 'utf8'))
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
if (process.env.CI && skipped > 0) console.error('CI allows no skipped test')
process.exitCode = status !== 0 || (process.env.CI && skipped > 0) ? 1 : 0
