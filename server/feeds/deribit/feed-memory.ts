import { isOption, type ListedOption } from '../../domain/instrument.js'
import type { MarketEvent } from '../../domain/market-events.js'
import { msPerDay, msPerMinute } from '../../domain/units.js'
import type { Arrival } from './language/arrival.js'
import type { Answer } from './connection/pending-requests.js'

/** What the exchange's clock may be off what it told us, for its answer was on its way. */
const mostAheadMs = 2_000

/** What outlives a connection: what is listed, where the money is, and how far the exchange's clock is ahead of ours. */
export class FeedMemory {
  readonly listings = new Map<string, readonly ListedOption[]>()
  readonly indexPrices = new Map<string, number>()
  #exchangeAheadMs = 0

  /** Takes note of an event; true when it may change which channels are wanted. */
  take(event: MarketEvent): boolean {
    if (event.type === 'listing') {
      const options = event.instruments.filter(isOption)
      if (options.length > 0) this.listings.set(event.currency, options)
    }
    if (event.type !== 'index' || event.priceUsd === null) return event.type === 'listing'
    const first = !this.indexPrices.has(event.currency)
    this.indexPrices.set(event.currency, event.priceUsd)
    return first
  }

  takeExchangeClock({ usOut, receivedTimeMs }: Answer): void {
    const aheadMs = usOut === null ? 0 : Math.round(usOut / 1000) - receivedTimeMs
    this.#exchangeAheadMs = Math.abs(aheadMs) < msPerDay ? aheadMs : 0
  }

  /**
   * How a frame that comes now is dated. Nothing happens more than `mostAheadMs` after it was heard; a date up to a minute
   * ahead is a clock that is wrong, and one beyond that is no date.
   */
  arrival(receivedTimeMs: number): Arrival {
    const exchangeTimeMs = receivedTimeMs + this.#exchangeAheadMs
    const [aheadTimeMs, latestTimeMs] = [exchangeTimeMs + mostAheadMs, exchangeTimeMs + msPerMinute]
    return { receivedTimeMs, exchangeTimeMs, aheadTimeMs, latestTimeMs }
  }
}
