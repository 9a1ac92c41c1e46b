import { precision } from '../../domain/precision.js'
import { roundFinely } from '../../lib/round.js'

/** Rounding to published precision. */
const at = (kind: keyof typeof precision) => (value: number) => roundFinely(value, precision[kind])

export const usd = at('usd')
export const accountUsd = at('accountUsd')
export const recordUsd = at('recordUsd')
export const priceUsd = at('premiumUsd')
export const percent = at('percent')
export const ratio = at('ratio')
export const coin = at('coin')
export const gamma = at('gamma')

/** Keeps null, and takes what is no number for null. */
export function orNull(round: (value: number) => number, value: number | null): number | null {
  const rounded = value === null ? null : round(value)
  // A value near the end of the numbers is none any more when rounded.
  return rounded === null || !Number.isFinite(rounded) ? null : rounded
}
