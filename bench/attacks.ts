import { attacks } from './attacks/attacks.js'
import { underAttack, type Found } from './attacks/under-attack.js'
import { times } from './soak/waiting.js'
import { flag, textFlag } from './support/flags.js'
import { report, type Row } from './support/report.js'
import { rounded } from './support/statistics.js'

/**
 * What strangers can do to a server with its default settings, while another client asks as usual. The attackers and that
 * client come through a trusted proxy, so that they count as two addresses beyond this machine. Each attack has a server of
 * its own, on the default heap and on a small one. A server of the same age is left alone beside them: what that one does in
 * the same time is not the attack's doing. `--attack=<name>[,<name>]` of `attacks/attacks.ts`, `--heap=default` or `--heap=400`
 * for one heap alone, `--rest=60` seconds before the memory is looked at again.
 */
const headings = {
  heap: 'heap MB',
  baseP99Ms: 'p99 ms before',
  p99Ms: 'p99 ms during',
  times: '×',
  timesAlone: '× alone',
  rssPeakMiB: 'RSS more, peak',
  rssPeakAloneMiB: 'peak alone',
  rssAfterMiB: 'after a rest',
  rssAfterAloneMiB: 'after alone',
  what: 'what became of it',
}

/** Of the attacked server, less what the one left alone did. */
const bars = { times: 2, rssPeakMiB: 64, rssAfterMiB: 8 }

/** A group has a server for each of so many attacks. More servers at a time would keep the processors busy by themselves. */
const attacksInGroup = 3
const groupsAtOnce = 2

const heaps = textFlag('heap')?.split(',') ?? ['default', '400']
const names = textFlag('attack')?.split(',') ?? Object.keys(attacks)
const unknown = names.find((name) => attacks[name] === undefined)
if (unknown !== undefined) throw new Error(`No attack ${unknown}; there are ${Object.keys(attacks).join(', ')}`)

const groups = heaps.flatMap((heap) =>
  Array.from({ length: Math.ceil(names.length / attacksInGroup) }, (_, group) => ({
    heap,
    names: names.slice(group * attacksInGroup, (group + 1) * attacksInGroup),
  })),
)
const rows: Row[] = []
await times(groups.length, groupsAtOnce, async (index) => {
  const group = groups[index] as (typeof groups)[number]
  await underAttack(group.names, { heap: group.heap, restSeconds: flag('rest', 60) }, (found) => {
    const row = rowOf(group.heap, found)
    console.error(JSON.stringify(row))
    rows.push(row)
  })
})
report('attacks', headings, rows)
process.exit()

function rowOf(heap: string, { name, isAlive, attacked, alone, what }: Found): Row {
  const holds =
    isAlive &&
    attacked.times <= bars.times * Math.max(1, alone.times) &&
    rounded(attacked.rssPeakMiB - alone.rssPeakMiB) <= bars.rssPeakMiB &&
    rounded(attacked.rssAfterMiB - alone.rssAfterMiB) <= bars.rssAfterMiB
  return {
    case: name,
    heap,
    isAlive,
    ...attacked,
    timesAlone: alone.times,
    rssPeakAloneMiB: alone.rssPeakMiB,
    rssAfterAloneMiB: alone.rssAfterMiB,
    what,
    holds: holds ? 'yes' : 'no',
  }
}
