import { useEffect, useRef, type RefObject } from 'react'

/** A few steps instead of sixty frames a second: on a busy chain the smooth fade cost more than all the rest. */
const FADE = { duration: 400, easing: 'steps(5)' }

const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches

/** Tints the element for a moment when what it shows has changed, in the color of the direction it moved. */
export function useFlash<Element extends HTMLElement>(shown: string, value: number | null): RefObject<Element | null> {
  const element = useRef<Element>(null)
  const before = useRef({ shown, value })
  useEffect(() => {
    const { shown: oldShown, value: oldValue } = before.current
    before.current = { shown, value }
    if (oldShown === shown || oldValue === null || value === null || element.current === null) return
    if (document.hidden || calm()) return
    const backgroundColor = value > oldValue ? 'var(--up-soft)' : 'var(--down-soft)'
    element.current.animate([{ backgroundColor }, {}], FADE)
  }, [shown, value])
  return element
}
