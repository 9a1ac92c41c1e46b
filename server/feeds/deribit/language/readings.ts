/** Why something of a frame was not published. */
export type IgnoredReason = 'message' | 'channel' | 'shape' | 'instrument' | 'time' | 'value'

/** Is called for everything that is left out, with the name of the channel, instrument or field. */
export type Ignore = (reason: IgnoredReason, what: string) => void

export type Json = Readonly<Record<string, unknown>>

/** A number. Null: the exchange has none, or we do not believe it. Undefined: the exchange says nothing of it. */
export type Reading = number | null | undefined

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The largest price or amount that we believe, in any unit. The largest order has the same limit. */
const mostBelieved = 1e12

export const isBounded = (value: number) => Math.abs(value) <= mostBelieved
export const isNotNegative = (value: number) => value >= 0 && value <= mostBelieved
export const isPositive = (value: number) => value > 0 && value <= mostBelieved

/** Reads a number that `fits`. Anything else is reported and becomes null: the value known before no longer holds. */
export function readNumber(source: Json, field: string, fits: (value: number) => boolean, ignore: Ignore): Reading {
  const raw = source[field]
  if (raw === undefined || raw === null) return raw
  if (typeof raw === 'number' && fits(raw)) return raw
  ignore('value', field)
  return null
}

/** A record inside a frame, such as `stats`. When it is null or not a record, all its fields are unknown. */
export function readRecord(source: Json, field: string, ignore: Ignore): Json | null {
  const raw = source[field]
  if (raw === undefined) return null
  if (isRecord(raw)) return raw
  if (raw !== null) ignore('value', field)
  return nothingKnown
}

/** Every field of it is null. */
const nothingKnown: Json = new Proxy({}, { get: () => null })

/** The same fields, all of them null. */
export function disbelieved(source: Json): Json {
  return Object.fromEntries(Object.keys(source).map((field) => [field, null]))
}

/** For fields where the exchange writes 0.0 when it has nothing. */
export function zeroIsMissing(reading: Reading): Reading {
  return reading === 0 ? null : reading
}

/** Turns percent points into a fraction of one. */
export function percent<T extends Reading>(reading: T): T | number {
  return typeof reading === 'number' ? reading / 100 : reading
}

/** Sets a field, unless the value is undefined. */
export function put<T extends object, K extends keyof T>(values: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) values[key] = value
}

/** The same type while it is being filled. */
export type Draft<T> = { -readonly [K in keyof T]?: T[K] }
