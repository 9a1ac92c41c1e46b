import type { UnixMs } from '../../domain/units.js'

/** A beat that does not drift. It comes whole intervals after its start. */
export interface Cadence {
  nextMs(): UnixMs
  /** Whether a beat has come since the last call. Several beats count as one. */
  take(nowMs: UnixMs): boolean
}

/** Beats every `everyMs` (at least 1) after `startMs`. The start itself is not a beat. */
export function createCadence(startMs: UnixMs, everyMs: number): Cadence {
  const interval = Math.max(1, everyMs)
  let next = startMs + interval
  return {
    nextMs: () => next,
    take(nowMs) {
      if (nowMs < next) return false
      next = startMs + (Math.floor((nowMs - startMs) / interval) + 1) * interval
      return true
    },
  }
}
