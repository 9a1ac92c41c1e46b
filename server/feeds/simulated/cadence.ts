import type { UnixMs } from '../../domain/units.js'

/** A beat at the multiples of its interval since 1970. So all processes have the same beats. */
export interface Cadence {
  nextMs(): UnixMs
  /** The last beat at or before a time. Null when it was taken already. Beats that were slept through are left out. */
  take(nowMs: UnixMs): UnixMs | null
}

/** Beats every `everyMs` (at least 1) after `startMs`. The start itself is not a beat. */
export function createCadence(startMs: UnixMs, everyMs: number): Cadence {
  const interval = Math.max(1, everyMs)
  const lastBeat = (timeMs: UnixMs) => Math.floor(timeMs / interval) * interval
  let takenMs = lastBeat(startMs)
  return {
    nextMs: () => takenMs + interval,
    take(nowMs) {
      const beatMs = lastBeat(nowMs)
      if (beatMs <= takenMs) return null
      takenMs = beatMs
      return beatMs
    },
  }
}
