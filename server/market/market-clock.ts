import type { UnixMs } from '../domain/units.js'

/** Between two frames of a market there may be this much time. */
const ordinaryStepMs = 5_000

/** What the clock shows, and the later time that waits for a second witness. */
export interface MarketTime {
  readonly nowMs: UnixMs | null
  readonly ahead: Witness | null
}

/**
 * The market's own clock: the newest time in any frame. It never goes back. One frame alone moves it by five seconds at
 * most. A larger step waits for a second witness: another source, or a later time. It is dropped when a frame with the
 * present time comes first. So what nobody can undo (a delivery, an expiry) has two witnesses, and none against it.
 */
export class MarketClock {
  #nowMs: UnixMs | null
  #ahead: Witness | null

  constructor({ nowMs, ahead }: MarketTime = { nowMs: null, ahead: null }) {
    this.#nowMs = nowMs
    this.#ahead = ahead
  }

  /** Null before the first frame. */
  get nowMs(): UnixMs | null {
    return this.#nowMs
  }

  get time(): MarketTime {
    return { nowMs: this.#nowMs, ahead: this.#ahead }
  }

  /** A frame of this source has this time. */
  observe(timeMs: UnixMs, source: string): void {
    if (this.#nowMs === null || (timeMs >= this.#nowMs && timeMs - this.#nowMs <= ordinaryStepMs)) {
      this.#nowMs = timeMs
      this.#ahead = null
      return
    }
    if (timeMs < this.#nowMs) return
    const witness = this.#ahead
    if (witness === null || timeMs < witness.timeMs || !isAnother(witness, { timeMs, source })) {
      this.#ahead = { timeMs, source }
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

/** Whether they are two witnesses. The same frame sent twice is one. */
function isAnother(one: Witness, other: Witness): boolean {
  return one.source !== other.source || one.timeMs !== other.timeMs
}
