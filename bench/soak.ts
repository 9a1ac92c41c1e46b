import { scenarios } from './soak/scenarios.js'
import { textFlag } from './support/flags.js'
import { report } from './support/report.js'

/**
 * What must hold while readers stall, storm, vanish and come back. The server has a process of its own and the clients
 * are real sockets of the loopback. A row says its bar and whether it holds; nothing is enforced.
 * `--scenario=<name>[,<name>]` of `soak/scenarios.ts`; `--clients=`, `--seconds=` and `--rounds=` where a scenario has
 * them.
 */
const named = textFlag('scenario')?.split(',') ?? Object.keys(scenarios)
for (const name of named) {
  const scenario = scenarios[name]
  if (!scenario) throw new Error(`No scenario ${name}; there are ${Object.keys(scenarios).join(', ')}`)
  console.log(`\n## ${name}`)
  const { headings, rows } = await scenario()
  report('soak', headings, rows)
}
process.exit()
