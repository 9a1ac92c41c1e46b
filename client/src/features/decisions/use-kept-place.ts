import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import { keptIndex } from './kept-place.js'

interface Anchor {
  readonly element: Element
  readonly topPx: number
}

/** Cards come first: in an opened line of HOLDs a card keeps its place. */
const ITEMS = ['[data-decision]', '[data-holds]']

function boxIn(list: Element, element: Element) {
  const shiftPx = list.scrollTop - list.getBoundingClientRect().top
  const { top, bottom } = element.getBoundingClientRect()
  return { topPx: top + shiftPx, bottomPx: bottom + shiftPx }
}

const isRead = (item: Element) => item.querySelector('details[open]') !== null || item.contains(document.activeElement)

function anchorIn(list: Element): Anchor | null {
  const sight = { topPx: list.scrollTop, bottomPx: list.scrollTop + list.clientHeight }
  for (const selector of ITEMS) {
    const items = [...list.querySelectorAll(selector)]
    const index = keptIndex(
      items.map((item) => ({ ...boxIn(list, item), isRead: isRead(item) })),
      sight,
    )
    const element = items[index]
    if (element !== undefined) return { element, topPx: boxIn(list, element).topPx }
  }
  return null
}

/** Keeps what is read in the list at its place on the screen when the `rows` change. */
export function useKeptPlace<List extends HTMLElement>(rows: unknown): RefObject<List | null> {
  const list = useRef<List>(null)
  const kept = useRef<Anchor | null>(null)

  useLayoutEffect(() => {
    if (list.current === null) return
    const anchor = kept.current
    if (anchor?.element.isConnected) {
      list.current.scrollTop += boxIn(list.current, anchor.element).topPx - anchor.topPx
    }
    kept.current = anchorIn(list.current)
  }, [rows])

  useEffect(() => {
    const element = list.current
    if (element === null) return
    const remember = () => {
      kept.current = anchorIn(element)
    }
    const end = new AbortController()
    const options = { signal: end.signal, capture: true, passive: true }
    for (const event of ['toggle', 'scroll', 'focusin', 'focusout']) element.addEventListener(event, remember, options)
    return () => end.abort()
  }, [])

  return list
}
