import { ColorType, createChart, LineSeries, LineStyle, type ISeriesApi, type UTCTimestamp } from 'lightweight-charts'
import { fixed } from '../lib/format.js'
import { readChartColors, readToken } from './chart-colors.js'
import { toSeconds, type ChartLine } from './chart-lines.js'
import { wholeRange } from './chart-points.js'
import { withGaps } from './gaps.js'
import { badgeOf, labelsBesideBadge, renewLabels } from './price-labels.js'
import { tickMark, timeOf } from './time-labels.js'

export interface LinesChart {
  show(lines: readonly ChartLine[]): void
  recolor(): void
  remove(): void
}

/** Not told apart by color alone. */
const STYLES = [LineStyle.Solid, LineStyle.Dashed, LineStyle.Dotted]
const styleOf = (color: number) => STYLES[color % STYLES.length] ?? LineStyle.Solid

/** Several lines over one time, all of it in sight. */
export function drawLinesChart(host: HTMLElement, { decimals }: { readonly decimals: number }): LinesChart {
  const chart = createChart(host, {
    autoSize: true,
    layout: { attributionLogo: false, fontSize: 11, fontFamily: getComputedStyle(host).fontFamily },
    rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.1, bottom: 0.1 } },
    timeScale: {
      borderVisible: false,
      timeVisible: true,
      tickMarkFormatter: tickMark,
      minBarSpacing: 0.05,
    },
    grid: { vertLines: { visible: false }, horzLines: { style: LineStyle.Solid } },
    localization: {
      priceFormatter: (value: number) => `${fixed(value, decimals)}%`,
      timeFormatter: (time: unknown) => `${timeOf(time, 0, 10)} ${timeOf(time, 11, 19)}`,
    },
    handleScroll: false,
    handleScale: false,
  })
  const series = new Map<string, ISeriesApi<'Line'>>()
  let shown: readonly ChartLine[] = []

  /** Only the chosen line has a badge. */
  const badge = () => {
    const line = series.get(shown.find(({ isChosen }) => isChosen)?.id ?? '')
    return line === undefined ? null : badgeOf(chart, line)
  }
  const format = (value: number) => `${fixed(value, decimals)}%`
  chart.applyOptions({ localization: { tickmarksPriceFormatter: labelsBesideBadge(format, badge) } })

  const paint = ({ id, color, isChosen }: ChartLine) =>
    series.get(id)?.applyOptions({
      color: readToken(host, `--series-${color + 1}`),
      lineStyle: isChosen ? LineStyle.Solid : styleOf(color),
      lineWidth: isChosen ? 3 : 1,
      lastValueVisible: isChosen,
    })
  const recolor = () => {
    const colors = readChartColors(host)
    chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: colors.surface }, textColor: colors.text },
      grid: { horzLines: { color: colors.grid } },
    })
    shown.forEach(paint)
  }
  const added = (id: string) => {
    const line = chart.addSeries(LineSeries, {
      priceLineVisible: false,
      crosshairMarkerVisible: false,
      lastPriceAnimation: 0,
      priceFormat: { type: 'price', precision: decimals, minMove: 10 ** -decimals },
    })
    series.set(id, line)
    return line
  }
  recolor()

  return {
    recolor,
    show(lines) {
      shown = lines
      for (const [id, line] of series) {
        if (lines.some((one) => one.id === id)) continue
        chart.removeSeries(line)
        series.delete(id)
      }
      const times = new Set<number>()
      for (const line of lines) {
        const moments = toSeconds(withGaps(line.points, line.usualStepMs))
        const target = series.get(line.id) ?? added(line.id)
        target.setData(moments.map(({ second, ...rest }) => ({ time: second as UTCTimestamp, ...rest })))
        paint(line)
        for (const { second } of moments) times.add(second)
      }
      const scale = chart.timeScale()
      const range = wholeRange(times.size, scale.width())
      if (range === null) scale.fitContent()
      else scale.setVisibleLogicalRange(range)
      renewLabels(chart)
    },
    remove: () => chart.remove(),
  }
}
