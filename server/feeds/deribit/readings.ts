/** Why something of a frame was not published. */
export type IgnoredReason = 'message' | 'channel' | 'shape' | 'instrument' | 'time' | 'value'

/** Told of everything that was left out, with the channel, instrument or field it was. */
export type Ignore = (reason: IgnoredReason, what: string) => void

export type Json = Readonly<Record<string, unknown>>

/** A number; null when the exchange says it has none; undefined when it says nothing, or nothing believable. */
export type Reading = number | null | undefined

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const anyNumber = () => true
export const isNotNegative = (value: number) => value >= 0
export const isPositive = (value: number) => value > 0

/** Reads a field that must be a finite number that `fits`; anything else is left out and reported. */
export function readNumber(source: Json, field: string, fits: (value: number) => boolean, ignore: Ignore): Reading {
  const raw = source[field]
  if (raw === undefined || raw === null) return raw
  if (typeof raw === 'number' && Number.isFinite(raw) && fits(raw)) return raw
  ignore('value', field)
  return undefined
}

/** For fields in which the exchange writes 0.0 where it has nothing. */
export function zeroIsMissing(reading: Reading): Reading {
  return reading === 0 ? null : reading
}

/** Percent points become a fraction of one. */
export function percent(reading: Reading): Reading {
  return typeof reading === 'number' ? reading / 100 : reading
}

/** Sets a field only when something was said of it. */
export function put<T extends object, K extends keyof T>(values: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) values[key] = value
}

/** The same type, for filling in. */
export type Draft<T> = { -readonly [K in keyof T]?: T[K] }
