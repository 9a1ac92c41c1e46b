import { isOption } from '../../../domain/instrument.js'
import type { ListingEvent, MarketEvent, OptionUpdate, OptionValues } from '../../../domain/market-events.js'
import type { UnixMs } from '../../../domain/units.js'

/** Remembers what live channels say, and leaves it out of book summaries. */
export interface SummaryOverlap {
  /** Remembers which options of a currency are listed. */
  list(listing: ListingEvent): void
  /** Remembers what a channel said at `timeMs`. */
  heard(events: readonly MarketEvent[], timeMs: UnixMs): void
  /** The events of a book summary that came at `timeMs`, without what a live channel said just before. */
  remainder(events: readonly MarketEvent[], timeMs: UnixMs): readonly MarketEvent[]
}

/**
 * Live channels speak every second. When one falls silent, a summary replaces it within 7.5 s, which is before its
 * values are stale.
 */
const coveredMs = 2_500

/**
 * A book summary is older than a ticker, has no sizes and no quote IV, and its mark price has more decimals. So values
 * would jump back and forth at every summary. We leave out options with a live ticker, and the mark price of options
 * with a live mark price. What a channel said of an option before it was listed reached nobody, so it does not count.
 */
export function createSummaryOverlap(): SummaryOverlap {
  const listed = new Map<string, ReadonlySet<string>>()
  const ticked = new Map<string, UnixMs>()
  const marked = new Map<string, UnixMs>()
  const covers = (times: Map<string, UnixMs>, symbol: string, timeMs: UnixMs) => {
    return timeMs - (times.get(symbol) ?? -Infinity) <= coveredMs
  }
  const rest = (updates: readonly OptionUpdate[], timeMs: UnixMs) => {
    return updates
      .filter(({ symbol }) => !covers(ticked, symbol, timeMs))
      .map((update) => (covers(marked, update.symbol, timeMs) ? withoutMark(update) : update))
  }
  return {
    list({ currency, instruments }) {
      const options = instruments.filter(isOption)
      if (options.length > 0) listed.set(currency, new Set(options.map(({ symbol }) => symbol)))
    },
    heard(events, timeMs) {
      for (const event of events) {
        if (event.type !== 'options') continue
        for (const { symbol, values } of event.updates) {
          if (listed.get(event.currency)?.has(symbol)) (isQuote(values) ? ticked : marked).set(symbol, timeMs)
        }
      }
    },
    remainder(events, timeMs) {
      const rests = events.map((event) => {
        return event.type === 'options' ? { ...event, updates: rest(event.updates, timeMs) } : event
      })
      return rests.filter((event) => event.type !== 'options' || event.updates.length > 0)
    },
  }
}

function isQuote(values: Partial<OptionValues>): boolean {
  return 'bidPrice' in values || 'askPrice' in values
}

function withoutMark(update: OptionUpdate): OptionUpdate {
  const { markPrice: _price, markIv: _iv, ...values } = update.values
  return { ...update, values }
}
