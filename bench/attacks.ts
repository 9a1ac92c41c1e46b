import { attacks } from './attacks/attacks.js'
import { addedMiB, underAttack, type Found, type Round } from './attacks/under-attack.js'
import { times } from './soak/waiting.js'
import { flag, textFlag } from './support/flags.js'
import { report, type Row } from './support/report.js'
import { rounded } from './support/statistics.js'

/**
 * What strangers can do to a server with its default settings, while another client asks as usual. The attackers and that
 * client come through a trusted proxy, so that they count as two addresses beyond this machine. Each attack has a server of
 * its own, on the default heap and on a small one, and is made again until one more adds nothing. A server of the same age is left alone beside them: what that one does in
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
  attacks: 'attacks',
  rssAddedMiB: 'the last added',
  livesMoreMiB: 'lives more',
  what: 'what became of it',
}

/** Of the attacked server, less what the one left alone did. */
const bars = { times: 2, rssPeakMiB: 64, rssAddedMiB: 8, livesMoreMiB: 8 }

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
  const { heap } = group
  await underAttack(
    group.names,
    { heap, restSeconds: flag('rest', 60), enoughMiB: bars.rssAddedMiB },
    {
      onRound: (name, round) => console.error(JSON.stringify({ heap, name, ...round })),
      onFound: (found) => rows.push(rowOf(heap, found)),
    },
  )
})
report('attacks', headings, rows)
process.exit()

function rowOf(heap: string, { name, isAlive, livesMoreMiB, rounds }: Found): Row {
  const slowest = mostOf(rounds, ({ attacked, alone }) => attacked.times / Math.max(1, alone.times))
  const largest = mostOf(rounds, ({ attacked, alone }) => attacked.rssPeakMiB - alone.rssPeakMiB)
  const first = rounds[0] as Round
  const rssAddedMiB = addedMiB(rounds)
  const holds =
    isAlive &&
    slowest.attacked.times <= bars.times * Math.max(1, slowest.alone.times) &&
    rounded(largest.attacked.rssPeakMiB - largest.alone.rssPeakMiB) <= bars.rssPeakMiB &&
    (livesMoreMiB ?? 0) <= bars.livesMoreMiB &&
    rssAddedMiB <= bars.rssAddedMiB
  const { baseP99Ms, p99Ms, times } = slowest.attacked
  return {
    case: name,
    heap,
    isAlive,
    baseP99Ms,
    p99Ms,
    times,
    timesAlone: slowest.alone.times,
    rssPeakMiB: largest.attacked.rssPeakMiB,
    rssPeakAloneMiB: largest.alone.rssPeakMiB,
    rssAfterMiB: first.attacked.rssAfterMiB,
    rssAfterAloneMiB: first.alone.rssAfterMiB,
    attacks: rounds.length,
    rssAddedMiB,
    livesMoreMiB,
    what: [...new Set(rounds.map(({ what }) => what))].join(' | '),
    holds: holds ? 'yes' : 'no',
  }
}

function mostOf(rounds: readonly Round[], value: (round: Round) => number): Round {
  return rounds.toSorted((a, b) => value(b) - value(a))[0] as Round
}
