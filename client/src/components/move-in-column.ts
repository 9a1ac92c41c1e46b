import type { KeyboardEvent } from 'react'
import { columnStepFor } from './roving.js'

/** The scroll padding of a list says how much of it a sticky head covers. */
function firstInSight(list: HTMLElement, items: readonly HTMLElement[]): number {
  const coveredPx = Number.parseFloat(getComputedStyle(list).scrollPaddingTop) || 0
  const topPx = list.getBoundingClientRect().top + coveredPx - 1
  return Math.max(
    0,
    items.findIndex((item) => item.getBoundingClientRect().top >= topPx),
  )
}

/** Arrows, Home and End move the focus among the items of a list, and from the list itself to the first in sight. */
export function moveInColumn(event: KeyboardEvent<HTMLElement>, selector: string): void {
  const { target, currentTarget: list } = event
  const items = [...list.querySelectorAll<HTMLElement>(selector)]
  const current = items.findIndex((item) => item === target)
  if (current === -1 && target !== list) return
  const next = columnStepFor(event, current === -1 ? firstInSight(list, items) - 1 : current, items.length)
  if (next === null) return
  event.preventDefault()
  items[next]?.focus()
}

/** Among the rows that arrows focus. */
export const moveInRows = (event: KeyboardEvent<HTMLElement>): void => moveInColumn(event, '[data-hinted]')
