import type { Clock } from '../../lib/clock.js'

/**
 * A longer pause between two values of a recording counts as this long: the recorder, or the exchange, was away, and a
 * replay that stands still for as long would pass for a live one.
 */
export const longestPauseMs = 5_000

/** Tells how long to wait, from now, for the value at each time of a recording. They must not go back. */
export function createPace(clock: Clock, speed: number): (timeMs: number) => number {
  let last: { timeMs: number; dueMs: number; nowMs: number } | null = null
  return (timeMs) => {
    const nowMs = clock.now()
    // A clock that is set back must not be waited for.
    const backMs = last ? Math.max(0, last.nowMs - nowMs) : 0
    const dueMs = last ? last.dueMs - backMs + Math.min(timeMs - last.timeMs, longestPauseMs) / speed : nowMs
    last = { timeMs, dueMs, nowMs }
    return dueMs - nowMs
  }
}
