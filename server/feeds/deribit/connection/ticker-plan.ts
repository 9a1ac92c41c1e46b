import type { OptionInstrument } from '../../../domain/instrument.js'
import { coreChannels, maxChannels, platformChannels, tickerChannel } from '../language/channels.js'

/** What decides which channels are wanted. */
export interface Interest {
  readonly currencies: readonly string[]
  /** The listed options of each currency. */
  readonly listings: ReadonlyMap<string, readonly OptionInstrument[]>
  /** The last index price of each currency. */
  readonly indexPrices: ReadonlyMap<string, number>
  isWatched(currency: string, expiryMs: number): boolean
}

/**
 * The channels wanted now: always those of every currency, then tickers of the watched expiries. When not all of
 * those fit, the options nearest the money have theirs, and the others live on mark prices and book summaries.
 */
export function wantedChannels(interest: Interest, limit = maxChannels): readonly string[] {
  const core = [...interest.currencies.flatMap(coreChannels), ...platformChannels]
  const tickers = interest.currencies
    .flatMap((currency) => watchedOptions(interest, currency))
    .sort((a, b) => a.distance - b.distance)
    .map(({ symbol }) => tickerChannel(symbol))
  return [...core, ...tickers].slice(0, limit)
}

/** Distance from the money in log terms, so that currencies compare; 0 for all while the index is unknown. */
function watchedOptions({ listings, indexPrices, isWatched }: Interest, currency: string) {
  const indexPrice = indexPrices.get(currency)
  const watched = (listings.get(currency) ?? []).filter(({ expiryMs }) => isWatched(currency, expiryMs))
  return watched.map(({ symbol, strikeUsd }) => {
    return { symbol, distance: indexPrice ? Math.abs(Math.log(strikeUsd / indexPrice)) : 0 }
  })
}
