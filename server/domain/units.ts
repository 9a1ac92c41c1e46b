/** Milliseconds since 1970-01-01T00:00:00Z. */
export type UnixMs = number

/** Fraction of one: 0.45 is 45 %. Used for every volatility and rate. */
export type Fraction = number

export const msPerDay = 86_400_000
/** Of 365 days, as the exchange counts. */
export const msPerYear = 365 * msPerDay
export const msPerMinute = 60_000
