import type { IChartApi, ISeriesApi } from 'lightweight-charts'

export interface NewestValue {
  readonly series: ISeriesApi<'Area'> | ISeriesApi<'Line'> | ISeriesApi<'Candlestick'>
  readonly value: number
}

/** From middle to middle, so that neither a label nor the badge of the newest value lies over the other. */
const APART_PX = 15

/** Whether a label at a height would lie under the badge. */
const isUnderBadge = (labelPx: number | null, badgePx: number | null): boolean =>
  labelPx !== null && badgePx !== null && Math.abs(labelPx - badgePx) < APART_PX

/** The labels of a price axis, but for those that the badge of the newest value would lie over. */
export function labelsBesideBadge(
  format: (price: number) => string,
  newest: () => NewestValue | null,
): (prices: readonly number[]) => string[] {
  return (prices) => {
    const badge = newest()
    const badgePx = badge === null ? null : badge.series.priceToCoordinate(badge.value)
    const labelPx = (price: number) => (badge === null ? null : badge.series.priceToCoordinate(price))
    return prices.map((price) => (isUnderBadge(labelPx(price), badgePx) ? '' : format(price)))
  }
}

/** The library keeps its labels until the axis changes, and the badge moves without that. */
export const renewLabels = (chart: IChartApi): void => chart.priceScale('right').applyOptions({})
