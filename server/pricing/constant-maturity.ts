import type { Fraction } from '../domain/units.js'

/** A volatility until an expiry. Null where it is unknown. */
export interface TermVol {
  readonly years: number
  readonly iv: Fraction | null
}

/**
 * The volatility at a maturity between two expiries. Total variance, σ²·T, is linear in time between the neighbors, as if the
 * variance between them were spread evenly: `w = w₁ + (w₂ − w₁)·(T − T₁)/(T₂ − T₁)`, `σ = √(w/T)`. So it is in the white paper
 * of Cboe's VIX, and in J. Gatheral, "The Volatility Surface" (2006). Null when no two expiries bracket the maturity, or one of
 * these is unknown. `terms` are in order of time.
 */
export function volAtMaturity(terms: readonly TermVol[], years: number): Fraction | null {
  const next = terms.findIndex((term) => term.years >= years)
  const [before, after] = [terms[next - 1], terms[next]]
  if (after?.years === years) return after.iv
  if (!before || !after || before.iv === null || after.iv === null) return null
  const [earlier, later] = [before.iv ** 2 * before.years, after.iv ** 2 * after.years]
  const variance = earlier + ((later - earlier) * (years - before.years)) / (after.years - before.years)
  return Math.sqrt(variance / years)
}
