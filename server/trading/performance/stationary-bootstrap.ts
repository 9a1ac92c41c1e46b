/** How likely it is that two accounts differ by chance alone. */
export interface ChanceOfDifference {
  /** From 0 (not included) to 1. */
  readonly probability: number
  /** How many returns of both accounts were compared. */
  readonly returns: number
  /** How many returns a block has on average. */
  readonly meanBlockReturns: number
  readonly resamples: number
}

/** With fewer, the answer says more about the few than about the accounts. */
export const leastCompared = 100
const resamples = 1_999
/** What binary fractions add to a return. */
const dust = 1e-12

/**
 * How often returns whose true difference is zero differ on average by as much as these did, to either side: the stationary
 * bootstrap of Politis and Romano (1994). The differences, less their mean, are drawn anew in blocks that begin anywhere and
 * have lengths of a geometric distribution, so that returns near each other stay together. A block has the cube root of
 * their count on average. The observed differences count as one more draw, so the answer is never 0. Null below
 * `leastCompared` differences, or when they do not vary.
 *
 * `random` answers uniform numbers from 0 (included) to 1 (not included).
 */
export function chanceOfDifference(differences: readonly number[], random: () => number): ChanceOfDifference | null {
  const count = differences.length
  if (count < leastCompared) return null
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / count
  const centered = differences.map((difference) => difference - mean)
  if (centered.every((difference) => Math.abs(difference) <= dust)) return null
  const meanBlockReturns = Math.ceil(Math.cbrt(count))
  let asFar = 1
  for (let draw = 0; draw < resamples; draw += 1) {
    if (Math.abs(resampledMean(centered, meanBlockReturns, random)) >= Math.abs(mean)) asFar += 1
  }
  return { probability: asFar / (resamples + 1), returns: count, meanBlockReturns, resamples }
}

/** After each value the block ends with the chance of one in its mean length. The last value is followed by the first. */
function resampledMean(values: readonly number[], meanBlock: number, random: () => number): number {
  const count = values.length
  let sum = 0
  let at = 0
  for (let drawn = 0; drawn < count; drawn += 1) {
    const begins = drawn === 0 || random() * meanBlock < 1
    at = begins ? Math.floor(random() * count) : (at + 1) % count
    sum += values[at] ?? 0
  }
  return sum / count
}
