import type { UnixMs } from '../../domain/units.js'
import type { Clock } from '../../lib/clock.js'

/**
 * The time of the simulated market: that of a clock, in whole milliseconds. When the clock is set back, the market goes
 * on from where it is. So its time never goes back. From then on it is ahead of the clock.
 */
export function createMarketClock(clock: Pick<Clock, 'now'>): () => UnixMs {
  let lastMs = clock.now()
  let aheadMs = 0
  return () => {
    const nowMs = clock.now()
    aheadMs += Math.max(0, lastMs - nowMs)
    lastMs = nowMs
    return Math.round(nowMs + aheadMs)
  }
}
