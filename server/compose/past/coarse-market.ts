import { msPerMinute, type UnixMs } from '../../domain/units.js'
import { startTelling, type Telling } from '../../feeds/simulated/simulated-events.js'

/** The past is told more coarsely than the present, so that a day of it takes seconds. */
export const coarseIntervals = { priceIntervalMs: 10_000, optionsIntervalMs: 5 * msPerMinute } as const

/** An agent decides no more often than this in the past. */
export const leastDecisionIntervalMs = msPerMinute

/** It takes some milliseconds to make and to take in so many. */
const optionsAtOnce = 200

/** Begins to tell the market of these currencies at a time. */
export type TellMarket = (currencies: readonly string[], fromMs: UnixMs) => Telling

/** The simulated market of a seed. */
export function coarseMarket(seed: string): TellMarket {
  const { priceIntervalMs: tickMs, optionsIntervalMs: chainMs } = coarseIntervals
  return (currencies, fromMs) => startTelling({ seed, currencies, fromMs, tickMs, chainMs, optionsAtOnce })
}
