import {
  VolatilityPageDocument,
  VolatilityUpdatesDocument,
  type VolatilityPageQuery,
  type VolatilityPageQueryVariables,
  type VolatilityUpdatesSubscription,
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
import type { ChartInterval } from './candles-model.js'

/** Days until the maturity, and over which volatility was realized. */
export const TENORS = { D7: 7, D30: 30, D90: 90, D180: 180 } as const
export type Tenor = keyof typeof TENORS
export const CHART_TENORS = Object.keys(TENORS) as readonly Tenor[]

/** What the chart of volatility is of. */
export type VolatilityOf = {
  readonly currency: string
  readonly tenorDays: number
  readonly interval: VolatilityInterval
}

export type VolatilityInterval = Exclude<ChartInterval, 'S1'>

/** There is a sample each minute. */
export const volatilityInterval = (interval: ChartInterval): VolatilityInterval => (interval === 'S1' ? 'M1' : interval)

type VolatilityUpdate = VolatilityUpdatesSubscription['volatility']
type Said = NonNullable<VolatilityUpdate['point']>

/** What is known of an interval; volatilities as fractions. */
export interface VolatilityItem extends IntervalItem, Omit<Said, 'from' | 'final'> {}

export type Volatility = Intervals<VolatilityItem>

/** Somewhat more than is in sight at once. */
const PAGE = 200

const toItem = ({ from, final, ...values }: Said): VolatilityItem => ({
  ...values,
  timeMs: Date.parse(from),
  isFinal: final,
})

export function foldVolatility(current: Volatility | null, { volatility }: VolatilityUpdatesSubscription): Volatility {
  const newest = [volatility.previous, volatility.point].flatMap((one) => (one === null ? [] : [toItem(one)]))
  return growIntervals(current, volatility, newest)
}

export function joinVolatility(
  known: Volatility,
  { volatilityHistory: { source, edges, pageInfo } }: VolatilityPageQuery,
  { after }: Pick<VolatilityPageQueryVariables, 'after'>,
): Volatility {
  const items = edges.map(({ node }) => toItem(node)).reverse()
  const next = pageInfo.hasNextPage ? pageInfo.endCursor : null
  return joinIntervals(known, { source, items, next, after: after ?? null })
}

const pageOf = (of: VolatilityOf, after: string | null): VolatilityPageQueryVariables => ({ ...of, first: PAGE, after })

export const volatilityOperation: LiveOperation<
  Volatility,
  VolatilityUpdatesSubscription,
  VolatilityOf,
  VolatilityPageQueryVariables
> = {
  updates: VolatilityUpdatesDocument,
  fold: foldVolatility,
  past: pastQuery(VolatilityPageDocument, {
    wanted: (of: VolatilityOf) => [pageOf(of, null)],
    older: (of: VolatilityOf, known: Volatility) => {
      const after = olderPage(known)
      return after === null ? null : pageOf(of, after)
    },
    join: joinVolatility,
    missed: (before, after, of) => (hasMissed(before, after) ? [pageOf(of, null)] : []),
  }),
}
