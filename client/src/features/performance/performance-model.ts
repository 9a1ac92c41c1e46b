import type {
  PerformanceSnapshotQuery,
  PerformanceSnapshotQueryVariables,
  PerformanceUpdatesSubscription,
} from '../../gql/graphql.js'
import { PerformanceSnapshotDocument, PerformanceUpdatesDocument } from '../../gql/graphql.js'
import type { HistoryLimits, HistoryPoint } from '../../live/history-buffer.js'
import { appendPoint, joinHistory } from '../../live/history-buffer.js'
import type { LiveOperation } from '../../live/live-store.js'
import { settled } from '../../live/settled.js'

type PerformanceUpdate = PerformanceUpdatesSubscription['performance']

export interface AccountPerformance extends PerformanceUpdate {
  readonly equity: readonly HistoryPoint[]
}

const CAPACITY = 1_000

/** One point a sample; the newest one follows the account value until its sample is full. Published accounts have no rhythm. */
const limitsOf = ({ sampleIntervalSeconds }: Pick<PerformanceUpdate, 'sampleIntervalSeconds'>): HistoryLimits => ({
  capacity: CAPACITY,
  bucketMs: Math.max(1_000, (sampleIntervalSeconds ?? 0) * 1_000),
})

function withPoint(equity: readonly HistoryPoint[], update: PerformanceUpdate): readonly HistoryPoint[] {
  if (update.asOf === null || update.accountValueUsd === null) return equity
  return appendPoint(equity, { timeMs: Date.parse(update.asOf), value: update.accountValueUsd }, limitsOf(update))
}

/** When the books were begun anew, by the clock of the server: 0 while never. The points have the clock of the market. */
const bornMs = ({ account }: Pick<PerformanceUpdate, 'account'>) =>
  account.resetAt === null ? 0 : Date.parse(account.resetAt)

export function seedPerformance(
  { performance: figures, equity: curve }: PerformanceSnapshotQuery,
  current: AccountPerformance | null,
): AccountPerformance {
  const fetched = curve.points.map(({ time, accountValueUsd }) => ({
    timeMs: Date.parse(time),
    value: accountValueUsd,
  }))
  if (current !== null && bornMs(figures) < bornMs(current)) return current
  const continues = current?.source === figures.source && bornMs(current) === bornMs(figures)
  const equity = joinHistory(fetched, continues ? current.equity : [], limitsOf(figures))
  return current === null ? { ...settled(figures), equity: withPoint(equity, figures) } : { ...current, equity }
}

export function foldPerformance(
  current: AccountPerformance | null,
  { performance }: PerformanceUpdatesSubscription,
): AccountPerformance {
  const continues = current !== null && bornMs(current) === bornMs(performance)
  return { ...settled(performance), equity: withPoint(continues ? current.equity : [], performance) }
}

export const performanceOperation: LiveOperation<
  AccountPerformance,
  PerformanceSnapshotQuery,
  PerformanceUpdatesSubscription,
  PerformanceSnapshotQueryVariables
> = {
  snapshot: PerformanceSnapshotDocument,
  updates: PerformanceUpdatesDocument,
  seed: seedPerformance,
  fold: foldPerformance,
  seedAgainOnReconnect: true,
}
