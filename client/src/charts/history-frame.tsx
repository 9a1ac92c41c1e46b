import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { onThemeChange } from './chart-colors.js'
import type { HistoryChart, HistoryEvents } from './history-chart.js'
import css from './history-frame.module.css'
import { toldItem } from './told-item.js'

export interface HistoryFrameProps<Item extends { readonly timeMs: number }, Data> {
  readonly items: readonly Item[]
  /** What is drawn of them. Another object when it changed. */
  readonly data: Data
  /** Another function draws the chart anew. */
  readonly draw: (host: HTMLElement, events: HistoryEvents) => HistoryChart<Data>
  readonly label: string
  readonly onOldest: () => void
  /** What is said of the item under the pointer, or else of the last one in sight. */
  readonly legend: (item: Item) => ReactNode
  readonly toNewest: string
  readonly className?: string | undefined
}

/** How many items a key moves the chart. */
const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -10, ArrowRight: 10, PageUp: -100, PageDown: 100 }

/** A chart over time. Older items come when somebody moves to the left, by dragging or with the arrow keys. */
export function HistoryFrame<Item extends { readonly timeMs: number }, Data>(props: HistoryFrameProps<Item, Data>) {
  const { items, data, draw, label, legend, toNewest, className } = props
  const host = useRef<HTMLDivElement>(null)
  const drawing = useRef<HistoryChart<Data>>(null)
  const newest = useRef(props)
  const [pointedMs, setPointedMs] = useState<number | null>(null)
  const [lastInSightMs, setLastInSightMs] = useState<number | null>(null)

  useEffect(() => {
    newest.current = props
  })

  useEffect(() => {
    drawing.current?.show(data)
  }, [data])

  useEffect(() => {
    if (host.current === null) return
    const chart = draw(host.current, {
      onOldest: () => newest.current.onOldest(),
      onPointed: setPointedMs,
      onInSight: setLastInSightMs,
    })
    drawing.current = chart
    chart.show(newest.current.data)
    const unwatch = onThemeChange(chart.recolor)
    return () => {
      unwatch()
      chart.remove()
      drawing.current = null
    }
  }, [draw])

  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key]
    if (event.key === 'End') drawing.current?.toNewest()
    else if (move === undefined) return
    else drawing.current?.move(move)
    event.preventDefault()
  }
  const told = toldItem(items, pointedMs ?? lastInSightMs)
  return (
    <div className={`${css.frame} ${className ?? ''}`}>
      <div className={css.legend} data-role="legend" data-told={told && new Date(told.timeMs).toISOString()}>
        {told && legend(told)}
      </div>
      <div
        ref={host}
        className={css.chart}
        role="application"
        aria-label={label}
        tabIndex={0}
        onKeyDown={onKeyDown}
        data-items={items.length}
        data-oldest={items[0] && new Date(items[0].timeMs).toISOString()}
      />
      {lastInSightMs !== null && (
        <button type="button" className={css.newest} onClick={() => drawing.current?.toNewest()}>
          {toNewest}
        </button>
      )}
    </div>
  )
}
