import type { UnixMs } from '../domain/units.js'

/** A step this long is what any market takes between two of its frames. */
const ordinaryStepMs = 5_000

/**
 * The market's own clock: the newest time of anything that was said. It never goes back, and one frame alone never moves
 * it far: a step of more than five seconds waits until another source, or a later time, says the same, and nobody speaks
 * of the present in between. So what cannot be undone (a delivery, an expiry) has two witnesses, and none against it.
 */
export class MarketClock {
  #nowMs: UnixMs | null = null
  #ahead: { readonly timeMs: UnixMs; readonly source: string } | null = null

  /** Null before the first frame. */
  get nowMs(): UnixMs | null {
    return this.#nowMs
  }

  /** Takes in that a source speaks of this time. */
  observe(timeMs: UnixMs, source: string): void {
    if (this.#nowMs === null || (timeMs >= this.#nowMs && timeMs - this.#nowMs <= ordinaryStepMs)) {
      this.#nowMs = timeMs
      this.#ahead = null
      return
    }
    if (timeMs < this.#nowMs) return
    const witness = this.#ahead
    const confirmed = witness !== null && timeMs >= witness.timeMs && isAnother(witness, { timeMs, source })
    if (!confirmed) {
      if (witness === null || timeMs < witness.timeMs) this.#ahead = { timeMs, source }
      return
    }
    this.#ahead = null
    this.#nowMs = witness.timeMs
    this.observe(timeMs, source)
  }
}

interface Witness {
  readonly timeMs: UnixMs
  readonly source: string
}

/** The same frame sent twice is one witness. */
function isAnother(one: Witness, other: Witness): boolean {
  return one.source !== other.source || one.timeMs !== other.timeMs
}
