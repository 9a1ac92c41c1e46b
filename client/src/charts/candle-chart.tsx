import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { CandleBar } from './candle-bars.js'
import css from './candle-chart.module.css'
import { onThemeChange } from './chart-colors.js'
import { drawCandleChart, type CandleChart as Drawing } from './draw-candle-chart.js'

export interface CandleChartProps {
  readonly bars: readonly CandleBar[]
  /** How long a bar is. */
  readonly stepMs: number
  readonly label: string
  readonly decimals: number
  readonly format: (value: number) => string
  readonly onOldest: () => void
  /** What is said of the bar under the pointer, or of the newest one. */
  readonly legend: (bar: CandleBar) => ReactNode
  readonly toNewest: string
  readonly className?: string | undefined
}

/** How many bars a key moves the chart. */
const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -10, ArrowRight: 10, PageUp: -100, PageDown: 100 }

/** Candles over time. Older ones come when somebody moves to the left, by dragging or with the arrow keys. */
export function CandleChart(props: CandleChartProps) {
  const { bars, stepMs, label, decimals, format, legend, toNewest, className } = props
  const host = useRef<HTMLDivElement>(null)
  const drawing = useRef<Drawing>(null)
  const newest = useRef(props)
  const [pointedMs, setPointedMs] = useState<number | null>(null)
  const [isNewestInSight, setNewestInSight] = useState(true)

  useEffect(() => {
    newest.current = props
  })

  useEffect(() => {
    drawing.current?.show(bars, stepMs)
  }, [bars, stepMs])

  useEffect(() => {
    if (host.current === null) return
    const chart = drawCandleChart(host.current, {
      decimals,
      format,
      onOldest: () => newest.current.onOldest(),
      onPointed: setPointedMs,
      onNewest: setNewestInSight,
    })
    drawing.current = chart
    chart.show(newest.current.bars, newest.current.stepMs)
    const unwatch = onThemeChange(chart.recolor)
    return () => {
      unwatch()
      chart.remove()
      drawing.current = null
    }
  }, [decimals, format])

  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key]
    if (event.key === 'End') drawing.current?.toNewest()
    else if (move === undefined) return
    else drawing.current?.move(move)
    event.preventDefault()
  }
  const told = bars.find(({ timeMs }) => timeMs === pointedMs) ?? bars.at(-1)
  return (
    <div className={`${css.frame} ${className ?? ''}`}>
      <div className={css.legend}>{told && legend(told)}</div>
      <div
        ref={host}
        className={css.chart}
        role="application"
        aria-label={label}
        tabIndex={0}
        onKeyDown={onKeyDown}
        data-bars={bars.length}
        data-oldest={bars[0] && new Date(bars[0].timeMs).toISOString()}
      />
      {!isNewestInSight && (
        <button type="button" className={css.newest} onClick={() => drawing.current?.toNewest()}>
          {toNewest}
        </button>
      )}
    </div>
  )
}
