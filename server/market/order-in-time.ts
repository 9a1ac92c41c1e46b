import type { UnixMs } from '../domain/units.js'

/**
 * Whether a value comes too late because a newer one is known. A known value whose time is ahead of the market's clock
 * is not confirmed yet, so it does not count.
 */
export function isOutdated(timeMs: UnixMs, knownMs: UnixMs | null | undefined, marketMs: UnixMs | null): boolean {
  return knownMs != null && timeMs < knownMs && !isAhead(knownMs, marketMs)
}

/** The newer of two times. The first one when the known time is ahead of the market's clock. */
export function newerTime(timeMs: UnixMs, knownMs: UnixMs | null, marketMs: UnixMs | null): UnixMs {
  return knownMs === null || isAhead(knownMs, marketMs) ? timeMs : Math.max(timeMs, knownMs)
}

function isAhead(knownMs: UnixMs, marketMs: UnixMs | null): boolean {
  return marketMs !== null && knownMs > marketMs
}
