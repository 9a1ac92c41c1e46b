/** Why something of a frame was not published. */
export type IgnoredReason = 'message' | 'channel' | 'shape' | 'instrument' | 'time' | 'value'

/** Told of everything that was left out, with the channel, instrument or field it was. */
export type Ignore = (reason: IgnoredReason, what: string) => void

export type Json = Readonly<Record<string, unknown>>

/** A number; null when the exchange says it has none, or something we do not believe; undefined when it says nothing. */
export type Reading = number | null | undefined

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The largest price or amount that is believed, in any unit; that of orders. */
const mostBelieved = 1e12

export const isBounded = (value: number) => Math.abs(value) <= mostBelieved
export const isNotNegative = (value: number) => value >= 0 && value <= mostBelieved
export const isPositive = (value: number) => value > 0 && value <= mostBelieved

/** Reads a field that must be a number that `fits`; anything else is reported and unknown: what was known before is over. */
export function readNumber(source: Json, field: string, fits: (value: number) => boolean, ignore: Ignore): Reading {
  const raw = source[field]
  if (raw === undefined || raw === null) return raw
  if (typeof raw === 'number' && fits(raw)) return raw
  ignore('value', field)
  return null
}

/** A record within a frame, such as `stats`. One that is null, or no record, has no field that is known. */
export function readRecord(source: Json, field: string, ignore: Ignore): Json | null {
  const raw = source[field]
  if (raw === undefined) return null
  if (isRecord(raw)) return raw
  if (raw !== null) ignore('value', field)
  return nothingKnown
}

/** Has every field, and none that is known. */
const nothingKnown: Json = new Proxy({}, { get: () => null })

/** The same frame with nothing known of what it names. */
export function disbelieved(source: Json): Json {
  return Object.fromEntries(Object.keys(source).map((field) => [field, null]))
}

/** For fields in which the exchange writes 0.0 where it has nothing. */
export function zeroIsMissing(reading: Reading): Reading {
  return reading === 0 ? null : reading
}

/** Percent points become a fraction of one. */
export function percent<T extends Reading>(reading: T): T | number {
  return typeof reading === 'number' ? reading / 100 : reading
}

/** Sets a field only when something was said of it. */
export function put<T extends object, K extends keyof T>(values: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) values[key] = value
}

/** The same type, for filling in. */
export type Draft<T> = { -readonly [K in keyof T]?: T[K] }
