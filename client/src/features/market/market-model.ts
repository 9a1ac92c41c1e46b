import {
  IndexHistoryDocument,
  MarketFigures_MarketDataFragmentDoc,
  MarketUpdatesDocument,
  type IndexHistoryQuery,
  type MarketUpdatesSubscription,
} from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import { appendPoint, joinHistory, skips, type HistoryLimits, type HistoryPoint } from '../../live/history-buffer.js'
import type { LiveOperation } from '../../live/live-store.js'
import { pastQuery } from '../../live/past.js'
import type { Part } from '../../live/staleness.js'

export type MarketUpdate = MarketUpdatesSubscription['marketData']

export interface Market extends MarketUpdate {
  readonly history: readonly HistoryPoint[]
}

const HISTORY: HistoryLimits = { capacity: 1_800, bucketMs: 1_000, whenFull: 'DROP' }

/** The prices of another source are another history. */
export function foldMarket(current: Market | null, { marketData }: MarketUpdatesSubscription): Market {
  const history = current?.source === marketData.source ? current.history : []
  const { asOf, indexPriceUsd } = marketData
  if (asOf === null || indexPriceUsd === null) return { ...marketData, history }
  return { ...marketData, history: appendPoint(history, { timeMs: Date.parse(asOf), value: indexPriceUsd }, HISTORY) }
}

export function joinPast(market: Market, { marketData: { source, indexHistory } }: IndexHistoryQuery): Market {
  if (source !== market.source) return market
  const past = indexHistory.map(({ time, priceUsd }) => ({ timeMs: Date.parse(time), value: priceUsd }))
  return { ...market, history: joinHistory(past, market.history, HISTORY) }
}

/** Index, quote and mark age apart. The volatility index has no part in how fresh the market is. */
export function partsOfMarket(market: MarketUpdate): readonly Part[] {
  const { indexAsOf, indexFreshness, perpetual } = readFragment(MarketFigures_MarketDataFragmentDoc, market)
  const index = { asOf: indexAsOf, freshness: indexFreshness }
  if (perpetual === null) return [index]
  const { quoteAsOf, quoteFreshness, markAsOf, markFreshness } = perpetual
  return [index, { asOf: quoteAsOf, freshness: quoteFreshness }, { asOf: markAsOf, freshness: markFreshness }]
}

type OfCurrency = {
  readonly currency: string
}

export const marketOperation: LiveOperation<Market, MarketUpdatesSubscription, OfCurrency, OfCurrency> = {
  updates: MarketUpdatesDocument,
  fold: foldMarket,
  partsOf: partsOfMarket,
  past: pastQuery(IndexHistoryDocument, {
    wanted: ({ currency }) => [{ currency }],
    join: joinPast,
    missed: (before, after) => {
      const { currency } = readFragment(MarketFigures_MarketDataFragmentDoc, after)
      return skips(before.history, after.history, HISTORY) ? [{ currency }] : []
    },
  }),
}
