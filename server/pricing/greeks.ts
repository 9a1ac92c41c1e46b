import type { Greeks } from '../domain/greeks.js'
import { daysPerYear } from '../domain/units.js'
import { hasTimeValue, intrinsicUsd, moneyness, signOf, type Black76Inputs } from './black76.js'
import { normalCdf, normalPdf } from './normal.js'

/**
 * Sensitivities of the premium in USD, in the units of `Greeks` and by Deribit's conventions: delta without premium
 * adjustment, and a daily decay that is never more than the premium or than the part of a day that is left.
 * Without time or volatility they are those of the payoff; exactly at the strike delta then is one half.
 */
export function black76Greeks(inputs: Black76Inputs): Greeks {
  if (!hasTimeValue(inputs)) return payoffGreeks(inputs)
  const { forwardUsd, strikeUsd, yearsToExpiry, iv } = inputs
  const { d1, d2 } = moneyness(inputs)
  const sign = signOf(inputs.optionKind)
  const rootYears = Math.sqrt(yearsToExpiry)
  const daysLeft = yearsToExpiry * daysPerYear
  const density = normalPdf(d1)
  // Probabilities are what takes long here.
  const hedged = normalCdf(sign * d1)
  const exercised = normalCdf(sign * d2)
  const premiumUsd = Math.max(intrinsicUsd(inputs), sign * (forwardUsd * hedged - strikeUsd * exercised))
  const decay = (forwardUsd * density * iv) / (2 * rootYears) / daysPerYear
  return {
    delta: sign * hedged + 0,
    gamma: density / (forwardUsd * iv * rootYears),
    vega: (forwardUsd * density * rootYears) / 100,
    theta: -Math.min(decay, decay * daysLeft, premiumUsd),
    rho: (strikeUsd * yearsToExpiry * (sign * exercised + 0)) / 100,
  }
}

/** The forward is on one side of the strike for certain, or at it. */
function payoffGreeks(inputs: Black76Inputs): Greeks {
  const { forwardUsd, strikeUsd, yearsToExpiry, optionKind } = inputs
  const far = forwardUsd === strikeUsd ? 0 : Math.sign(forwardUsd - strikeUsd) * Infinity
  const sign = signOf(optionKind)
  const exercised = sign * normalCdf(sign * far) + 0
  return {
    delta: exercised,
    gamma: 0,
    vega: 0,
    theta: 0,
    rho: (strikeUsd * Math.max(0, yearsToExpiry) * exercised) / 100,
  }
}
