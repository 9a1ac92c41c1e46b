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
  const sums = runningSums(centered)
  for (let draw = 0; draw < resamples; draw += 1) {
    if (Math.abs(resampledMean(sums, meanBlockReturns, random)) >= Math.abs(mean)) asFar += 1
  }
  return { probability: asFar / (resamples + 1), returns: count, meanBlockReturns, resamples }
}

/** The sums of the first 0, 1, 2 … values. The last value is followed by the first, and all come twice. */
function runningSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(2 * values.length + 1)
  for (let at = 1; at < sums.length; at += 1) sums[at] = (sums[at - 1] ?? 0) + (values[(at - 1) % values.length] ?? 0)
  return sums
}

/** After each value the block ends with the chance of one in its mean length. */
function resampledMean(sums: Float64Array, meanBlock: number, random: () => number): number {
  const count = (sums.length - 1) / 2
  const logGoesOn = Math.log(1 - 1 / meanBlock)
  let sum = 0
  for (let left = count; left > 0;) {
    const begin = Math.floor(random() * count)
    const length = Math.min(left, 1 + Math.floor(Math.log(1 - random()) / logGoesOn))
    sum += (sums[begin + length] ?? 0) - (sums[begin] ?? 0)
    left -= length
  }
  return sum / count
}
