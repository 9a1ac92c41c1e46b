import type { Row } from '../support/report.js'
import { rounded } from '../support/statistics.js'
import { againstOurs, againstRaw } from './bars.js'
import { hold, type Contest } from './contest.js'
import { chain, chainPaceMs, tick } from './documents.js'
import { ours, peers, raw } from './entries.js'
import { figures, of, times } from './results.js'
import type { Size } from './size.js'

/** How many times cheaper than a peer we mean to be, and at most how many times as dear as the floor. */
interface Bars {
  readonly raw: number
  readonly peers: Readonly<Record<string, number>>
}

/** Ticks are soon over. */
const ticksAnEvent = 5

/** One subscription a socket: nine fields of the market. */
export function tickOfNine(size: Size): Promise<readonly Row[]> {
  const events = size.events * ticksAnEvent
  const contest = { ...size, events, entries: [raw, ours, ...peers], queries: [tick], paceMs: 0 }
  return compare('tick', contest, { raw: 1, peers: { yoga: 10 } })
}

/** One subscription a socket: ten rows of a chain. */
export function chainOfTen(size: Size): Promise<readonly Row[]> {
  const contest = { ...size, entries: [raw, ours, ...peers], queries: [chain()], paceMs: chainPaceMs }
  return compare('chain', contest, { raw: 1.1, peers: { yoga: 25, mercurius: 25, apollo: 25 } })
}

/** Five subscriptions a socket that change in the same turn. */
export function dashboard(size: Size): Promise<readonly Row[]> {
  const queries = [tick, chain(4), chain(6), chain(8), chain(10)]
  const contest = { ...size, entries: [raw, ours], queries, paceMs: chainPaceMs }
  return compare('dashboard', contest, { raw: 0.4, peers: {} })
}

async function compare(scenario: string, contest: Contest, bars: Bars): Promise<readonly Row[]> {
  const results = await hold(contest)
  const [floor, us] = [of(results, 'raw'), of(results, 'gammacast')]
  return contest.entries.map(({ name }) => {
    const result = of(results, name)
    const row = figures(scenario, contest.clients, result, floor)
    if (result === floor) return row
    if (result === us) return againstRaw(row, bars.raw, us, floor)
    const peer = { ...row, timesGammacast: rounded(times(result, us)) }
    return bars.peers[name] ? againstOurs(peer, bars.peers[name], result, us) : peer
  })
}
