import { msPerDay, msPerMinute, type UnixMs } from '../../../domain/units.js'
import type { Arrival } from './arrival.js'

/** The answer that told the exchange's time was on its way for up to this long. */
const mostAheadMs = 2_000

/** Dates what comes from the exchange. It remembers how far the exchange's clock is ahead of ours. */
export class ExchangeClock {
  #aheadMs = 0

  /** An answer tells the time: the exchange sent it at `usOut`, in microseconds. Null: it does not say. */
  take(usOut: number | null, receivedTimeMs: UnixMs): void {
    this.#aheadMs = aheadMs(usOut, receivedTimeMs) ?? 0
  }

  /**
   * The times of a frame that arrives now. An answer says itself when it was sent (`usOut`). A frame may be dated up to
   * `mostAheadMs` later than the exchange's clock, as far as we know that. A date up to a minute later comes from a
   * wrong clock. A date beyond that is not believed.
   */
  arrival(receivedTimeMs: UnixMs, usOut: number | null = null): Arrival {
    const exchangeTimeMs = receivedTimeMs + (aheadMs(usOut, receivedTimeMs) ?? this.#aheadMs)
    const [aheadTimeMs, latestTimeMs] = [exchangeTimeMs + mostAheadMs, exchangeTimeMs + msPerMinute]
    return { receivedTimeMs, exchangeTimeMs, aheadTimeMs, latestTimeMs }
  }
}

/** Null where the exchange does not say its time, and where it is a day or more off ours. */
function aheadMs(usOut: number | null, receivedTimeMs: UnixMs): number | null {
  const ms = usOut === null ? NaN : Math.round(usOut / 1000) - receivedTimeMs
  return Math.abs(ms) < msPerDay ? ms : null
}
