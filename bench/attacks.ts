import { attacks } from './attacks/attacks.js'
import { underAttack } from './attacks/under-attack.js'
import { flag, textFlag } from './support/flags.js'
import { report, type Row } from './support/report.js'

/**
 * What strangers can do to a server with its default settings, while another client asks as usual. The attackers and that
 * client come through a trusted proxy, so that they count as two addresses beyond this machine. Each attack has a server of
 * its own, on the default heap and on a small one. `--attack=<name>[,<name>]` of `attacks/attacks.ts`,
 * `--heap=<megabytes>` for one heap alone (0: the default), `--rest=60` seconds before the memory is looked at again.
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
const small = 400
const given = flag('heap', -1)
const heaps = given >= 0 ? [given] : [0, small]

for (const name of textFlag('attack')?.split(',') ?? Object.keys(attacks)) {
  const attack = attacks[name]
  if (!attack) throw new Error(`No attack ${name}; there are ${Object.keys(attacks).join(', ')}`)
  console.log(`\n## ${name}`)
  const rows: Row[] = []
  for (const heap of heaps) {
    const found = await underAttack(name, { heap, restSeconds: flag('rest', 60) })
    const holds =
      found.isAlive &&
      found.times <= bars.times &&
      found.rssPeakMiB <= bars.rssPeakMiB &&
      found.rssAfterMiB <= bars.rssAfterMiB
    rows.push({ case: name, heap: heap === 0 ? 'default' : heap, ...found, holds: holds ? 'yes' : 'no' })
  }
  report('attacks', headings, rows)
}
process.exit()
