import type { EquityCurveQuery } from '../gql/graphql.js'
import type { HistoryLimits, HistoryPoint } from './history-buffer.js'
import { appendPoint, joinHistory, skips } from './history-buffer.js'
import type { LiveHeader } from './live-header.js'

/** What an event says of an account's value. */
export interface Valued extends Pick<LiveHeader, 'asOf' | 'source'> {
  readonly accountValueUsd: number | null
  readonly sampleIntervalSeconds: number | null
  /** When the books were begun anew, by the clock of the server. The points have the clock of the market. */
  readonly resetAt: string | null
}

/** An account's value over time, since its books were last begun anew. */
export interface EquityCurve {
  readonly newest: Valued
  readonly points: readonly HistoryPoint[]
}

const CAPACITY = 1_000

/** One point a sample; the newest one follows the account value until its sample is full. Published accounts have no rhythm. */
const limitsOf = ({ sampleIntervalSeconds }: Valued): HistoryLimits => ({
  capacity: CAPACITY,
  bucketMs: Math.max(1_000, (sampleIntervalSeconds ?? 0) * 1_000),
  whenFull: 'THIN',
})

export function growCurve(curve: EquityCurve | null, newest: Valued): EquityCurve {
  const continues = curve !== null && curve.newest.resetAt === newest.resetAt && curve.newest.source === newest.source
  const points = continues ? curve.points : []
  if (newest.asOf === null || newest.accountValueUsd === null) return { newest, points }
  const point = { timeMs: Date.parse(newest.asOf), value: newest.accountValueUsd }
  return { newest, points: appendPoint(points, point, limitsOf(newest)) }
}

/** What was read of the same books becomes the beginning of the curve. */
export function joinCurve(curve: EquityCurve, { equity }: EquityCurveQuery): EquityCurve {
  if (equity.account.resetAt !== curve.newest.resetAt) return curve
  const past = equity.points.map(({ time, accountValueUsd }) => ({ timeMs: Date.parse(time), value: accountValueUsd }))
  return { ...curve, points: joinHistory(past, curve.points, limitsOf(curve.newest)) }
}

/** Whether samples are missing between two moments of a curve. */
export const hasHole = (before: EquityCurve | null, after: EquityCurve): boolean =>
  skips(before?.points ?? [], after.points, limitsOf(after.newest))
