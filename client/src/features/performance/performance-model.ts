import {
  EquityCurveDocument,
  PerformanceUpdatesDocument,
  type PerformanceUpdatesSubscription,
} from '../../gql/graphql.js'
import { followedSamples, growCurve, hasHole, joinCurve, type EquityCurve } from '../../live/equity-curve.js'
import type { HistoryPoint } from '../../live/history-buffer.js'
import type { LiveOperation } from '../../live/live-store.js'
import { pastQuery } from '../../live/past.js'
import { settled } from '../../live/settled.js'

type PerformanceUpdate = PerformanceUpdatesSubscription['performance']

export interface AccountPerformance extends PerformanceUpdate {
  readonly curve: EquityCurve
  /** The curve as it is drawn. */
  readonly equity: readonly HistoryPoint[]
}

type CurveAsked = {
  readonly account: string
  readonly points: number
}

const POINTS = 500

const curveOf = (account: string): CurveAsked => ({ account, points: POINTS })

export function foldPerformance(
  current: AccountPerformance | null,
  { performance }: PerformanceUpdatesSubscription,
): AccountPerformance {
  const curve = growCurve(current?.curve ?? null, { ...performance, resetAt: performance.account.resetAt })
  return withCurve(settled(performance), curve)
}

const withCurve = (performance: PerformanceUpdate, curve: EquityCurve): AccountPerformance => ({
  ...performance,
  curve,
  equity: followedSamples(curve),
})

export const performanceOperation: LiveOperation<
  AccountPerformance,
  PerformanceUpdatesSubscription,
  { readonly account: string },
  CurveAsked
> = {
  updates: PerformanceUpdatesDocument,
  fold: foldPerformance,
  past: pastQuery(EquityCurveDocument, {
    wanted: ({ account }) => [curveOf(account)],
    join: (performance, past) => withCurve(performance, joinCurve(performance.curve, past)),
    missed: (before, after) => (hasHole(before.curve, after.curve) ? [curveOf(after.account.id)] : []),
  }),
}
