import type { UnixMs } from '../../../domain/units.js'

/**
 * Remembers when an agent last held or tried something, so that it waits before it enters again. Forgets this when market time
 * goes back.
 */
export function pauseAfter(pauseMs: number) {
  let busyMs: UnixMs | null = null
  return {
    /** Something is held or was just tried. */
    touch(nowMs: UnixMs): void {
      busyMs = nowMs
    },
    /** How long is still to wait; 0 when not at all. */
    leftMs(nowMs: UnixMs): number {
      if (busyMs !== null && nowMs < busyMs) busyMs = null
      return busyMs === null ? 0 : Math.max(0, busyMs + pauseMs - nowMs)
    },
  }
}
