import type { DeribitTimings } from './timings.js'

export interface Outage {
  /** How long the connection that ended had delivered. */
  readonly liveMs: number
  /** How long it had not: from its start to its first value, or to its end. */
  readonly downMs: number
  /** The exchange told us to stay away. */
  readonly refused: boolean
}

type BackoffTimings = Pick<
  DeribitTimings,
  'quickRetryMs' | 'quickRetryBudgetMs' | 'backoffFirstMs' | 'backoffMaxMs' | 'healthyAfterMs'
>

/**
 * How long to wait before each connection. A young outage is met with quick retries, so that a short one is over soon
 * after the exchange is back; once their budget is spent, or when the exchange refused us, waits double. Only a long
 * healthy connection makes an outage young again: one that opens and breaks in turns is slowed down as well.
 * Returns milliseconds.
 */
export function createBackoff(timings: BackoffTimings, random: () => number = Math.random): (outage: Outage) => number {
  let downMs = 0
  let doublings = 0
  return (outage) => {
    if (outage.liveMs >= timings.healthyAfterMs) downMs = doublings = 0
    downMs += outage.downMs
    if (!outage.refused && doublings === 0 && downMs < timings.quickRetryBudgetMs) {
      const [least, most] = timings.quickRetryMs
      const quickMs = least + (most - least) * random()
      downMs += quickMs
      return quickMs
    }
    const ceilingMs = Math.min(timings.backoffFirstMs * 2 ** doublings, timings.backoffMaxMs)
    doublings += 1
    return ceilingMs * (1 - random() / 2)
  }
}
