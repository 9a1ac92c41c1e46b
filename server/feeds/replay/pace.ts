import type { Clock } from '../../lib/clock.js'

/**
 * A replay cuts longer pauses between two values to this. In such a pause the recorder or the exchange was away. A
 * replay that stands still for as long would look like a live market.
 */
export const longestPauseMs = 5_000

/** Tells how long to wait from now for the value at each time of a recording. The times must not go back. */
export function createPace(clock: Clock, speed: number): (timeMs: number) => number {
  let last: { timeMs: number; dueMs: number; nowMs: number } | null = null
  return (timeMs) => {
    const nowMs = clock.now()
    // When the clock is set back, we do not wait longer.
    const backMs = last ? Math.max(0, last.nowMs - nowMs) : 0
    const dueMs = last ? last.dueMs - backMs + Math.min(timeMs - last.timeMs, longestPauseMs) / speed : nowMs
    last = { timeMs, dueMs, nowMs }
    return dueMs - nowMs
  }
}
