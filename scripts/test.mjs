import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './ensure.mjs'
import { binOf, root, runToEnd } from './steps.mjs'

/** All tests, those in a browser included. Further arguments go to Vitest, for example `npm test -- --project unit`. */
await ensureBuilt()

const reportDir = join(root, 'node_modules', '.cache', 'test')
const report = join(reportDir, 'report.json')
mkdirSync(reportDir, { recursive: true })
rmSync(report, { force: true })
const reporters = ['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report]
const code = await runToEnd(process.execPath, [binOf('vitest'), 'run', ...reporters, ...process.argv.slice(2)])
// Vitest writes no report when it cannot start, for example for an unknown option.
if (!existsSync(report)) process.exit(code)
const {
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
} = JSON.parse(readFileSync(report, 'utf8'))
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
if (process.env.CI && skipped > 0) console.error('CI allows no skipped test')
process.exitCode = code !== 0 || (process.env.CI && skipped > 0) ? 1 : 0
