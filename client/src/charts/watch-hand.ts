/** Whether somebody has moved a chart by hand. */
export interface Hand {
  /** Also while somebody holds it. */
  hasMoved(): boolean
  /** It is moved by a key. */
  move(): void
  /** The chart is as it was at first. */
  rest(): void
  stop(): void
}

/** A smaller move is a click. In items. */
const LEAST_MOVE = 0.5

/** `place` is where the chart begins, in items. */
export function watchHand(host: HTMLElement, place: () => number | null): Hand {
  const stopping = new AbortController()
  const { signal } = stopping
  let heldAt: number | null = null
  let isMoved = false
  const isAway = () => heldAt !== null && Math.abs((place() ?? heldAt) - heldAt) > LEAST_MOVE
  const release = () => {
    isMoved ||= isAway()
    heldAt = null
  }
  host.addEventListener('pointerdown', () => (heldAt = place()), { signal })
  window.addEventListener('pointerup', release, { signal })
  window.addEventListener('pointercancel', release, { signal })
  return {
    hasMoved: () => isMoved || isAway(),
    move: () => (isMoved = true),
    rest: () => (isMoved = false),
    stop: () => stopping.abort(),
  }
}
