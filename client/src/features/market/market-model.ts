import type { MarketSnapshotQuery, MarketUpdatesSubscription } from '../../gql/graphql.js'
import { MarketSnapshotDocument, MarketUpdatesDocument } from '../../gql/graphql.js'
import type { HistoryLimits, HistoryPoint } from '../../live/history-buffer.js'
import { appendPoint, joinHistory } from '../../live/history-buffer.js'
import type { LiveOperation } from '../../live/live-store.js'

export type MarketUpdate = MarketUpdatesSubscription['marketData']

export interface Market extends MarketUpdate {
  readonly history: readonly HistoryPoint[]
}

export const HISTORY: HistoryLimits = { capacity: 1_800, bucketMs: 1_000 }

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
  seedAgainOnReconnect: true,
}
