import type { UnixMs } from '../../../domain/units.js'

/**
 * Remembers when something was last held or tried, so that an agent waits before it enters again. Forgets when time goes
 * back.
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
