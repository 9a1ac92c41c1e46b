import { useEffect, useRef } from 'react'
import { onThemeChange } from './chart-colors.js'
import type { ChartPoint } from './chart-points.js'
import { drawTimeChart, type TimeChart as Drawing } from './draw-time-chart.js'
import css from './time-chart.module.css'

export interface TimeChartProps {
  readonly points: readonly ChartPoint[]
  readonly label: string
  readonly decimals: number
  readonly className?: string | undefined
}

/** A live line over time. */
export function TimeChart({ points, label, decimals, className }: TimeChartProps) {
  const host = useRef<HTMLDivElement>(null)
  const drawing = useRef<Drawing>(null)
  const newest = useRef(points)

  useEffect(() => {
    newest.current = points
    drawing.current?.show(points)
  }, [points])

  useEffect(() => {
    if (host.current === null) return
    const chart = drawTimeChart(host.current, { decimals })
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
      data-points={points.length}
    />
  )
}
