import { MismatchDirection, type IChartApi, type ISeriesApi } from 'lightweight-charts'

type ValueSeries = ISeriesApi<'Area'> | ISeriesApi<'Line'> | ISeriesApi<'Candlestick'>

export interface BadgeValue {
  readonly series: ValueSeries
  readonly value: number
}

/** A point of a series: of a line, a candle, or a hole. */
interface Point {
  readonly time: unknown
  readonly value?: number
  readonly close?: number
}

/** The library gives a series a badge of the last value in sight. */
export function badgeOf(chart: IChartApi, series: ValueSeries): BadgeValue | null {
  const range = chart.timeScale().getVisibleLogicalRange()
  const last: Point | null = range && series.dataByIndex(Math.ceil(range.to), MismatchDirection.NearestLeft)
  const value = last?.value ?? last?.close
  return value === undefined ? null : { series, value }
}

/** From middle to middle, so that neither a label nor the badge lies over the other. */
const APART_PX = 15

/** Whether a label at a height would lie under the badge. */
const isUnderBadge = (labelPx: number | null, badgePx: number | null): boolean =>
  labelPx !== null && badgePx !== null && Math.abs(labelPx - badgePx) < APART_PX

/** The labels of a price axis, but for those that the badge would lie over. */
export function labelsBesideBadge(
  format: (price: number) => string,
  badgeNow: () => BadgeValue | null,
): (prices: readonly number[]) => string[] {
  return (prices) => {
    const badge = badgeNow()
    const badgePx = badge === null ? null : badge.series.priceToCoordinate(badge.value)
    const labelPx = (price: number) => (badge === null ? null : badge.series.priceToCoordinate(price))
    return prices.map((price) => (isUnderBadge(labelPx(price), badgePx) ? '' : format(price)))
  }
}

/** The library keeps its labels until the axis changes, and the badge moves without that. */
export const renewLabels = (chart: IChartApi): void => chart.priceScale('right').applyOptions({})
