import { msPerHour, type UnixMs } from '../domain/units.js'

/** Between two frames of a market there may be this much time. */
const ordinaryStepMs = 5_000
/** By so much our clock may be behind that of the exchange. */
const mostBehindMs = msPerHour

/** What the clock shows, and the later time that waits for a second witness. */
export interface MarketTime {
  readonly nowMs: UnixMs | null
  readonly ahead: Observation | null
}

/**
 * The market's own clock: the newest time in any frame. It never goes back. One frame alone moves it by five seconds at
 * most. A larger step waits for a second witness: another source, or a later time. It is dropped when a frame with the
 * present time comes first. So what nobody can undo (a delivery, an expiry) has two witnesses, and none against it. Before the first
 * frame there is no present time. Our clock stands for it: no frame was received long before it was made.
 */
export class MarketClock {
  #nowMs: UnixMs | null
  #ahead: Observation | null

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

  /** A frame of this source has this time, and was received at that one by our clock. */
  observe(timeMs: UnixMs, receivedTimeMs: UnixMs, source: string): void {
    if (this.#nowMs === null && timeMs > receivedTimeMs + mostBehindMs) this.#nowMs = receivedTimeMs
    if (this.#nowMs === null || (timeMs >= this.#nowMs && timeMs - this.#nowMs <= ordinaryStepMs)) {
      this.#nowMs = timeMs
      this.#ahead = null
      return
    }
    if (timeMs < this.#nowMs) return
    const ahead = this.#ahead
    if (ahead === null || timeMs < ahead.timeMs || !isSecondWitness({ timeMs, source }, ahead)) {
      this.#ahead = { timeMs, source }
      return
    }
    this.#ahead = null
    this.#nowMs = ahead.timeMs
    this.observe(timeMs, receivedTimeMs, source)
  }
}

/** That a source had a frame of this time. */
interface Observation {
  readonly timeMs: UnixMs
  readonly source: string
}

/** The same frame sent twice is one witness. */
function isSecondWitness(one: Observation, other: Observation): boolean {
  return one.source !== other.source || one.timeMs !== other.timeMs
}
