import { AreaSeries, LineSeries, LineStyle, type LogicalRange, type UTCTimestamp } from 'lightweight-charts'
import { readToken } from './chart-colors.js'
import { wholeRange } from './chart-points.js'
import { createHistoryChart, ITEMS_AHEAD, withHistory, type HistoryChart, type HistoryEvents } from './history-chart.js'
import { continuesMomentsAt, onceASecond, type LineMoment } from './line-moments.js'
import { badgeOf, labelsBesideBadge, renewLabels } from './price-labels.js'
import { watchHand } from './watch-hand.js'

/** The first line is solid, with an area below it; the others are dashed. */
export interface HistoryLinesOptions extends HistoryEvents {
  readonly decimals: number
  readonly format: (value: number) => string
  /** A color token for each line. */
  readonly colors: readonly string[]
  /** Shows all that there is, until somebody moves the chart; else the newest. */
  readonly isWhole: boolean
}

/** Lines over time. */
export function drawHistoryLines(host: HTMLElement, options: HistoryLinesOptions): HistoryChart<readonly LineMoment[]> {
  const { decimals, format, colors, isWhole, onOldest } = options
  const chart = createHistoryChart(host, format)
  const scale = chart.timeScale()
  if (isWhole) chart.applyOptions({ timeScale: { minBarSpacing: 0.05, rightOffset: 0 } })
  const priceFormat = { type: 'price', precision: decimals, minMove: 10 ** -decimals } as const
  const usual = { priceFormat, lastPriceAnimation: 0, priceLineVisible: false } as const
  const dashed = { ...usual, lineWidth: 1, lineStyle: LineStyle.Dashed, lastValueVisible: false } as const
  const first = chart.addSeries(AreaSeries, { ...usual, lineWidth: 2 })
  const others = colors.slice(1).map(() => chart.addSeries(LineSeries, dashed))
  const lines = [first, ...others]
  let shown: readonly LineMoment[] = []

  const labels = labelsBesideBadge(format, () => badgeOf(chart, first))
  chart.applyOptions({ localization: { tickmarksPriceFormatter: labels } })
  const hand = watchHand(host, () => scale.getVisibleLogicalRange()?.from ?? null)
  const askWhereOldest = (range: LogicalRange | null) => {
    if (range === null || shown.length === 0 || (isWhole && !hand.hasMoved())) return
    if (range.from < ITEMS_AHEAD) onOldest()
  }
  scale.subscribeVisibleLogicalRangeChange((range) => {
    renewLabels(chart)
    askWhereOldest(range)
  })
  const showWhole = () => {
    const whole = wholeRange(shown.length, scale.width())
    if (whole === null) scale.fitContent()
    else scale.setVisibleLogicalRange(whole)
  }
  const toDatum = ({ timeMs, values }: LineMoment, line: number) => {
    const value = values?.[line] ?? null
    const time = Math.floor(timeMs / 1_000) as UTCTimestamp
    return value === null ? { time } : { time, value }
  }
  const draw = (line: (typeof lines)[number], index: number, from: number | null) => {
    if (from === null) line.setData(shown.map((moment) => toDatum(moment, index)))
    else for (const moment of shown.slice(from)) line.update(toDatum(moment, index))
  }

  const history = withHistory(host, chart, options, ({ fill }) => {
    const [color = '', ...rest] = colors.map((token) => readToken(host, token))
    first.applyOptions({ lineColor: color, topColor: fill, bottomColor: 'transparent' })
    others.forEach((line, index) => line.applyOptions({ color: rest[index] ?? color }))
  })
  return {
    ...history,
    show(moments) {
      const next = onceASecond(moments)
      const from = continuesMomentsAt(shown, next)
      shown = next
      lines.forEach((line, index) => draw(line, index, from))
      if (isWhole && !hand.hasMoved()) showWhole()
      renewLabels(chart)
    },
    move(items) {
      hand.move()
      history.move(items)
      // A chart of two points cannot be moved, and then tells of no change.
      if (items < 0) askWhereOldest(scale.getVisibleLogicalRange())
    },
    toNewest() {
      hand.rest()
      if (isWhole) showWhole()
      else history.toNewest()
    },
    remove() {
      hand.stop()
      history.remove()
    },
  }
}
