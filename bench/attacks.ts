import { attacks } from './attacks/attacks.js'
import { underAttack } from './attacks/under-attack.js'
import { times } from './soak/waiting.js'
import { flag, textFlag } from './support/flags.js'
import { report, type Row } from './support/report.js'

/**
 * What strangers can do to a server with its default settings, while another client asks as usual. The attackers and that
 * client come through a trusted proxy, so that they count as two addresses beyond this machine. Each attack has a server of
 * its own, on the default heap and on a small one. `--attack=<name>[,<name>]` of `attacks/attacks.ts`,
 * `--heap=default` or `--heap=400` for one heap alone, `--rest=60` seconds before the memory is looked at again.
 */
const headings = {
  heap: 'heap MB',
  baseP99Ms: 'p99 ms before',
  p99Ms: 'p99 ms during',
  times: '×',
  rssPeakMiB: 'RSS more, peak',
  rssAfterMiB: 'after a rest',
  what: 'what became of it',
}

const bars = { times: 2, rssPeakMiB: 64, rssAfterMiB: 8 }
const heaps = textFlag('heap')?.split(',') ?? ['default', '400']

/** One is attacked while the others settle or rest. */
const serversAtOnce = 4

const names = textFlag('attack')?.split(',') ?? Object.keys(attacks)
const unknown = names.find((name) => attacks[name] === undefined)
if (unknown !== undefined) throw new Error(`No attack ${unknown}; there are ${Object.keys(attacks).join(', ')}`)

const runs = names.flatMap((name) => heaps.map((heap) => ({ name, heap })))
const rows: Row[] = []
await times(runs.length, serversAtOnce, async (index) => {
  const { name, heap } = runs[index] as (typeof runs)[number]
  const found = await underAttack(name, { heap, restSeconds: flag('rest', 60) })
  const holds =
    found.isAlive &&
    found.times <= bars.times &&
    found.rssPeakMiB <= bars.rssPeakMiB &&
    found.rssAfterMiB <= bars.rssAfterMiB
  const row = { case: name, heap, ...found, holds: holds ? 'yes' : 'no' }
  console.error(JSON.stringify(row))
  rows[index] = row
})
report('attacks', headings, rows)
process.exit()
