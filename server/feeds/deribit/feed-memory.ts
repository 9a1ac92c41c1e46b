import { isOption, type ListedOption } from '../../domain/instrument.js'
import type { MarketEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'

/** What the feed keeps when it connects again. Everything is per currency. */
export class FeedMemory {
  readonly listings = new Map<string, readonly ListedOption[]>()
  readonly indexPrices = new Map<string, number>()
  /** The newest expiry whose delivery price we know. */
  readonly delivered = new Map<string, UnixMs>()

  /** Remembers an event. Answers true when it may change which channels we want. */
  take(event: MarketEvent): boolean {
    switch (event.type) {
      case 'listing': {
        const options = event.instruments.filter(isOption)
        if (options.length > 0) this.listings.set(event.currency, options)
        return true
      }
      case 'index': {
        if (event.priceUsd === null) return false
        const isFirst = !this.indexPrices.has(event.currency)
        this.indexPrices.set(event.currency, event.priceUsd)
        return isFirst
      }
      case 'delivery-price':
        this.delivered.set(event.currency, Math.max(event.expiryMs, this.delivered.get(event.currency) ?? 0))
        return false
      default:
        return false
    }
  }
}
