import type { UnixMs } from '../domain/units.js'

/**
 * Whether a value comes too late: something newer is known. What is known from after the market's time, which nothing has
 * confirmed yet, keeps nothing of the present out.
 */
export function isOutdated(timeMs: UnixMs, knownMs: UnixMs | null | undefined, marketMs: UnixMs | null): boolean {
  return knownMs != null && timeMs < knownMs && !isAhead(knownMs, marketMs)
}

/** The newer of two times, or the given one where the known one is ahead of the market's. */
export function newerTime(timeMs: UnixMs, knownMs: UnixMs | null, marketMs: UnixMs | null): UnixMs {
  return knownMs === null || isAhead(knownMs, marketMs) ? timeMs : Math.max(timeMs, knownMs)
}

function isAhead(knownMs: UnixMs, marketMs: UnixMs | null): boolean {
  return marketMs !== null && knownMs > marketMs
}
