import type { UnixMs } from '../../domain/units.js'

/** A beat at the multiples of its interval since 1970. So all processes have the same beats. */
export interface Cadence {
  nextMs(): UnixMs
  /** The last beat at or before a time. Null when it was taken already. Beats that were slept through are left out. */
  take(nowMs: UnixMs): UnixMs | null
}

/** Beats every `everyMs` (at least 1) after `startMs`. The start itself is not a beat. */
export function createCadence(startMs: UnixMs, everyMs: number): Cadence {
  let takenMs = lastBeat(startMs, everyMs)
  return {
    nextMs: () => takenMs + Math.max(1, everyMs),
    take(nowMs) {
      const beatMs = lastBeat(nowMs, everyMs)
      if (beatMs <= takenMs) return null
      takenMs = beatMs
      return beatMs
    },
  }
}

/** The last beat at or before a time. */
export function lastBeat(timeMs: UnixMs, everyMs: number): UnixMs {
  const interval = Math.max(1, everyMs)
  return Math.floor(timeMs / interval) * interval
}
