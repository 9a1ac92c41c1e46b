import { CandlestickSeries, type UTCTimestamp } from 'lightweight-charts'
import { continuesBarsAt, withHoles, type CandleBar, type CandleMoment } from './candle-bars.js'
import { createHistoryChart, ITEMS_AHEAD, withHistory, type HistoryChart, type HistoryEvents } from './history-chart.js'
import { badgeOf, labelsBesideBadge, renewLabels } from './price-labels.js'

export interface CandlesShown {
  readonly bars: readonly CandleBar[]
  /** How long a bar is. */
  readonly stepMs: number
}

export interface CandleChartOptions extends HistoryEvents {
  readonly decimals: number
  readonly format: (value: number) => string
}

const toDatum = ({ timeMs, ...values }: CandleMoment) => ({ time: (timeMs / 1_000) as UTCTimestamp, ...values })

export function drawCandleChart(host: HTMLElement, options: CandleChartOptions): HistoryChart<CandlesShown> {
  const { decimals, format, onOldest } = options
  const chart = createHistoryChart(host, format)
  const priceFormat = { type: 'price', precision: decimals, minMove: 10 ** -decimals } as const
  const series = chart.addSeries(CandlestickSeries, { priceFormat })
  let shown: readonly CandleBar[] = []

  const labels = labelsBesideBadge(format, () => badgeOf(chart, series))
  chart.applyOptions({ localization: { tickmarksPriceFormatter: labels } })
  chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
    renewLabels(chart)
    if (range !== null && shown.length > 0 && range.from < ITEMS_AHEAD) onOldest()
  })

  /** A bar that rose is hollow, so that color alone tells nothing. */
  const history = withHistory(host, chart, options, (colors) =>
    series.applyOptions({
      upColor: colors.surface,
      borderUpColor: colors.up,
      wickUpColor: colors.up,
      downColor: colors.down,
      borderDownColor: colors.down,
      wickDownColor: colors.down,
      priceLineColor: colors.line,
    }),
  )
  return {
    ...history,
    show({ bars, stepMs }) {
      const from = continuesBarsAt(shown, bars, stepMs)
      shown = bars
      if (from === null) series.setData(withHoles(bars, stepMs).map(toDatum))
      else for (const bar of bars.slice(from)) series.update(toDatum(bar))
      renewLabels(chart)
    },
  }
}
