import { CandlestickSeries, ColorType, createChart, LineStyle, type UTCTimestamp } from 'lightweight-charts'
import { continuesBarsAt, withHoles, type CandleBar, type CandleMoment } from './candle-bars.js'
import { readChartColors } from './chart-colors.js'
import { labelsBesideBadge, renewLabels } from './price-labels.js'
import { tickMark, timeOf } from './time-labels.js'

export interface CandleChart {
  /** `stepMs` is how long a bar is. */
  show(bars: readonly CandleBar[], stepMs: number): void
  /** Moves what is in sight by so many bars; to the left with a negative number. */
  move(bars: number): void
  toNewest(): void
  recolor(): void
  remove(): void
}

export interface CandleChartOptions {
  readonly decimals: number
  readonly format: (value: number) => string
  /** The oldest bar is nearly in sight. */
  readonly onOldest: () => void
  /** The bar under the pointer; null when there is none. */
  readonly onPointed: (timeMs: number | null) => void
  /** Whether the newest bar is in sight. */
  readonly onNewest: (isInSight: boolean) => void
}

/** Older bars are asked for when fewer than these are left of what is in sight. */
const BARS_AHEAD = 30

const toDatum = ({ timeMs, ...values }: CandleMoment) => ({ time: (timeMs / 1_000) as UTCTimestamp, ...values })

export function drawCandleChart(host: HTMLElement, options: CandleChartOptions): CandleChart {
  const { decimals, format, onOldest, onPointed, onNewest } = options
  const chart = createChart(host, {
    autoSize: true,
    layout: { attributionLogo: false, fontSize: 11, fontFamily: getComputedStyle(host).fontFamily },
    rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.12, bottom: 0.08 } },
    timeScale: {
      borderVisible: false,
      timeVisible: true,
      secondsVisible: true,
      tickMarkFormatter: tickMark,
      rightOffset: 3,
      barSpacing: 7,
      minBarSpacing: 1,
    },
    grid: { vertLines: { visible: false }, horzLines: { style: LineStyle.Solid } },
    localization: {
      priceFormatter: format,
      timeFormatter: (time: unknown) => `${timeOf(time, 0, 10)} ${timeOf(time, 11, 19)}`,
    },
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
    handleScale: { mouseWheel: false },
  })
  const priceFormat = { type: 'price', precision: decimals, minMove: 10 ** -decimals } as const
  const series = chart.addSeries(CandlestickSeries, { priceFormat })
  const scale = chart.timeScale()
  let shown: readonly CandleBar[] = []

  const newest = () => {
    const last = shown.at(-1)
    return last === undefined ? null : { series, value: last.close }
  }
  chart.applyOptions({ localization: { tickmarksPriceFormatter: labelsBesideBadge(format, newest) } })
  scale.subscribeVisibleLogicalRangeChange((range) => {
    if (range !== null && shown.length > 0 && range.from < BARS_AHEAD) onOldest()
    onNewest(scale.scrollPosition() > -1)
  })
  chart.subscribeCrosshairMove(({ time }) => onPointed(typeof time === 'number' ? time * 1_000 : null))

  /** A bar that rose is hollow, so that color alone tells nothing. */
  const recolor = () => {
    const colors = readChartColors(host)
    chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: colors.surface }, textColor: colors.text },
      grid: { horzLines: { color: colors.grid } },
    })
    series.applyOptions({
      upColor: colors.surface,
      borderUpColor: colors.up,
      wickUpColor: colors.up,
      downColor: colors.down,
      borderDownColor: colors.down,
      wickDownColor: colors.down,
      priceLineColor: colors.line,
    })
  }
  recolor()

  return {
    recolor,
    show(bars, stepMs) {
      const from = continuesBarsAt(shown, bars, stepMs)
      shown = bars
      if (from === null) series.setData(withHoles(bars, stepMs).map(toDatum))
      else for (const bar of bars.slice(from)) series.update(toDatum(bar))
      renewLabels(chart)
    },
    move: (bars) => scale.scrollToPosition(Math.min(scale.scrollPosition() + bars, 3), false),
    toNewest: () => scale.scrollToRealTime(),
    remove: () => chart.remove(),
  }
}
