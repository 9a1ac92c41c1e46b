import { stateUnder } from '../domain/instrument.js'
import type { HeardMarket, Perpetual } from '../domain/market-data.js'
import type { DataSource, Freshness } from '../domain/source.js'
import { marketDataAsOf, type CurrencyState } from './currency-state.js'
import { believedNow, freshness, newestTime, type FreshnessOf } from './heard.js'
import { perpetualAsOf, valuesOf } from './perpetual-state.js'

export interface MarketFreshness {
  readonly freshness: Freshness
  readonly indexFreshness: Freshness
  readonly volatilityIndexFreshness: Freshness
  readonly quoteFreshness: Freshness
  readonly markFreshness: Freshness
}

/** `freshness` is LIVE only while both index and perpetual are. */
export function marketFreshness({ index, volatility, perpetual }: CurrencyState, of: FreshnessOf): MarketFreshness {
  const book = perpetual ? [perpetual.book.bid, perpetual.book.ask] : []
  const mark = perpetual ? [perpetual.book.mark] : []
  return {
    freshness: freshness([index, ...book, ...mark], of),
    indexFreshness: freshness([index], of),
    volatilityIndexFreshness: freshness([volatility], of),
    quoteFreshness: freshness(book, of),
    markFreshness: freshness(mark, of),
  }
}

/** The market of one currency as the feed says it, nothing rounded. */
export function heardMarket(state: CurrencyState, source: DataSource, fresh: MarketFreshness): HeardMarket {
  const { currency, clock, index, volatility } = state
  const asOf = marketDataAsOf(state)
  return {
    asOf,
    timeMs: asOf === null ? null : clock.nowMs,
    deliveryPricesUsd: state.deliveryPricesUsd,
    source,
    freshness: fresh.freshness,
    currency,
    indexPriceUsd: believedNow(index),
    indexAsOf: index.asOf,
    indexFreshness: fresh.indexFreshness,
    perpetual: heardPerpetual(state, fresh),
    volatilityIndex: believedNow(volatility),
    volatilityIndexAsOf: volatility.asOf,
    volatilityIndexFreshness: fresh.volatilityIndexFreshness,
  }
}

function heardPerpetual(
  { perpetual, states, indexLock, clock }: CurrencyState,
  { quoteFreshness, markFreshness }: MarketFreshness,
): Perpetual | null {
  const asOf = perpetual && perpetualAsOf(perpetual)
  if (perpetual === null || asOf === null) return null
  const { symbol, book } = perpetual
  return {
    ...valuesOf(perpetual),
    symbol,
    asOf: Math.min(asOf, clock.nowMs ?? asOf),
    state: stateUnder(indexLock.value === true, states.get(symbol)?.value ?? null),
    quoteDoubted: book.isQuoteDoubted,
    quoteAsOf: newestTime([book.bid, book.ask]),
    quoteFreshness,
    markDoubted: book.mark.doubted !== null,
    markAsOf: book.mark.asOf,
    markFreshness,
  }
}
