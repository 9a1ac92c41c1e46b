import type { Fraction } from '../domain/units.js'

/** A volatility of fewer of its returns would be one of another span. */
const leastKnown = 0.9

/**
 * How much a price moved, per year: the root of the mean squared logarithmic return, times the root of the returns in a year.
 * The mean return is not subtracted, as for variance swaps. A return needs two neighboring prices. Null when fewer than nine
 * tenths of the returns are known.
 */
export function realizedVolatility(prices: readonly (number | null)[], returnsPerYear: number): Fraction | null {
  let [sum, count] = [0, 0]
  let before: number | null = null
  for (const price of prices) {
    if (before !== null && price !== null) {
      sum += Math.log(price / before) ** 2
      count += 1
    }
    before = price
  }
  if (count === 0 || count < leastKnown * (prices.length - 1)) return null
  return Math.sqrt((sum / count) * returnsPerYear)
}
