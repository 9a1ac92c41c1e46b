import { apiError } from '../../errors.js'

/** Checks of input fields that the schema's types cannot express. Each throws INVALID_INPUT, naming field and fix. */

export function invalidInput(field: string, allowed: string) {
  const argument = `input.${field}`
  return apiError('INVALID_INPUT', `Argument "${argument}" must be ${allowed}.`, { argument, allowed })
}

export function textInput(field: string, value: string, [min, max]: readonly [number, number]): string {
  if (value.length >= min && value.length <= max && isText(value)) return value
  throw invalidInput(field, `a text of ${min} to ${max} characters, without control characters but line breaks`)
}

/** Databases take no NUL and no half of a surrogate pair; people read no other control characters either. */
function isText(value: string): boolean {
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\p{Surrogate}/u.test(value)
}

export function optionalText(field: string, value: string | null | undefined, max: number): string | null {
  return value == null ? null : textInput(field, value, [0, max])
}

interface Range {
  readonly above?: number
  readonly min?: number
  readonly max?: number
}

export function numberInput(field: string, value: number, range: Range): number {
  const { above = -Infinity, min = -Infinity, max = largest } = range
  if (value > above && value >= min && value <= max && value >= -largest) return value
  throw invalidInput(field, `a number ${wordsOf(range)}`)
}

export function optionalNumber(field: string, value: number | null | undefined, range: Range = {}): number | null {
  return value == null ? null : numberInput(field, value, range)
}

/** Numbers beyond this are no money, no price and no quantity. */
const largest = 1e15

function wordsOf({ above, min, max = largest }: Range): string {
  if (above !== undefined) return `above ${above}, at most ${max}`
  return min === undefined ? `from ${-largest} to ${max}` : `from ${min} to ${max}`
}

/** A time that is not in the future, but for what clocks differ; left out it is now. */
export function pastTime(field: string, value: number | null | undefined, nowMs: number): number {
  if (value == null) return nowMs
  if (value <= nowMs + 5_000) return value
  throw invalidInput(field, 'a time that is not in the future')
}
