import type { OptionKind } from '../domain/instrument.js'
import type { Fraction } from '../domain/units.js'
import { normalCdf } from './normal.js'

/** What the premium of a European option on a forward depends on, at zero interest. */
export interface Black76Inputs {
  readonly forwardUsd: number
  readonly strikeUsd: number
  readonly yearsToExpiry: number
  readonly iv: Fraction
  readonly optionKind: OptionKind
}

/**
 * Premium in USD of one option on one unit of the coin (Black 1976, zero interest); never below intrinsic value, which
 * is what is left without time or volatility. An inverse option's premium in the coin is this over the forward.
 */
export function premiumUsd(inputs: Black76Inputs): number {
  const intrinsic = intrinsicUsd(inputs)
  if (!hasTimeValue(inputs)) return intrinsic
  const { forwardUsd, strikeUsd } = inputs
  const sign = signOf(inputs.optionKind)
  const { d1, d2 } = moneyness(inputs)
  return Math.max(intrinsic, sign * (forwardUsd * normalCdf(sign * d1) - strikeUsd * normalCdf(sign * d2)))
}

/** What exercise at once would bring, in USD. */
export function intrinsicUsd(option: Pick<Black76Inputs, 'forwardUsd' | 'strikeUsd' | 'optionKind'>): number {
  return Math.max(0, signOf(option.optionKind) * (option.forwardUsd - option.strikeUsd))
}

/** Whether both time and volatility are left; without them only intrinsic value is. */
export function hasTimeValue(inputs: Black76Inputs): boolean {
  return inputs.yearsToExpiry > 0 && inputs.iv > 0
}

/** The d1 and d2 of Black's formula; needs time and volatility above 0. */
export function moneyness(inputs: Black76Inputs): { d1: number; d2: number } {
  const deviation = inputs.iv * Math.sqrt(inputs.yearsToExpiry)
  const d1 = Math.log(inputs.forwardUsd / inputs.strikeUsd) / deviation + deviation / 2
  return { d1, d2: d1 - deviation }
}

/** +1 for a call, −1 for a put. */
export function signOf(optionKind: OptionKind): 1 | -1 {
  return optionKind === 'CALL' ? 1 : -1
}
