import { useEffect, useId, useRef, useState } from 'react'
import css from './hint-layer.module.css'

interface ShownHint {
  readonly words: string
  readonly target: HTMLElement
}

const hintedBy = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-hint]') : null

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
 * Shows the `data-hint` of what is pointed at, focused or tapped; Escape hides it. One for the page, so that a thousand
 * hints cost nothing until one is looked at.
 */
export function HintLayer() {
  const [hint, setHint] = useState<ShownHint | null>(null)
  const bubble = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    const show = ({ target }: Event) => {
      const hinted = hintedBy(target)
      const words = hinted?.dataset['hint']
      setHint(hinted && words ? { words, target: hinted } : null)
    }
    const hide = () => setHint(null)
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && hide()
    const end = new AbortController()
    const options = { signal: end.signal, capture: true, passive: true }
    for (const event of ['pointerover', 'focusin', 'click']) document.addEventListener(event, show, options)
    for (const event of ['focusout', 'scroll']) document.addEventListener(event, hide, options)
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
