import { roundTo } from '../../lib/round.js'

/** Rounding to published precision; `+ 0` turns −0 into 0. */
const at = (decimals: number) => (value: number) => roundTo(value, decimals) + 0

export const usd = at(2)
export const priceUsd = at(2)
export const percent = at(4)
export const ratio = at(4)
export const coin = at(8)

/** Keeps null, and takes what is no number for null. */
export function orNull(round: (value: number) => number, value: number | null): number | null {
  const rounded = value === null ? null : round(value)
  // A value near the end of the numbers is none any more when rounded.
  return rounded === null || !Number.isFinite(rounded) ? null : rounded
}
