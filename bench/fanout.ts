import { scenarios } from './fanout/scenarios.js'
import { flag, textFlag } from './support/flags.js'
import { report } from './support/report.js'

/**
 * What a delivered event costs the server, against a loop that sends the very same texts and against what others build
 * subscriptions with. Every server has a process of its own, whose CPU is what counts; all take turns in the same run,
 * and a ratio is the median over the rounds. An event follows when all have had the one before. Bars are printed, never
 * enforced. `--scenario=<name>[,<name>]` of `fanout/scenarios.ts`, `--events=100` of each server over `--rounds=10`, to
 * `--clients=1000`; `--subscribers=5000` of loop-stall and `--sockets=8000` of memory need as many open files
 * (`ulimit -n`). `--profile` leaves CPU profiles of the servers.
 */
const size = {
  clients: flag('clients', 1_000),
  events: flag('events', 100),
  rounds: flag('rounds', 10),
  subscribers: flag('subscribers', 5_000),
  sockets: flag('sockets', 8_000),
}
const headings = {
  wireBytes: 'B on the wire',
  cpuMicros: 'CPU µs a delivery',
  cpuMicrosLeast: 'least',
  cpuMicrosMost: 'most',
  timesRaw: '× raw',
  timesGammacast: '× gammacast',
  timesOff: '× off',
  timesOurBytes: '× bytes',
  idleMicrosPerEvent: 'idle µs an event',
  lastP50Ms: 'last has it p50 ms',
  lastP99Ms: 'p99 ms',
  rawMs: 'raw ms',
  gammacastMs: 'gammacast ms',
  longestStallMs: 'longest stall ms',
  kilobytesPerSocket: 'KB a socket',
}

const named = textFlag('scenario')?.split(',') ?? Object.keys(scenarios)
for (const name of named) {
  const run = scenarios[name]
  if (!run) throw new Error(`No scenario ${name}; there are ${Object.keys(scenarios).join(', ')}`)
  console.log(`\n## ${name}`)
  report('fanout', headings, await run(size))
}
