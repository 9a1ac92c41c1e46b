import type { Greeks } from '../domain/greeks.js'
import { daysPerYear } from '../domain/units.js'
import { hasTimeValue, moneyness, premiumUsd, signOf, type Black76Inputs } from './black76.js'
import { normalCdf, normalPdf } from './normal.js'

/**
 * Sensitivities of the premium in USD, in the units of `Greeks` and by Deribit's conventions: delta without premium
 * adjustment, and a daily decay that is never more than the premium or than the part of a day that is left.
 * Without time or volatility they are those of the payoff; exactly at the strike delta then is one half.
 */
export function black76Greeks(inputs: Black76Inputs): Greeks {
  if (!hasTimeValue(inputs)) return payoffGreeks(inputs)
  const { forwardUsd, yearsToExpiry, iv } = inputs
  const { d1, d2 } = moneyness(inputs)
  const rootYears = Math.sqrt(yearsToExpiry)
  const density = normalPdf(d1)
  return {
    delta: signedProbability(inputs, d1),
    gamma: density / (forwardUsd * iv * rootYears),
    vega: (forwardUsd * density * rootYears) / 100,
    theta: -cappedDecay(inputs, (forwardUsd * density * iv) / (2 * rootYears) / daysPerYear),
    rho: rhoUsd(inputs, d2),
  }
}

function payoffGreeks(inputs: Black76Inputs): Greeks {
  const { forwardUsd, strikeUsd } = inputs
  const far = forwardUsd === strikeUsd ? 0 : Math.sign(forwardUsd - strikeUsd) * Infinity
  return { delta: signedProbability(inputs, far), gamma: 0, vega: 0, theta: 0, rho: rhoUsd(inputs, far) }
}

function rhoUsd(inputs: Black76Inputs, d2: number): number {
  return (inputs.strikeUsd * Math.max(0, inputs.yearsToExpiry) * signedProbability(inputs, d2)) / 100
}

/** N(d) for a call, −N(−d) for a put. */
function signedProbability(inputs: Black76Inputs, d: number): number {
  const sign = signOf(inputs.optionKind)
  return sign * normalCdf(sign * d) + 0
}

function cappedDecay(inputs: Black76Inputs, usdPerDay: number): number {
  const daysLeft = inputs.yearsToExpiry * daysPerYear
  return Math.min(usdPerDay, usdPerDay * daysLeft, premiumUsd(inputs))
}
