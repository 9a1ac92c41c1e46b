import type { MarketEvent, OptionUpdate, OptionValues } from '../../domain/market-events.js'

/** What live channels already say of the options of one connection. */
export interface SummaryOverlap {
  /** Takes note of what a channel's events cover. */
  heard(events: readonly MarketEvent[]): void
  /**
   * The events of a book summary without what a live channel says, fresher and with fewer decimals: else those values
   * would jump back and forth at every summary. Options with a live ticker are left out whole.
   */
  remainder(events: readonly MarketEvent[]): readonly MarketEvent[]
}

export function createSummaryOverlap(hasTicker: (symbol: string) => boolean): SummaryOverlap {
  const ticking = new Set<string>()
  const marked = new Set<string>()
  const rest = (update: OptionUpdate): OptionUpdate => {
    return marked.has(update.symbol) ? { ...update, values: withoutMark(update.values) } : update
  }
  return {
    heard(events) {
      for (const event of events) {
        if (event.type !== 'options') continue
        for (const { symbol, values } of event.updates) {
          if ('bidPrice' in values || 'askPrice' in values) ticking.add(symbol)
          else marked.add(symbol)
        }
      }
    },
    remainder(events) {
      return events.map((event) => {
        if (event.type !== 'options') return event
        const uncovered = event.updates.filter(({ symbol }) => !(ticking.has(symbol) && hasTicker(symbol)))
        return { ...event, updates: uncovered.map(rest) }
      })
    },
  }
}

function withoutMark({ markPrice: _price, markIv: _iv, ...rest }: Partial<OptionValues>): Partial<OptionValues> {
  return rest
}
