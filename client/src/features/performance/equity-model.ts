import {
  EquityCurveDocument,
  EquityUpdatesDocument,
  type EquityCurveQuery,
  type EquityUpdatesSubscription,
} from '../../gql/graphql.js'
import {
  extendCurve,
  followedSamples,
  growCurve,
  hasHole,
  joinCurve,
  sampleStepMs,
  type EquityCurve,
} from '../../live/equity-curve.js'
import type { HistoryPoint } from '../../live/history-buffer.js'
import type { LiveHeader } from '../../live/live-header.js'
import type { LiveOperation } from '../../live/live-store.js'
import { pastQuery } from '../../live/past.js'
import { settled } from '../../live/settled.js'

const HOUR_MS = 3_600_000

/** How far back a curve reaches at first; null: since the books began. */
const RANGES_MS = { H1: HOUR_MS, H24: 24 * HOUR_MS, D7: 168 * HOUR_MS, D30: 720 * HOUR_MS, ALL: null } as const
export type EquityRange = keyof typeof RANGES_MS
export const EQUITY_RANGES = Object.keys(RANGES_MS) as readonly EquityRange[]

/** An older part that may be asked for; from null on: all there is before it. */
interface Older {
  readonly fromMs: number | null
  readonly toMs: number
}

export interface EquityHistory extends LiveHeader {
  readonly account: EquityUpdatesSubscription['performance']['account']
  readonly curve: EquityCurve
  /** Where the range began when it was first known; undefined before. */
  readonly fromMs: number | null | undefined
  readonly isRead: boolean
  /** Somebody looked further back than the range. */
  readonly isExtended: boolean
  /** Null when nothing older is known to be there. */
  readonly older: Older | null
}

const POINTS = 500
const MOST_SAMPLES = 4_000
const BAR_POINTS = 4

const iso = (timeMs: number | null) => (timeMs === null ? null : new Date(timeMs).toISOString())

type Asked = {
  readonly account: string
  readonly points: number
  readonly from: string | null
  readonly to: string | null
}

const askFor = (account: string, span: { readonly fromMs: number | null; readonly toMs: number | null }): Asked => ({
  account,
  points: POINTS,
  from: iso(span.fromMs),
  to: iso(span.toMs),
})

/** What is before the oldest sample, as long as the range. */
function olderOf({ samples: [oldest] }: EquityCurve, rangeMs: number | null): Older | null {
  if (oldest === undefined || rangeMs === null) return null
  return { fromMs: oldest.timeMs - rangeMs, toMs: oldest.timeMs - 1 }
}

export function foldEquity(
  current: EquityHistory | null,
  { performance }: EquityUpdatesSubscription,
  range: EquityRange,
): EquityHistory {
  const { asOf, seq, source, freshness, account } = settled(performance)
  const before = current?.curve ?? null
  const curve = growCurve(before, { ...performance, resetAt: account.resetAt }, MOST_SAMPLES)
  const rangeMs = RANGES_MS[range]
  const [began] = before?.samples ?? []
  const isAnew = began !== undefined && curve.samples[0]?.timeMs !== began.timeMs
  const known = isAnew ? null : current
  const beganMs = rangeMs === null ? null : asOf === null ? undefined : Date.parse(asOf) - rangeMs
  return {
    ...{ asOf, seq, source, freshness, account, curve },
    fromMs: current?.fromMs ?? beganMs,
    isRead: known?.isRead ?? false,
    isExtended: known?.isExtended ?? false,
    older: known?.older ?? null,
  }
}

export function joinEquity(
  history: EquityHistory,
  past: EquityCurveQuery,
  { from, to }: Pick<Asked, 'from' | 'to'>,
  range: EquityRange,
): EquityHistory {
  const rangeMs = RANGES_MS[range]
  if (to === null) {
    const curve = joinCurve(history.curve, past, MOST_SAMPLES)
    return { ...history, curve, isRead: true, older: history.isExtended ? history.older : olderOf(curve, rangeMs) }
  }
  const { older } = history
  // Another part may have been wanted since it was asked for.
  if (older === null || iso(older.toMs) !== to) return history
  const curve = extendCurve(history.curve, past)
  const isLonger = curve.samples.length > history.curve.samples.length
  const isAll = from === null
  const next = isAll ? null : isLonger ? olderOf(curve, rangeMs) : { ...older, fromMs: null }
  return { ...history, curve, isExtended: history.isExtended || isLonger, older: next }
}

/** The points of the chart: those of the range up to now, or all that somebody looked at. */
export function equityPoints({ curve, isExtended, asOf }: EquityHistory, range: EquityRange): readonly HistoryPoint[] {
  const points = followedSamples(curve)
  const rangeMs = RANGES_MS[range]
  if (isExtended || rangeMs === null || asOf === null) return points
  const fromMs = Date.parse(asOf) - rangeMs - sampleStepMs(curve.newest)
  return points.filter(({ timeMs }) => timeMs >= fromMs)
}

/** How far apart points usually are: samples, or the bars to which they were joined. */
export function usualStepMs({ curve }: EquityHistory, range: EquityRange): number {
  const [first, last] = [curve.samples[0], curve.samples.at(-1)]
  const spanMs = RANGES_MS[range] ?? (first === undefined || last === undefined ? 0 : last.timeMs - first.timeMs)
  return Math.max(sampleStepMs(curve.newest), (BAR_POINTS * spanMs) / POINTS)
}

type EquityOperation = LiveOperation<EquityHistory, EquityUpdatesSubscription, { readonly account: string }, Asked>

const operationOf = (range: EquityRange): EquityOperation => ({
  updates: EquityUpdatesDocument,
  fold: (current, update) => foldEquity(current, update, range),
  past: pastQuery(EquityCurveDocument, {
    wanted: ({ account }: { readonly account: string }, history: EquityHistory | null) =>
      history?.fromMs === undefined ? [] : [askFor(account, { fromMs: history.fromMs, toMs: null })],
    older: ({ account }: { readonly account: string }, { older, curve }: EquityHistory) =>
      older === null || curve.samples.length >= MOST_SAMPLES ? null : askFor(account, older),
    join: (history, past: EquityCurveQuery, variables) => joinEquity(history, past, variables, range),
    missed: (before, after) =>
      hasHole(before.curve, after.curve) && after.fromMs !== undefined
        ? [askFor(after.account.id, { fromMs: after.fromMs, toMs: null })]
        : [],
  }),
})

/** The curve of an account, by how far it reaches back. */
export const equityOperations = Object.fromEntries(
  EQUITY_RANGES.map((range) => [range, operationOf(range)]),
) as Readonly<Record<EquityRange, EquityOperation>>
