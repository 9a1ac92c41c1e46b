import { ColorType, createChart, LineStyle, type IChartApi } from 'lightweight-charts'
import { readChartColors, type ChartColors } from './chart-colors.js'
import { tickMark, timeOf } from './time-labels.js'

/** A chart of which older parts come when somebody moves to the left. */
export interface HistoryChart<Data> {
  show(data: Data): void
  /** Moves what is in sight by so many items; to the left with a negative number. */
  move(items: number): void
  toNewest(): void
  recolor(): void
  remove(): void
}

export interface HistoryEvents {
  /** The oldest item is nearly in sight. */
  readonly onOldest: () => void
  /** Where the pointer is, to the second; null when it is not on the chart. */
  readonly onPointed: (timeMs: number | null) => void
  /** The last item in sight, to the second; null when that is the newest one. */
  readonly onInSight: (lastMs: number | null) => void
}

/** Older items are asked for when fewer than these are left of what is in sight. */
export const ITEMS_AHEAD = 30

/** Room beside the newest item, in items. */
const ROOM_AT_END = 3

export function createHistoryChart(host: HTMLElement, format: (value: number) => string): IChartApi {
  return createChart(host, {
    autoSize: true,
    layout: { attributionLogo: false, fontSize: 11, fontFamily: getComputedStyle(host).fontFamily },
    rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.12, bottom: 0.08 } },
    timeScale: {
      borderVisible: false,
      timeVisible: true,
      secondsVisible: true,
      tickMarkFormatter: tickMark,
      rightOffset: ROOM_AT_END,
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
}

/** What every history chart does for its frame. `recolorSeries` colors what is drawn. */
export function withHistory(
  host: HTMLElement,
  chart: IChartApi,
  { onPointed, onInSight }: HistoryEvents,
  recolorSeries: (colors: ChartColors) => void,
): Omit<HistoryChart<never>, 'show'> {
  const scale = chart.timeScale()
  scale.subscribeVisibleLogicalRangeChange(() => {
    const last = scale.scrollPosition() > -1 ? null : scale.getVisibleRange()?.to
    onInSight(typeof last === 'number' ? last * 1_000 : null)
  })
  chart.subscribeCrosshairMove(({ time }) => onPointed(typeof time === 'number' ? time * 1_000 : null))
  const recolor = () => {
    const colors = readChartColors(host)
    chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: colors.surface }, textColor: colors.text },
      grid: { horzLines: { color: colors.grid } },
    })
    recolorSeries(colors)
  }
  recolor()
  return {
    recolor,
    move: (items) => scale.scrollToPosition(Math.min(scale.scrollPosition() + items, ROOM_AT_END), false),
    // At once: new data would end the movement of `scrollToRealTime` half way.
    toNewest: () => scale.scrollToPosition(ROOM_AT_END, false),
    remove: () => chart.remove(),
  }
}
