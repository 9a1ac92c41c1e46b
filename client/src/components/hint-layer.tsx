import { useEffect, useId, useRef, useState } from 'react'
import css from './hint-layer.module.css'
import { hintsWithin } from './hints-within.js'

interface ShownHint {
  readonly words: string
  readonly target: HTMLElement
  readonly isFocused: boolean
}

function pointedHint({ target }: Event): ShownHint | null {
  const hinted = target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null
  const words = hinted?.dataset['hint']
  return hinted && words ? { words, target: hinted, isFocused: false } : null
}

/** The hint of the focused element, or all hints of the list item that holds the focus. */
function focusedHint({ target }: Event): ShownHint | null {
  if (!(target instanceof HTMLElement)) return null
  const item = target.closest('[data-hinted]')
  const words = item === null ? target.dataset['hint'] : hintsWithin(item).join('\n')
  return words ? { words, target, isFocused: true } : null
}

function isInSight(target: HTMLElement): boolean {
  const { left, right, top, bottom } = target.getBoundingClientRect()
  const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  return seen !== null && target.contains(seen)
}

/** Keeps the bubble on the screen: below what it explains, or above where there is no room. */
function place(bubble: HTMLElement, target: HTMLElement): void {
  const at = target.getBoundingClientRect()
  const { width, height } = bubble.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const left = Math.max(8, Math.min(at.left, clientWidth - width - 8))
  const below = at.bottom + 6
  bubble.style.left = `${left}px`
  bubble.style.top = `${below + height > clientHeight ? Math.max(8, at.top - height - 6) : below}px`
}

/**
 * Shows the `data-hint` of what is pointed at, focused or tapped, and those of a focused row together; Escape hides it.
 * One for the page, so that a thousand hints cost nothing until one is looked at.
 */
export function HintLayer() {
  const [hint, setHint] = useState<ShownHint | null>(null)
  const bubble = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    const point = (event: Event) => setHint(pointedHint(event))
    const focus = (event: Event) => setHint(focusedHint(event))
    const hide = () => setHint(null)
    // What gets the focus is scrolled to.
    const follow = () => setHint((shown) => (shown?.isFocused && isInSight(shown.target) ? { ...shown } : null))
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && hide()
    const end = new AbortController()
    const options = { signal: end.signal, capture: true, passive: true }
    for (const event of ['pointerover', 'click']) document.addEventListener(event, point, options)
    document.addEventListener('focusin', focus, options)
    document.addEventListener('focusout', hide, options)
    document.addEventListener('scroll', follow, options)
    document.addEventListener('keydown', onKey, options)
    return () => end.abort()
  }, [])

  useEffect(() => {
    if (hint === null || bubble.current === null) return
    const { target } = hint
    place(bubble.current, target)
    target.setAttribute('aria-describedby', id)
    return () => target.removeAttribute('aria-describedby')
  }, [hint, id])

  return (
    <div ref={bubble} id={id} className={css.bubble} role="tooltip" hidden={hint === null}>
      {hint?.words}
    </div>
  )
}
