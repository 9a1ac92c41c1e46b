import type { Clock } from '../../lib/clock.js'

/**
 * A longer pause between two values of a recording counts as this long: the recorder, or the exchange, was away, and a
 * replay that stands still for as long would pass for a live one.
 */
export const longestPauseMs = 5_000

/** Tells how long to wait, from now, for the value at each time of a recording. They must not go back. */
export function createPace(clock: Clock, speed: number): (timeMs: number) => number {
  let last: { timeMs: number; dueMs: number } | null = null
  return (timeMs) => {
    const dueMs = last ? last.dueMs + Math.min(timeMs - last.timeMs, longestPauseMs) / speed : clock.now()
    last = { timeMs, dueMs }
    return dueMs - clock.now()
  }
}
