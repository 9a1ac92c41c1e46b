import type { DeribitTimings } from './timings.js'

export interface Outage {
  /** How long the connection had delivered values when it ended. */
  readonly liveMs: number
  /** How long it had not delivered: from its start to its first value, or to its end. */
  readonly downMs: number
  /** The exchange told us to stay away. */
  readonly refused: boolean
}

type BackoffTimings = Pick<
  DeribitTimings,
  'quickRetryMs' | 'quickRetryBudgetMs' | 'backoffFirstMs' | 'backoffMaxMs' | 'healthyAfterMs'
>

/**
 * How many milliseconds to wait before each connection. At first the retries are quick, so that we are back soon after
 * a short outage. When their time is used up, or when the exchange refuses us, each wait is twice as long as the one
 * before. Only a long healthy connection allows quick retries again. A connection that opens and breaks in turns does
 * not.
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
