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
import {
  growIntervals,
  hasMissed,
  joinIntervals,
  olderPage,
  type IntervalItem,
  type Intervals,
} from '../../live/intervals.js'
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

/** The values of which there is a chart. All but `iv` are in candles. */
export const CHART_VALUES = ['index', 'perpetual', 'volatility', 'iv'] as const
export type ChartValue = (typeof CHART_VALUES)[number]
export type CandleChartValue = Exclude<ChartValue, 'iv'>

export interface ChartChoice {
  readonly currency: string
  readonly value: CandleChartValue
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

interface Bar extends CandleBar, IntervalItem {}

export type Candles = Intervals<Bar>

/** Somewhat more than is in sight at once. */
const PAGE = 150

const toBar = ({ from, ...values }: NonNullable<CandleUpdate['candle']>): Bar => ({
  timeMs: Date.parse(from),
  open: values.open,
  high: values.high,
  low: values.low,
  close: values.close,
  isFinal: values.final,
})

const newestOf = ({ previous, candle }: CandleUpdate): readonly Bar[] =>
  [previous, candle].flatMap((one) => (one === null ? [] : [toBar(one)]))

export function foldCandles(current: Candles | null, { candle: update }: CandleUpdatesSubscription): Candles {
  return growIntervals(current, update, newestOf(update))
}

export function joinCandles(
  candles: Candles,
  { candles: { source, edges, pageInfo } }: CandlesPageQuery,
  { after }: Pick<CandlesPageQueryVariables, 'after'>,
): Candles {
  const items = edges.map(({ node }) => toBar(node)).reverse()
  return joinIntervals(candles, {
    source,
    items,
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
    after: after ?? null,
  })
}

const pageOf = (of: CandlesOf, after: string | null): CandlesPageQueryVariables => ({ ...of, first: PAGE, after })

export const CHART_INTERVALS = Object.keys(INTERVALS_MS) as readonly ChartInterval[]

export const candlesOperation: LiveOperation<Candles, CandleUpdatesSubscription, CandlesOf, CandlesPageQueryVariables> =
  {
    updates: CandleUpdatesDocument,
    fold: foldCandles,
    past: pastQuery(CandlesPageDocument, {
      wanted: (of: CandlesOf) => [pageOf(of, null)],
      older: (of: CandlesOf, candles: Candles) => {
        const after = olderPage(candles)
        return after === null ? null : pageOf(of, after)
      },
      join: joinCandles,
      missed: (before, after, of) => (hasMissed(before, after) ? [pageOf(of, null)] : []),
    }),
  }
