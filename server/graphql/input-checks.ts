import { isSeenWhole } from '../domain/account-name.js'
import { largestNumber } from '../domain/limits.js'
import { holdsToken } from '../lib/bearer-token.js'
import { isOneLine } from '../lib/one-line.js'
import { sayNumber } from '../lib/say-number.js'
import { apiError } from './errors.js'

/** Checks of input fields that the schema's types cannot express. Each throws INVALID_INPUT, naming field and fix. */

export function invalidInput(field: string, allowed: string) {
  const argument = `input.${field}`
  return apiError('INVALID_INPUT', `Argument "${argument}" must be ${allowed}.`, {
    argument,
    allowed: { text: allowed },
  })
}

export function textInput(field: string, value: string, range: readonly [number, number]): string {
  if (isLongAsIn(range, value) && isText(value)) return withoutToken(field, value)
  throw invalidInput(field, `${textOf(range)}, without control characters other than line breaks`)
}

/** A name or a key: one line of visible text. */
export function lineInput(field: string, value: string, range: readonly [number, number]): string {
  if (isLongAsIn(range, value) && isOneLine(value)) return withoutToken(field, value)
  throw invalidInput(field, `${textOf(range)} on one line, not blank, without control characters`)
}

/** A name of an account, which nobody can mistake for another one. */
export function nameInput(field: string, value: string, range: readonly [number, number]): string {
  const name = lineInput(field, value, range)
  if (isSeenWhole(name) && name === name.trim()) return name
  throw invalidInput(field, `${textOf(range)} on one line, without spaces at its ends and without invisible characters`)
}

/** What is kept can be read by others, and by whoever has the store. */
function withoutToken(field: string, value: string): string {
  if (holdsToken(value)) throw invalidInput(field, 'a text without a token, a key or a password')
  return value
}

function textOf([min, max]: readonly [number, number]): string {
  return min === 0
    ? `a text of at most ${sayNumber(max)} characters`
    : `a text of ${min} to ${sayNumber(max)} characters`
}

function isLongAsIn([min, max]: readonly [number, number], value: string): boolean {
  const characters = [...value].length
  return characters >= min && characters <= max
}

/** Databases refuse NUL and half of a surrogate pair. People cannot read the other control characters. */
function isText(value: string): boolean {
  return !/[^\P{Cc}\t\n\r]|\p{Surrogate}/u.test(value)
}

export function optionalText(
  field: string,
  value: string | null | undefined,
  range: readonly [number, number],
): string | null {
  return value == null ? null : textInput(field, value, range)
}

interface Range {
  readonly above?: number
  readonly min?: number
  readonly below?: number
  readonly max?: number
  /** True: a value above `max` passes here. Trading refuses it with a refusal that is data. */
  readonly moreIsRefused?: boolean
}

export function numberInput(field: string, value: number, range: Range): number {
  const { above = -Infinity, min = -largestNumber, below = Infinity, max = largestNumber, moreIsRefused } = range
  if (value > above && value >= min && value < below && (value <= max || moreIsRefused)) return value
  throw invalidInput(field, `a number ${wordsOf(range)}`)
}

export function optionalNumber(field: string, value: number | null | undefined, range: Range = {}): number | null {
  return value == null ? null : numberInput(field, value, range)
}

function wordsOf({ above, min = -largestNumber, below, max = largestNumber }: Range): string {
  const most = below === undefined ? `at most ${sayNumber(max)}` : `below ${sayNumber(below)}`
  return above === undefined ? `from ${sayNumber(min)} to ${sayNumber(max)}` : `above ${sayNumber(above)}, ${most}`
}

/** There were no coins before. */
const firstTimeMs = Date.UTC(2009, 0, 1)
/** The clock of a caller may be ahead of ours by this much. */
const clockSkewMs = 5_000

/** A time that is not in the future. Left out, or ahead by no more than clocks differ: now. */
export function pastTime(field: string, value: number | null | undefined, nowMs: number): number {
  if (value == null) return nowMs
  if (value < firstTimeMs) throw invalidInput(field, 'a time from 2009-01-01 on')
  if (value <= nowMs + clockSkewMs) return Math.min(value, nowMs)
  throw invalidInput(field, 'a time that is not in the future')
}
