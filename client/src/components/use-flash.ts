import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'

const FADE_MS = 600

const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches

export type FlashOf = 'background' | 'text'

const framesFor = (what: FlashOf, rises: boolean): Keyframe[] =>
  what === 'text'
    ? [{ color: rises ? 'var(--up)' : 'var(--down)' }, { color: 'var(--text)' }]
    : [{ backgroundColor: rises ? 'var(--up-soft)' : 'var(--down-soft)' }, {}]

/** Tints the element for a moment when what it shows has changed, in the colour of the direction it moved. */
export function useFlash<Element extends HTMLElement>(
  shown: string,
  value: number | null,
  what: FlashOf = 'background',
): RefObject<Element | null> {
  const element = useRef<Element>(null)
  const before = useRef({ shown, value })
  useEffect(() => {
    const { shown: oldShown, value: oldValue } = before.current
    before.current = { shown, value }
    if (oldShown === shown || oldValue === null || value === null || element.current === null) return
    if (document.hidden || calm()) return
    element.current.animate(framesFor(what, value > oldValue), FADE_MS)
  }, [shown, value, what])
  return element
}
