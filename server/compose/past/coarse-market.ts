import { msPerMinute } from '../../domain/units.js'
import { startTelling } from '../../feeds/simulated/simulated-events.js'
import type { PastMarket, PastMoment, PastSpan } from './past-market.js'

/** The past is told more coarsely than the present, so that a day of it takes seconds. */
export const coarseIntervals = { priceIntervalMs: 10_000, optionsIntervalMs: 5 * msPerMinute } as const

/** An agent decides no more often than this in the past. */
export const leastDecisionIntervalMs = msPerMinute

/** How many options an event names. It takes some milliseconds to make them and to take them in. */
const optionsAtOnce = 200

/** The simulated market of a seed. */
export function coarseMarket(seed: string) {
  const staleAfterMs = 4 * coarseIntervals.optionsIntervalMs
  return {
    facts: { name: 'simulated', source: 'SIMULATED', staleAfterMs },
    moments: (span: PastSpan) => momentsOf(seed, span),
  } as const satisfies PastMarket
}

function* momentsOf(seed: string, { currencies, fromMs, until }: PastSpan): Generator<PastMoment> {
  const { priceIntervalMs: tickMs, optionsIntervalMs: chainMs } = coarseIntervals
  const telling = startTelling({ seed, currencies, fromMs, tickMs, chainMs, optionsAtOnce })
  yield { timeMs: fromMs, keyFrame: null, events: telling.first() }
  for (let timeMs = telling.nextMs(); timeMs <= until(); timeMs = telling.nextMs()) {
    yield { timeMs, keyFrame: null, events: telling.until(timeMs) }
  }
}
