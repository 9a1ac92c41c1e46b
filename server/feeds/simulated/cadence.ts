import type { UnixMs } from '../../domain/units.js'

/** A beat that does not drift: always whole intervals after its start. */
export interface Cadence {
  nextMs(): UnixMs
  /** Whether the beat has come. Beats that were slept through count as one. */
  take(nowMs: UnixMs): boolean
}

/** Beats every `everyMs` (at least 1) after `startMs`, the start itself not counted. */
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
