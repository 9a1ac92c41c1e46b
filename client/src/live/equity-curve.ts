import type { EquityCurveQuery } from '../gql/graphql.js'
import { appendPoint, joinHistory, skips, type HistoryLimits, type HistoryPoint } from './history-buffer.js'
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
  /** One for each sample: the first value of it that was heard. */
  readonly samples: readonly HistoryPoint[]
}

const CAPACITY = 1_000

/** How far apart samples are; 0 for published accounts, which have no rhythm. */
export const sampleStepMs = ({ sampleIntervalSeconds }: Pick<Valued, 'sampleIntervalSeconds'>): number =>
  (sampleIntervalSeconds ?? 0) * 1_000

const limitsOf = (newest: Valued): HistoryLimits => ({
  capacity: CAPACITY,
  bucketMs: Math.max(1_000, sampleStepMs(newest)),
  whenFull: 'THIN',
})

export function growCurve(curve: EquityCurve | null, newest: Valued): EquityCurve {
  const continues = curve !== null && curve.newest.resetAt === newest.resetAt && curve.newest.source === newest.source
  const samples = continues ? curve.samples : []
  const point = pointOf(newest)
  if (point === null) return { newest, samples }
  const limits = limitsOf(newest)
  const sinceLastMs = point.timeMs - (samples.at(-1)?.timeMs ?? -Infinity)
  const isOfLast = sinceLastMs >= 0 && sinceLastMs < limits.bucketMs
  return { newest, samples: isOfLast ? samples : appendPoint(samples, point, limits) }
}

const pointOf = ({ asOf, accountValueUsd }: Valued): HistoryPoint | null =>
  asOf === null || accountValueUsd === null ? null : { timeMs: Date.parse(asOf), value: accountValueUsd }

/** The samples, the last of which follows the account value. Their times stay, so that a chart draws only what is new. */
export function followedSamples({ newest: { accountValueUsd }, samples }: EquityCurve): readonly HistoryPoint[] {
  const last = samples.at(-1)
  if (last === undefined || accountValueUsd === null) return samples
  return [...samples.slice(0, -1), { ...last, value: accountValueUsd }]
}

/** The samples, and the account value at its time. */
export function samplesToNow({ newest, samples }: EquityCurve): readonly HistoryPoint[] {
  const now = pointOf(newest)
  return now !== null && now.timeMs > (samples.at(-1)?.timeMs ?? -Infinity) ? [...samples, now] : samples
}

/** What was read of the same books becomes the beginning of the curve. */
export function joinCurve(curve: EquityCurve, { equity }: EquityCurveQuery): EquityCurve {
  if (equity.account.resetAt !== curve.newest.resetAt) return curve
  const past = equity.points.map(({ time, accountValueUsd }) => ({ timeMs: Date.parse(time), value: accountValueUsd }))
  return { ...curve, samples: joinHistory(past, curve.samples, limitsOf(curve.newest)) }
}

/** Whether samples are missing between two moments of a curve. */
export const hasHole = (before: EquityCurve | null, after: EquityCurve): boolean =>
  skips(before?.samples ?? [], after.samples, limitsOf(after.newest))
