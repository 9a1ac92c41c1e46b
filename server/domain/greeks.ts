/**
 * Sensitivities of one option contract in Deribit's units: delta per USD of the forward, gamma per USD,
 * vega in USD per volatility point, theta in USD per day, rho in USD per percent of interest.
 */
export interface Greeks {
  readonly delta: number
  readonly gamma: number
  readonly vega: number
  readonly theta: number
  readonly rho: number
}
