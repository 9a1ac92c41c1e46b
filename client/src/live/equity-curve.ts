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

/** As many samples are kept where nothing else is said. */
const CAPACITY = 1_000

/** How far apart samples are; 0 for published accounts, which have no rhythm. */
export const sampleStepMs = ({ sampleIntervalSeconds }: Pick<Valued, 'sampleIntervalSeconds'>): number =>
  (sampleIntervalSeconds ?? 0) * 1_000

const limitsOf = (newest: Valued, capacity = CAPACITY): HistoryLimits => ({
  capacity,
  bucketMs: Math.max(1_000, sampleStepMs(newest)),
  whenFull: 'THIN',
})

export function growCurve(curve: EquityCurve | null, newest: Valued, capacity = CAPACITY): EquityCurve {
  const continues = curve !== null && curve.newest.resetAt === newest.resetAt && curve.newest.source === newest.source
  const samples = continues ? curve.samples : []
  const point = pointOf(newest)
  if (point === null) return { newest, samples }
  const limits = limitsOf(newest, capacity)
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

const pastOf = ({ equity }: EquityCurveQuery): readonly HistoryPoint[] =>
  equity.points.map(({ time, accountValueUsd }) => ({ timeMs: Date.parse(time), value: accountValueUsd }))

const isOfBooks = ({ newest }: EquityCurve, { equity }: EquityCurveQuery): boolean =>
  equity.account.resetAt === newest.resetAt

/** What was read of the same books becomes the beginning of the curve. */
export function joinCurve(curve: EquityCurve, past: EquityCurveQuery, capacity = CAPACITY): EquityCurve {
  if (!isOfBooks(curve, past)) return curve
  return { ...curve, samples: joinHistory(pastOf(past), curve.samples, limitsOf(curve.newest, capacity)) }
}

/** What was read of the same books from before the curve comes before it. */
export function extendCurve(curve: EquityCurve, past: EquityCurveQuery): EquityCurve {
  if (!isOfBooks(curve, past)) return curve
  const beginMs = curve.samples[0]?.timeMs ?? Infinity
  return { ...curve, samples: [...pastOf(past).filter(({ timeMs }) => timeMs < beginMs), ...curve.samples] }
}

/** Whether samples are missing between two moments of a curve. */
export const hasHole = (before: EquityCurve | null, after: EquityCurve): boolean =>
  skips(before?.samples ?? [], after.samples, limitsOf(after.newest))
