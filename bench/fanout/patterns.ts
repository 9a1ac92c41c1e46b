import { chain, chainPaceMs, tick } from './documents.js'

/** What a socket subscribes to. */
interface Pattern {
  readonly queries: readonly string[]
  readonly paceMs: number
  /** How many times the usual events: ticks are soon over. */
  readonly timesEvents: number
}

export const patterns = {
  /** One subscription a socket: nine fields of the market. */
  tick: { queries: [tick], paceMs: 0, timesEvents: 5 },
  /** One subscription a socket: ten rows of a chain. */
  chain: { queries: [chain()], paceMs: chainPaceMs, timesEvents: 1 },
  /** Five subscriptions a socket that change in the same turn. */
  dashboard: {
    queries: [tick, chain(4), chain(6), chain(8), chain(10)],
    paceMs: chainPaceMs,
    timesEvents: 1,
  },
} as const satisfies Record<string, Pattern>
