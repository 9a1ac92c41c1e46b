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

interface Bar extends CandleBar {
  readonly isFinal: boolean
}

export interface Candles extends CandleUpdate {
  /** Oldest first. */
  readonly bars: readonly Bar[]
  /** The last bar before the newest hole that no page has reached yet. Null when there is no such hole. */
  readonly holeAfterMs: number | null
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

const toBar = ({ from, ...values }: NonNullable<CandleUpdate['candle']>): Bar => ({
  timeMs: Date.parse(from),
  open: values.open,
  high: values.high,
  low: values.low,
  close: values.close,
  isFinal: values.final,
})

const byTime = (bars: Iterable<Bar>): readonly Bar[] => [...bars].sort((one, other) => one.timeMs - other.timeMs)

/** A final bar that was read holds. One that still grew is never newer than what was heard. */
function merged(heard: readonly Bar[], read: readonly Bar[]): readonly Bar[] {
  const bars = new Map(heard.map((bar) => [bar.timeMs, bar]))
  for (const bar of read) if (bar.isFinal || !bars.has(bar.timeMs)) bars.set(bar.timeMs, bar)
  return byTime(bars.values())
}

function withNewest(bars: readonly Bar[], bar: Bar): readonly Bar[] {
  const last = bars.at(-1)
  if (last === undefined || bar.timeMs > last.timeMs) return [...bars, bar]
  if (bar.timeMs === last.timeMs) return [...bars.slice(0, -1), bar]
  return byTime([...bars.filter(({ timeMs }) => timeMs !== bar.timeMs), bar])
}

const newestOf = ({ previous, candle }: CandleUpdate): readonly Bar[] =>
  [previous, candle].flatMap((one) => (one === null ? [] : [toBar(one)]))

/** Whether an event says nothing of the last bar that is known, nor of anything before it: there may be bars between them. */
function isBehind(bars: readonly Bar[], newest: readonly Bar[]): boolean {
  const [last, first] = [bars.at(-1), newest[0]]
  return last !== undefined && first !== undefined && first.timeMs > last.timeMs
}

const beganAgain = (before: CandleUpdate, after: CandleUpdate): boolean =>
  before.source !== after.source ||
  (before.asOf !== null && after.asOf !== null && Date.parse(after.asOf) < Date.parse(before.asOf) - RESTART_MS)

export function foldCandles(current: Candles | null, { candle: update }: CandleUpdatesSubscription): Candles {
  const known = current !== null && !beganAgain(current, update) ? current : null
  const newest = newestOf(update)
  const bars = known?.bars ?? []
  const holeAfterMs = known?.holeAfterMs ?? (isBehind(bars, newest) ? (bars.at(-1)?.timeMs ?? null) : null)
  return {
    ...update,
    bars: newest.reduce(withNewest, bars),
    holeAfterMs,
    olderAfter: known?.olderAfter ?? null,
    isRead: known?.isRead ?? false,
  }
}

export function joinCandles(
  candles: Candles,
  { candles: page }: CandlesPageQuery,
  { after }: Pick<CandlesPageQueryVariables, 'after'>,
): Candles {
  if (page.source !== candles.source) return candles
  const read = page.edges.map(({ node }) => toBar(node)).reverse()
  const next = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  if (after !== null) {
    // Another page may have been wanted since it was asked for.
    return after === candles.olderAfter ? { ...candles, bars: merged(candles.bars, read), olderAfter: next } : candles
  }
  const { holeAfterMs } = candles
  const beginMs = read[0]?.timeMs ?? -Infinity
  // What is behind a longer outage is read anew when somebody looks so far back.
  const isTooLong = holeAfterMs !== null && next !== null && beginMs > holeAfterMs
  const bars = isTooLong ? candles.bars.filter(({ timeMs }) => timeMs >= beginMs) : candles.bars
  const isFirst = !candles.isRead || isTooLong || page.edges.length === 0
  return {
    ...candles,
    bars: merged(bars, read),
    holeAfterMs: null,
    isRead: true,
    olderAfter: isFirst ? next : candles.olderAfter,
  }
}

const pageOf = (of: CandlesOf, after: string | null): CandlesPageQueryVariables => ({ ...of, first: PAGE, after })

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
      missed: (before, after, of) => (isBehind(before.bars, newestOf(after)) ? [pageOf(of, null)] : []),
    }),
  }
