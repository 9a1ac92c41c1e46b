import { msPerMinute, msPerYear, type UnixMs } from '../domain/units.js'

const minutesPerYear = msPerYear / msPerMinute

/** Whole minutes from a time to an expiry, rounded; 0 once it has passed. */
export function minutesToExpiry(expiryMs: UnixMs, timeMs: UnixMs): number {
  return Math.max(0, Math.round((expiryMs - timeMs) / msPerMinute))
}

/** Years to an expiry as Deribit counts them: whole minutes of years of 365 days; 0 once it has passed. */
export function yearsToExpiry(expiryMs: UnixMs, timeMs: UnixMs): number {
  return minutesToExpiry(expiryMs, timeMs) / minutesPerYear
}
