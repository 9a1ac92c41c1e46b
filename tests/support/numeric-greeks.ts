import type { Greeks } from '../../server/domain/greeks.js'
import { premiumUsd, type Black76Inputs } from '../../server/pricing/black76.js'

/**
 * The greeks by central differences of `premiumUsd`: an independent check of the analytic ones. In the same
 * units; theta is the plain decay per day, without Deribit's caps.
 */
export function numericGreeks(inputs: Black76Inputs): Greeks {
  const { forwardUsd, yearsToExpiry, iv } = inputs
  const stepUsd = forwardUsd * Math.min(1e-3, 0.02 * iv * Math.sqrt(yearsToExpiry))
  const years = yearsToExpiry * 1e-3
  return {
    delta: slope((forward) => premiumUsd({ ...inputs, forwardUsd: forward }), forwardUsd, stepUsd),
    gamma: curvature((forward) => premiumUsd({ ...inputs, forwardUsd: forward }), forwardUsd, stepUsd),
    vega: slope((at) => premiumUsd({ ...inputs, iv: at }), iv, iv * 1e-3) / 100,
    theta: -slope((at) => premiumUsd({ ...inputs, yearsToExpiry: at }), yearsToExpiry, years) / 365,
    rho: slope((rate) => premiumOnSpot(inputs, rate), 0, 1e-4) / 100,
  }
}

/** The premium with interest on a spot held still: the forward grows with the rate and the payoff is discounted. */
function premiumOnSpot(inputs: Black76Inputs, rate: number): number {
  const growth = Math.exp(rate * inputs.yearsToExpiry)
  return premiumUsd({ ...inputs, forwardUsd: inputs.forwardUsd * growth }) / growth
}

/** First derivative, fourth order in the step. */
function slope(of: (x: number) => number, x: number, step: number): number {
  return (8 * (of(x + step) - of(x - step)) - (of(x + 2 * step) - of(x - 2 * step))) / (12 * step)
}

/** Second derivative, fourth order in the step. */
function curvature(of: (x: number) => number, x: number, step: number): number {
  const near = of(x + step) + of(x - step)
  const far = of(x + 2 * step) + of(x - 2 * step)
  return (16 * near - far - 30 * of(x)) / (12 * step * step)
}
