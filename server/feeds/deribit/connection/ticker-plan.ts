import type { OptionInstrument } from '../../../domain/instrument.js'
import { coreChannels, maxChannels, platformChannels, tickerChannel } from '../language/channels.js'

/** What we need to know to choose the channels. */
export interface Interest {
  readonly currencies: readonly string[]
  /** The listed options of each currency. */
  readonly listings: ReadonlyMap<string, readonly OptionInstrument[]>
  /** The last index price of each currency. */
  readonly indexPrices: ReadonlyMap<string, number>
  isWatched(currency: string, expiryMs: number): boolean
}

/**
 * The channels we want: first those of every currency, then the tickers of the watched expiries. When there are too
 * many tickers, the options nearest the money get theirs. The others have mark prices and book summaries.
 */
export function wantedChannels(interest: Interest, limit = maxChannels): readonly string[] {
  const core = [...interest.currencies.flatMap(coreChannels), ...platformChannels]
  const tickers = interest.currencies
    .flatMap((currency) => watchedOptions(interest, currency))
    .sort((a, b) => a.distance - b.distance)
    .map(({ symbol }) => tickerChannel(symbol))
  return [...core, ...tickers].slice(0, limit)
}

/** The distance from the money is a logarithm, so that currencies compare. It is 0 while the index is unknown. */
function watchedOptions({ listings, indexPrices, isWatched }: Interest, currency: string) {
  const indexPrice = indexPrices.get(currency)
  const watched = (listings.get(currency) ?? []).filter(({ expiryMs }) => isWatched(currency, expiryMs))
  return watched.map(({ symbol, strikeUsd }) => {
    return { symbol, distance: indexPrice ? Math.abs(Math.log(strikeUsd / indexPrice)) : 0 }
  })
}
