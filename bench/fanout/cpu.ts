import type { Row } from '../support/report.js'
import { rounded } from '../support/statistics.js'
import { againstOurs, againstRaw } from './bars.js'
import { hold } from './contest.js'
import { ours, peers, raw, type Entry } from './entries.js'
import { patterns } from './patterns.js'
import { figures, of, times } from './results.js'
import type { Size } from './size.js'

/** How many times cheaper than a peer we mean to be, and at most how many times as dear as the floor. */
interface Bars {
  readonly raw: number
  readonly peers: Readonly<Record<string, number>>
}

export function tickOfNine(size: Size): Promise<readonly Row[]> {
  return compare('tick', size, [raw, ours, ...peers], { raw: 1, peers: { yoga: 10 } })
}

export function chainOfTen(size: Size): Promise<readonly Row[]> {
  return compare('chain', size, [raw, ours, ...peers], { raw: 1.1, peers: { yoga: 25, mercurius: 25, apollo: 25 } })
}

export function dashboard(size: Size): Promise<readonly Row[]> {
  return compare('dashboard', size, [raw, ours], { raw: 0.4, peers: {} })
}

async function compare(
  scenario: keyof typeof patterns,
  size: Size,
  entries: readonly Entry[],
  bars: Bars,
): Promise<readonly Row[]> {
  const { timesEvents, ...pattern } = patterns[scenario]
  const results = await hold({ ...size, ...pattern, events: size.events * timesEvents, entries })
  const [floor, us] = [of(results, 'raw'), of(results, 'gammacast')]
  return entries.map(({ name }) => {
    const result = of(results, name)
    const row = figures(scenario, size.clients, result, floor)
    if (result === floor) return row
    if (result === us) return againstRaw(row, bars.raw, us, floor)
    const peer = { ...row, timesGammacast: rounded(times(result, us)) }
    return bars.peers[name] ? againstOurs(peer, bars.peers[name], result, us) : peer
  })
}
