import type { UnixMs } from '../domain/units.js'

/** Who is further behind, by our clock, goes on from where it is. */
const mostLagMs = 1_000

/** Where a clock should be that runs faster than ours by a factor. It stands still until it is started. */
export class Pace {
  readonly #now: () => number
  #atMs: UnixMs
  /** When it was there, by our clock. Null: it stands still. */
  #sinceMs: number | null = null
  #speed = 1

  /** `now`: milliseconds of our time. */
  constructor(atMs: UnixMs, now: () => number) {
    this.#atMs = atMs
    this.#now = now
  }

  /** Goes on from this time at this speed. */
  start(atMs: UnixMs, speed: number): void {
    this.#atMs = atMs
    this.#speed = speed
    this.#sinceMs = this.#now()
  }

  stop(atMs: UnixMs): void {
    this.#atMs = atMs
    this.#sinceMs = null
  }

  /** The time that the clock should show. */
  dueMs(): UnixMs {
    if (this.#sinceMs === null) return this.#atMs
    return Math.floor(this.#atMs + (this.#now() - this.#sinceMs) * this.#speed)
  }

  /** How long it takes, by our clock, until it is so late. */
  waitMs(untilMs: UnixMs): number {
    if (this.#sinceMs === null) return Infinity
    return Math.max(0, (untilMs - this.#atMs) / this.#speed - (this.#now() - this.#sinceMs))
  }

  /** It shows this time. What cannot keep up does not hurry later, and when our clock is set back, it does not wait. */
  reached(ms: UnixMs): void {
    const lagMs = this.dueMs() - ms
    if (this.#sinceMs !== null && (lagMs > mostLagMs * this.#speed || lagMs < 0)) this.start(ms, this.#speed)
  }
}
