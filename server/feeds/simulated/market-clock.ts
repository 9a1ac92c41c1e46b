import type { UnixMs } from '../../domain/units.js'
import type { Clock } from '../../lib/clock.js'

/**
 * The time of the simulated market: that of a clock, in whole milliseconds, until that is set back. The market then
 * goes on from where it is, so its time never goes back and is ahead of the clock from there on.
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
