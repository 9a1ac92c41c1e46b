import type { Greeks } from '../domain/greeks.js'
import type { OptionInstrument } from '../domain/instrument.js'
import { daysPerYear, type UnixMs } from '../domain/units.js'
import { hasTimeValue } from '../pricing/black76.js'
import { yearsToExpiry } from '../pricing/day-count.js'
import { black76Greeks } from '../pricing/greeks.js'

export interface GreeksTerms {
  readonly iv: number | null
  readonly forwardUsd: number | null
  readonly timeMs: UnixMs
}

/** The exchange rounds to five decimals. This is half of the last one, and a little more. */
const rounding = 6e-6

/**
 * The exchange's greeks, if they are near those of the model. Delta may differ by a quarter. Each other one may differ by
 * half of the most that it can be for an option with the same forward, IV and time. Null if not, if IV, forward or time
 * is unknown, and if rounding may have left nothing of them: the vega of a cheap coin is as small as its price.
 */
export function believableGreeks(
  greeks: Greeks,
  { strikeUsd, expiryMs, optionKind }: OptionInstrument,
  { iv, forwardUsd, timeMs }: GreeksTerms,
): Greeks | null {
  if (iv === null || forwardUsd === null) return null
  const years = yearsToExpiry(expiryMs, timeMs)
  const inputs = { forwardUsd, strikeUsd, iv, yearsToExpiry: years, optionKind }
  if (!hasTimeValue(inputs)) return null
  const model = black76Greeks(inputs)
  const mostVega = (forwardUsd * mostDensity * Math.sqrt(years)) / 100
  if (greeks.vega === 0 && model.vega > 0 && mostVega < 100 * rounding) return null
  const isBelievable =
    isLike(greeks.delta, model.delta, 0.5) &&
    isLike(greeks.gamma, model.gamma, mostDensity / (forwardUsd * iv * Math.sqrt(years))) &&
    isLike(greeks.vega, model.vega, mostVega) &&
    isLike(greeks.theta, model.theta, (mostVega * 100 * iv) / (2 * years * daysPerYear)) &&
    isLike(greeks.rho, model.rho, (strikeUsd * years) / 100)
  return isBelievable ? greeks : null
}

/** The density of the normal distribution at its middle. */
const mostDensity = 1 / Math.sqrt(2 * Math.PI)

function isLike(said: number, model: number, most: number): boolean {
  return Math.abs(said - model) <= most / 2 + rounding
}
