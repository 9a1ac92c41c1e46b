import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, refuseInProduction } from './ensure.mjs'
import { fail, root, runBin } from './steps.mjs'
import { sayUsageIfAsked } from './usage.mjs'

/** Runs benchmarks one after the other: all of `bench/*.ts`, or those named; flags go to each (`-- fanout --scenario=tick`). */
// A production copy has no benchmarks to name.
refuseInProduction()
const all = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
sayUsageIfAsked(`Usage: npm run bench [-- <benchmark> …] [--<flag> …], for example npm run bench -- fanout --scenario=tick
The benchmarks are ${all.join(', ')}; all of them when none is named.
Flags go to each. The comment that bench/<benchmark>.ts begins with names its own.`)
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'))
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const unknown = named.find((bench) => !all.includes(bench))
if (unknown !== undefined) fail(`No benchmark "${unknown}"; there are ${all.join(', ')}`)

await ensureInstalled('bench')
await ensureBuilt()
for (const bench of named.length > 0 ? named : all) {
  console.log(`\n# ${bench}`)
  await runBin('tsx', [`bench/${bench}.ts`, ...flags])
}
