import { describe, expect, it } from 'vitest'
import { keyOf, normalAt, uniformAt } from '../../feeds/simulated/hashed-random.js'
import { chanceOfDifference, leastCompared } from './stationary-bootstrap.js'

function random(seed: string): () => number {
  const key = keyOf(seed)
  let drawn = 0
  return () => uniformAt(key, 0, (drawn += 1))
}

/** Independent differences of a mean, in their own deviations. */
const drawn = (seed: string, count: number, mean: number) =>
  Array.from({ length: count }, (_, index) => mean + normalAt(keyOf(seed), 0, index))

const chance = (differences: readonly number[], seed = 'draws') =>
  chanceOfDifference(differences, random(seed))?.probability ?? NaN

describe('chanceOfDifference', () => {
  it('is small for a difference of many of its own errors, and never 0', () => {
    // 0.5 / (1 / √400) = 10 standard errors: none of 1,999 draws gets there.
    expect(chance(drawn('far', 400, 0.5))).toBe(1 / 2_000)
    expect(chance(drawn('far', 400, -0.5))).toBe(1 / 2_000)
  })

  it('is 1 for a mean of zero', () => {
    const some = drawn('level', 200, 0)
    expect(chance(some.flatMap((value) => [value, -value]))).toBe(1)
  })

  it('is below 5 % in about 5 % of the cases where there is no difference', () => {
    const cases = 80
    const below = Array.from({ length: cases }, (_, at) => chance(drawn(`case ${at}`, 120, 0), `draws ${at}`))
    const share = below.filter((probability) => probability < 0.05).length / cases
    // Blocks of a short series understate its error a little. Drawn one by one, or without the center, it is far off.
    expect(share).toBeGreaterThan(0.02)
    expect(share).toBeLessThan(0.12)
  })

  it('keeps returns together that depend on each other, so that a drift is not taken for many proofs', () => {
    // Each value stands ten times: 400 returns that tell no more than 40 do.
    const apart = drawn('runs', 400, 0.12)
    const together = drawn('runs', 40, 0).flatMap((value) => Array.from({ length: 10 }, () => value))
    const mean = together.reduce((sum, value) => sum + value, 0) / together.length
    const shifted = together.map((value) => value - mean + 0.12)
    expect(chance(apart)).toBeLessThan(0.05)
    expect(chance(shifted)).toBeGreaterThan(0.15)
  })

  it('is the same for the same seed, and differs little for another', () => {
    const some = drawn('some', 300, 0.08)
    expect(chance(some)).toBe(chance(some))
    expect(Math.abs(chance(some, 'other draws') - chance(some))).toBeLessThan(0.05)
  })

  it('says how it was found', () => {
    const { returns, meanBlockReturns, resamples } = chanceOfDifference(drawn('how', 1_000, 0), random('how')) ?? {}
    expect({ returns, meanBlockReturns, resamples }).toEqual({ returns: 1_000, meanBlockReturns: 10, resamples: 1_999 })
  })

  it('is not given for few differences, nor where they do not vary', () => {
    expect(chanceOfDifference(drawn('few', leastCompared - 1, 1), random('few'))).toBeNull()
    expect(chanceOfDifference(Array<number>(500).fill(0.01), random('same'))).toBeNull()
  })
})
