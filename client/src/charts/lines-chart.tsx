import { useEffect, useRef } from 'react'
import { onThemeChange } from './chart-colors.js'
import type { ChartLine } from './chart-lines.js'
import { drawLinesChart, type LinesChart as Drawing } from './draw-lines-chart.js'
import css from './lines-chart.module.css'

export interface LinesChartProps {
  readonly lines: readonly ChartLine[]
  readonly label: string
  readonly decimals: number
  readonly className?: string | undefined
}

/** Several lines over time. */
export function LinesChart({ lines, label, decimals, className }: LinesChartProps) {
  const host = useRef<HTMLDivElement>(null)
  const drawing = useRef<Drawing>(null)
  const newest = useRef(lines)

  useEffect(() => {
    newest.current = lines
    drawing.current?.show(lines)
  }, [lines])

  useEffect(() => {
    if (host.current === null) return
    const chart = drawLinesChart(host.current, { decimals })
    drawing.current = chart
    chart.show(newest.current)
    const unwatch = onThemeChange(chart.recolor)
    return () => {
      unwatch()
      chart.remove()
      drawing.current = null
    }
  }, [decimals])

  return (
    <div
      ref={host}
      className={`${css.chart} ${className ?? ''}`}
      role="figure"
      aria-label={label}
      data-lines={lines.length}
    />
  )
}
