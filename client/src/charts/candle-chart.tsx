import { useCallback, useMemo, type ReactNode } from 'react'
import type { CandleBar } from './candle-bars.js'
import { drawCandleChart } from './draw-candle-chart.js'
import type { HistoryEvents } from './history-chart.js'
import { HistoryFrame } from './history-frame.js'

export interface CandleChartProps {
  readonly bars: readonly CandleBar[]
  /** How long a bar is. */
  readonly stepMs: number
  readonly label: string
  readonly decimals: number
  readonly format: (value: number) => string
  readonly onOldest: () => void
  /** What is said of the bar under the pointer, or else of the last one in sight. */
  readonly legend: (bar: CandleBar) => ReactNode
  readonly toNewest: string
  readonly className?: string | undefined
}

/** Candles over time. */
export function CandleChart({ bars, stepMs, decimals, format, ...frame }: CandleChartProps) {
  const data = useMemo(() => ({ bars, stepMs }), [bars, stepMs])
  const draw = useCallback(
    (host: HTMLElement, events: HistoryEvents) => drawCandleChart(host, { decimals, format, ...events }),
    [decimals, format],
  )
  return <HistoryFrame {...frame} items={bars} data={data} draw={draw} />
}
