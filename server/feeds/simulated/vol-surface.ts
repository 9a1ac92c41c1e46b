import type { Fraction } from '../../domain/units.js'

/**
 * An implied volatility surface without static arbitrage: the SSVI of J. Gatheral and A. Jacquier, "Arbitrage-free SVI
 * volatility surfaces" (Quantitative Finance, 2014), with the power-law curvature of their equation 4.5.
 *
 * The variance at the money grows with time from `shortVariance` toward `longVariance`, which rules out calendar
 * arbitrage; `curvature · (1 + |skew|) ≤ 2` rules out butterflies.
 */
export interface SurfaceShape {
  /** Variance per year, now and in the far future. */
  readonly shortVariance: number
  readonly longVariance: number
  /** How fast the first turns into the second, per year. */
  readonly reversion: number
  /** Like a correlation, from −1 to 1. When it is negative, puts cost more. */
  readonly skew: number
  readonly curvature: number
}

/** Total variance at the money until `years`. */
export function atmVariance(shape: SurfaceShape, years: number): number {
  const early = (shape.shortVariance - shape.longVariance) / shape.reversion
  return shape.longVariance * years - early * Math.expm1(-shape.reversion * years)
}

/** Total implied variance at a log moneyness, ln(strike / forward). `atm` is the one at the money. */
export function totalVariance(shape: SurfaceShape, atm: number, logMoneyness: number): number {
  const { skew } = shape
  const scaled = (shape.curvature / Math.sqrt(atm * (1 + atm))) * logMoneyness
  return (atm / 2) * (1 + skew * scaled + Math.sqrt((scaled + skew) ** 2 + 1 - skew * skew))
}

/** Implied volatility per year at a log moneyness. */
export function surfaceVol(shape: SurfaceShape, years: number, logMoneyness: number): Fraction {
  return Math.sqrt(totalVariance(shape, atmVariance(shape, years), logMoneyness) / years)
}

const indexYears = 30 / 365

/**
 * The 30-day volatility index: the root of the mean implied variance over the outcomes. It takes three of them: at the
 * money and √3 deviations to each side (Gauss-Hermite). That is close to the rate of a variance swap.
 */
export function volatilityIndex(shape: SurfaceShape): Fraction {
  const atm = atmVariance(shape, indexYears)
  const wing = Math.sqrt(3 * atm)
  const wings = totalVariance(shape, atm, -wing) + totalVariance(shape, atm, wing)
  return Math.sqrt(((2 / 3) * atm + wings / 6) / indexYears)
}

/** The Gatheral-Jacquier conditions. */
export function isFreeOfArbitrage(shape: SurfaceShape): boolean {
  const { shortVariance, longVariance, reversion, skew, curvature } = shape
  const growing = shortVariance > 0 && longVariance > 0 && reversion > 0
  return growing && Math.abs(skew) < 1 && curvature > 0 && curvature * (1 + Math.abs(skew)) <= 2
}
