import { msPerDay, msPerMinute, type UnixMs } from '../../../domain/units.js'
import type { Arrival } from './arrival.js'

/** How long the answer that told us the exchange's time may have taken. */
const mostAheadMs = 2_000

/** Dates what comes from the exchange. It remembers how far the exchange's clock is ahead of ours. */
export class ExchangeClock {
  #aheadMs = 0

  /** An answer tells the time: the exchange sent it at `usOut`, in microseconds. Null: it does not say. */
  take(usOut: number | null, receivedTimeMs: UnixMs): void {
    this.#aheadMs = aheadMs(usOut, receivedTimeMs) ?? 0
  }

  /**
   * The times of a frame that arrives now. An answer says itself when it was sent (`usOut`). For other frames we know
   * the exchange's clock to `mostAheadMs`. A date up to a minute later than that comes from a wrong clock. We do not
   * believe a date that is later still.
   */
  arrival(receivedTimeMs: UnixMs, usOut: number | null = null): Arrival {
    const exchangeTimeMs = receivedTimeMs + (aheadMs(usOut, receivedTimeMs) ?? this.#aheadMs)
    const [aheadTimeMs, latestTimeMs] = [exchangeTimeMs + mostAheadMs, exchangeTimeMs + msPerMinute]
    return { receivedTimeMs, exchangeTimeMs, aheadTimeMs, latestTimeMs }
  }
}

/** Null when the exchange does not say its time, or says one that is a day or more from ours. */
function aheadMs(usOut: number | null, receivedTimeMs: UnixMs): number | null {
  const ms = usOut === null ? NaN : Math.round(usOut / 1000) - receivedTimeMs
  return Math.abs(ms) < msPerDay ? ms : null
}
