import { allGuards, noGuards, tokenOf } from '../support/guards.js'
import type { Row } from '../support/report.js'
import { rounded } from '../support/statistics.js'
import { atMost } from './bars.js'
import { hold } from './contest.js'
import { ours, raw, type Entry } from './entries.js'
import { patterns } from './patterns.js'
import { figures, of, times } from './results.js'
import type { Size } from './size.js'

const off: Entry = { ...ours, name: 'guards off', task: { guards: noGuards } }
const on: Entry = { ...ours, name: 'guards on', task: { guards: allGuards }, tokenOf }
/** The bar is near to what a machine does by itself, so the ratio is the median of more rounds. */
const timesRounds = 4

/** A token needed, another one for each socket, and all limits, against nothing of that. */
export async function guarded(size: Size): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const [scenario, { queries, paceMs, timesEvents }] of Object.entries(patterns)) {
    const [events, rounds] = [size.events * timesEvents * timesRounds, size.rounds * timesRounds]
    const results = await hold({ clients: size.clients, events, rounds, entries: [raw, off, on], queries, paceMs })
    const [floor, without, all] = [of(results, raw.name), of(results, off.name), of(results, on.name)]
    const row = (result: typeof floor) => figures(scenario, size.clients, result, floor)
    const ratio = times(all, without)
    rows.push(row(floor), row(without), { ...row(all), timesOff: rounded(ratio, 3), ...atMost(1.03, ratio, '× off') })
  }
  return rows
}
