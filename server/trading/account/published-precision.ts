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

/** Rounds a value. Null stays null, and a result that is not finite becomes null. */
export function orNull(round: (value: number) => number, value: number | null): number | null {
  const rounded = value === null ? NaN : round(value)
  return Number.isFinite(rounded) ? rounded : null
}
