/** Milliseconds since 1970-01-01T00:00:00Z. */
export type UnixMs = number

/** Fraction of one: 0.45 is 45 %. Used for every volatility and rate. */
export type Fraction = number

export const msPerMinute = 60_000
export const msPerHour = 60 * msPerMinute
export const msPerDay = 24 * msPerHour
/** As the exchange counts. */
export const daysPerYear = 365
export const msPerYear = daysPerYear * msPerDay

/** Where the interval begins in which a time lies. Intervals begin at multiples of their length since 1970. */
export function startOf(timeMs: UnixMs, lengthMs: number): UnixMs {
  return Math.floor(timeMs / lengthMs) * lengthMs
}
