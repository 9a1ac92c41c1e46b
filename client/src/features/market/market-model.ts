import {
  MarketFigures_MarketDataFragmentDoc,
  MarketUpdatesDocument,
  type MarketUpdatesSubscription,
} from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import type { LiveOperation } from '../../live/live-store.js'
import type { Part } from '../../live/staleness.js'

export type Market = MarketUpdatesSubscription['marketData']

/** Index, quote and mark age apart. The volatility index has no part in how fresh the market is. */
export function partsOfMarket(market: Market): readonly Part[] {
  const { indexAsOf, indexFreshness, perpetual } = readFragment(MarketFigures_MarketDataFragmentDoc, market)
  const index = { asOf: indexAsOf, freshness: indexFreshness }
  if (perpetual === null) return [index]
  const { quoteAsOf, quoteFreshness, markAsOf, markFreshness } = perpetual
  return [index, { asOf: quoteAsOf, freshness: quoteFreshness }, { asOf: markAsOf, freshness: markFreshness }]
}

export const marketOperation: LiveOperation<Market, MarketUpdatesSubscription, { readonly currency: string }> = {
  updates: MarketUpdatesDocument,
  fold: (_before, { marketData }) => marketData,
  partsOf: partsOfMarket,
}
