import type { CandleBar } from '../../charts/candle-bars.js'
import {
  CandlesPageDocument,
  CandleUpdatesDocument,
  type CandleInterval,
  type CandlesPageQuery,
  type CandlesPageQueryVariables,
  type CandleUpdatesSubscription,
  type CandleValue,
} from '../../gql/graphql.js'
import type { LiveOperation } from '../../live/live-store.js'
import { pastQuery } from '../../live/past.js'

export const INTERVALS_MS = {
  S1: 1_000,
  M1: 60_000,
  M5: 300_000,
  M15: 900_000,
  H1: 3_600_000,
  H4: 14_400_000,
  D1: 86_400_000,
} as const satisfies Partial<Record<CandleInterval, number>>

export type ChartInterval = keyof typeof INTERVALS_MS

/** What a chart is of. */
export type CandlesOf = {
  readonly currency: string
  readonly instrument: string | null
  readonly value: CandleValue
  readonly interval: ChartInterval
}

/** The values of which there is a chart. */
export const CHART_VALUES = ['index', 'perpetual', 'volatility'] as const
export type ChartValue = (typeof CHART_VALUES)[number]

export interface ChartChoice {
  readonly currency: string
  readonly value: ChartValue
  readonly interval: ChartInterval
  /** Its name; null while there is none. */
  readonly perpetual: string | null
}

/** Null for a perpetual that there is not. */
export function candlesOf({ currency, value, interval, perpetual }: ChartChoice): CandlesOf | null {
  if (value === 'index') return { currency, instrument: null, value: 'INDEX', interval }
  if (value === 'volatility') return { currency, instrument: null, value: 'VOLATILITY_INDEX', interval }
  return perpetual === null ? null : { currency, instrument: perpetual, value: 'MARK', interval }
}

type CandleUpdate = CandleUpdatesSubscription['candle']

export interface Candles extends CandleUpdate {
  /** Oldest first. */
  readonly bars: readonly CandleBar[]
  /** Where the page after the oldest one begins. Null when there is none, or no page was read. */
  readonly olderAfter: string | null
  /** Whether a page was read. Until then there may be bars that are not here. */
  readonly isRead: boolean
}

/** Somewhat more than is in sight at once. */
const PAGE = 150
/** More are not kept: some weeks of quarters of an hour. */
const MOST_BARS = 5_000
/** A step back further than this is a recording that began again. */
const RESTART_MS = 5_000

const toBar = ({ from, ...values }: NonNullable<CandleUpdate['candle']>): CandleBar => ({
  timeMs: Date.parse(from),
  open: values.open,
  high: values.high,
  low: values.low,
  close: values.close,
})

/** The later one of two bars of a time is the one that holds. */
function merged(earlier: readonly CandleBar[], later: readonly CandleBar[]): readonly CandleBar[] {
  const byTime = new Map([...earlier, ...later].map((bar) => [bar.timeMs, bar]))
  return [...byTime.values()].sort((one, other) => one.timeMs - other.timeMs)
}

function withNewest(bars: readonly CandleBar[], bar: CandleBar): readonly CandleBar[] {
  const last = bars.at(-1)
  if (last === undefined || bar.timeMs > last.timeMs) return [...bars, bar]
  return bar.timeMs === last.timeMs ? [...bars.slice(0, -1), bar] : merged(bars, [bar])
}

const beganAgain = (before: CandleUpdate, after: CandleUpdate): boolean =>
  before.source !== after.source ||
  (before.asOf !== null && after.asOf !== null && Date.parse(after.asOf) < Date.parse(before.asOf) - RESTART_MS)

export function foldCandles(current: Candles | null, { candle: update }: CandleUpdatesSubscription): Candles {
  const known = current !== null && !beganAgain(current, update) ? current : null
  const newest = [update.previous, update.candle].flatMap((candle) => (candle === null ? [] : [toBar(candle)]))
  return {
    ...update,
    bars: newest.reduce(withNewest, known?.bars ?? []),
    olderAfter: known?.olderAfter ?? null,
    isRead: known?.isRead ?? false,
  }
}

export function joinCandles(candles: Candles, { candles: page }: CandlesPageQuery): Candles {
  if (page.source !== candles.source) return candles
  const read = page.edges.map(({ node }) => toBar(node)).reverse()
  const oldestMs = candles.bars[0]?.timeMs ?? Infinity
  const isOldest = !candles.isRead || (read[0]?.timeMs ?? Infinity) < oldestMs || page.edges.length === 0
  return {
    ...candles,
    bars: merged(read, candles.bars),
    isRead: true,
    olderAfter: isOldest ? (page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null) : candles.olderAfter,
  }
}

const pageOf = (of: CandlesOf, after: string | null): CandlesPageQueryVariables => ({ ...of, first: PAGE, after })

/** Whether there are intervals between the last bar of one and the newest ones of the other. */
function hasHole(before: Candles, after: Candles, stepMs: number): boolean {
  const lastMs = before.bars.at(-1)?.timeMs
  const [firstNew] = after.bars.filter(({ timeMs }) => lastMs === undefined || timeMs > lastMs)
  return firstNew !== undefined && (lastMs === undefined || firstNew.timeMs - lastMs > stepMs)
}

export const CHART_INTERVALS = Object.keys(INTERVALS_MS) as readonly ChartInterval[]

export const candlesOperation: LiveOperation<Candles, CandleUpdatesSubscription, CandlesOf, CandlesPageQueryVariables> =
  {
    updates: CandleUpdatesDocument,
    fold: foldCandles,
    past: pastQuery(CandlesPageDocument, {
      wanted: (of: CandlesOf) => [pageOf(of, null)],
      older: (of: CandlesOf, { olderAfter, bars }: Candles) =>
        olderAfter === null || bars.length >= MOST_BARS ? null : pageOf(of, olderAfter),
      join: joinCandles,
      missed: (before, after, of) => (hasHole(before, after, INTERVALS_MS[of.interval]) ? [pageOf(of, null)] : []),
    }),
  }
