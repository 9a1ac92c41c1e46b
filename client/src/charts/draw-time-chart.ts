import {
  AreaSeries,
  ColorType,
  createChart,
  LineStyle,
  type IChartApi,
  type ISeriesApi,
  type UTCTimestamp,
} from 'lightweight-charts'
import { fixed } from '../lib/format.js'
import { readChartColors } from './chart-colors.js'
import { toSeconds } from './chart-lines.js'
import { continuesAt, wholeRange, type ChartPoint } from './chart-points.js'
import { endsSilence, withGaps, type ChartMoment } from './gaps.js'
import { labelsBesideBadge, renewLabels } from './price-labels.js'
import { tickMark, timeOf } from './time-labels.js'

export interface TimeChart {
  /** `usualStepMs` is how far apart the points usually are; 0 where that is not known. */
  show(points: readonly ChartPoint[], usualStepMs: number): void
  recolor(): void
  remove(): void
}

export interface TimeChartOptions {
  readonly decimals: number
}

/** After so many new points all is drawn anew. Until then the chart keeps points that the history has dropped. */
const REDRAW_AFTER = 2_000

/** When the visible range begins after this index, somebody has zoomed or moved the chart. */
const FIRST_IN_SIGHT = 0.5

const toData = (moments: readonly ChartMoment[]) =>
  toSeconds(moments).map(({ second, ...rest }) => ({ time: second as UTCTimestamp, ...rest }))

function create(host: HTMLElement, { decimals }: TimeChartOptions): [IChartApi, ISeriesApi<'Area'>] {
  const chart = createChart(host, {
    autoSize: true,
    layout: { attributionLogo: false, fontSize: 11, fontFamily: getComputedStyle(host).fontFamily },
    rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.15, bottom: 0.1 } },
    timeScale: {
      borderVisible: false,
      timeVisible: true,
      tickMarkFormatter: tickMark,
      rightOffset: 4,
      minBarSpacing: 0.05,
    },
    grid: { vertLines: { visible: false }, horzLines: { style: LineStyle.Solid } },
    localization: {
      priceFormatter: (value: number) => fixed(value, decimals),
      timeFormatter: (time: unknown) => `${timeOf(time, 0, 10)} ${timeOf(time, 11, 19)}`,
    },
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
    handleScale: { mouseWheel: false },
  })
  const priceFormat = { type: 'price', precision: decimals, minMove: 10 ** -decimals } as const
  const series = chart.addSeries(AreaSeries, { lineWidth: 2, priceFormat, lastPriceAnimation: 0 })
  return [chart, series]
}

export function drawTimeChart(host: HTMLElement, options: TimeChartOptions): TimeChart {
  const [chart, series] = create(host, options)
  let shown: readonly ChartPoint[] = []
  /** Moments in the series: as many as were shown, and those that `shown` has dropped since. */
  let drawn = 0
  let sinceRedraw = 0

  const newest = () => {
    const last = shown.at(-1)
    return last === undefined ? null : { series, value: last.value }
  }
  const format = (value: number) => fixed(value, options.decimals)
  chart.applyOptions({ localization: { tickmarksPriceFormatter: labelsBesideBadge(format, newest) } })

  const recolor = () => {
    const colors = readChartColors(host)
    chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: colors.surface }, textColor: colors.text },
      grid: { horzLines: { color: colors.grid } },
    })
    series.applyOptions({ lineColor: colors.line, topColor: colors.fill, bottomColor: 'transparent' })
  }
  recolor()

  const showAll = () => {
    const scale = chart.timeScale()
    const range = wholeRange(drawn, scale.width())
    if (range === null) scale.fitContent()
    else scale.setVisibleLogicalRange(range)
  }

  return {
    recolor,
    show(points, usualStepMs) {
      const from =
        sinceRedraw > REDRAW_AFTER || endsSilence(shown, points, usualStepMs) ? null : continuesAt(shown, points)
      shown = points
      if (from === null) {
        sinceRedraw = 0
        const data = toData(withGaps(points, usualStepMs))
        drawn = data.length
        series.setData(data)
        showAll()
        renewLabels(chart)
        return
      }
      const data = toData(points.slice(from))
      const added = data.length - 1
      sinceRedraw += added
      drawn += added
      const isWhole = (chart.timeScale().getVisibleLogicalRange()?.from ?? 0) <= FIRST_IN_SIGHT
      for (const datum of data) series.update(datum)
      if (isWhole) showAll()
      renewLabels(chart)
    },
    remove: () => chart.remove(),
  }
}
