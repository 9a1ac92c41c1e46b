import { useEffect, useRef } from 'react'
import { onThemeChange } from './chart-colors.js'
import type { ChartPoint } from './chart-points.js'
import { drawTimeChart, type TimeChart as Drawing } from './draw-time-chart.js'
import css from './time-chart.module.css'

export interface TimeChartProps {
  readonly points: readonly ChartPoint[]
  /** How far apart the points usually are, where that is known. */
  readonly usualStepMs?: number
  readonly label: string
  readonly decimals: number
  readonly className?: string | undefined
}

/** A live line over time. */
export function TimeChart({ points, usualStepMs = 0, label, decimals, className }: TimeChartProps) {
  const host = useRef<HTMLDivElement>(null)
  const drawing = useRef<Drawing>(null)
  const newest = useRef({ points, usualStepMs })

  useEffect(() => {
    newest.current = { points, usualStepMs }
    drawing.current?.show(points, usualStepMs)
  }, [points, usualStepMs])

  useEffect(() => {
    if (host.current === null) return
    const chart = drawTimeChart(host.current, { decimals })
    drawing.current = chart
    chart.show(newest.current.points, newest.current.usualStepMs)
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
