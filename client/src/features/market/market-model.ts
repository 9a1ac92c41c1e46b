import type { MarketSnapshotQuery, MarketUpdatesSubscription } from '../../gql/graphql.js'
import {
  MarketFigures_MarketDataFragmentDoc,
  MarketSnapshotDocument,
  MarketUpdatesDocument,
} from '../../gql/graphql.js'
import { readFragment } from '../../gql/index.js'
import type { HistoryLimits, HistoryPoint } from '../../live/history-buffer.js'
import { appendPoint, joinHistory } from '../../live/history-buffer.js'
import type { LiveOperation } from '../../live/live-store.js'
import type { Part } from '../../live/staleness.js'

export type MarketUpdate = MarketUpdatesSubscription['marketData']

export interface Market extends MarketUpdate {
  readonly history: readonly HistoryPoint[]
}

const HISTORY: HistoryLimits = { capacity: 1_800, bucketMs: 1_000 }

function withPoint(history: readonly HistoryPoint[], { asOf, indexPriceUsd }: MarketUpdate): readonly HistoryPoint[] {
  if (asOf === null || indexPriceUsd === null) return history
  return appendPoint(history, { timeMs: Date.parse(asOf), value: indexPriceUsd }, HISTORY)
}

export function seedMarket({ marketData }: MarketSnapshotQuery, current: Market | null): Market {
  const { indexHistory, ...figures } = marketData
  const fetched = indexHistory.map(({ time, priceUsd }) => ({ timeMs: Date.parse(time), value: priceUsd }))
  const history = joinHistory(fetched, current?.source === figures.source ? current.history : [], HISTORY)
  return current === null ? { ...figures, history: withPoint(history, figures) } : { ...current, history }
}

export function foldMarket(current: Market | null, { marketData }: MarketUpdatesSubscription): Market {
  return { ...marketData, history: withPoint(current?.history ?? [], marketData) }
}

/** Index, quote and mark age apart. The volatility index has no part in how fresh the market is. */
export function partsOfMarket(market: MarketUpdate): readonly Part[] {
  const { indexAsOf, indexFreshness, perpetual } = readFragment(MarketFigures_MarketDataFragmentDoc, market)
  const index = { asOf: indexAsOf, freshness: indexFreshness }
  if (perpetual === null) return [index]
  const { quoteAsOf, quoteFreshness, markAsOf, markFreshness } = perpetual
  return [index, { asOf: quoteAsOf, freshness: quoteFreshness }, { asOf: markAsOf, freshness: markFreshness }]
}

export const marketOperation: LiveOperation<
  Market,
  MarketSnapshotQuery,
  MarketUpdatesSubscription,
  { readonly currency: string }
> = {
  snapshot: MarketSnapshotDocument,
  updates: MarketUpdatesDocument,
  seed: seedMarket,
  fold: foldMarket,
  partsOf: partsOfMarket,
  seedAgainOnReconnect: true,
}
