import { describe, expect, it } from 'vitest'
import { randomWalk } from '../../../../tests/support/trading/random-walk.js'
import { followTrend, readTrend, type Trend } from './trend.js'

const windows = { fastMs: 60_000, slowMs: 300_000, volatilityMs: 600_000 }
const tickMs = 10_000

function follow(
  prices: Iterable<number>,
  count: number,
  spacing: (index: number) => number = (i) => i * tickMs,
): Trend {
  let trend: Trend | null = null
  let index = 0
  for (const priceUsd of prices) {
    trend = followTrend(trend, spacing(index), priceUsd, windows)
    if (++index === count) return trend
  }
  throw new Error('Too few prices')
}

describe('trend', () => {
  it('knows the volatility of a walk', () => {
    const walk = randomWalk({ seed: 7, startUsd: 80_000, annualVol: 0.45, tickMs })
    expect(readTrend(follow(walk, 2_000), windows).volatility).toBeCloseTo(0.45, 1)
  })

  it('scores walks without drift like a standard normal, so that a score means the same on any market', () => {
    const scores = Array.from({ length: 400 }, (_, seed) => {
      const walk = randomWalk({ seed, startUsd: 80_000, annualVol: 0.1 + (seed % 9) / 10, tickMs })
      return readTrend(follow(walk, 200), windows).score
    })
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
    const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length
    expect(Math.abs(mean)).toBeLessThan(0.2)
    expect(variance).toBeGreaterThan(0.8)
    expect(variance).toBeLessThan(1.25)
  })

  it('is positive in a rise, negative in a fall, 0 while nothing moves', () => {
    const path = (step: number) => Array.from({ length: 30 }, (_, index) => 100 * (1 + step * index))
    expect(readTrend(follow(path(0.001), 30), windows).score).toBeGreaterThan(1)
    expect(readTrend(follow(path(-0.001), 30), windows).score).toBeLessThan(-1)
    expect(readTrend(follow(path(0), 30), windows)).toMatchObject({ score: 0, volatility: 0 })
  })

  it('weighs prices by their time, not by how many came', () => {
    const steady = follow([100, 110, 110, 110], 4, (index) => [0, 60_000, 90_000, 120_000][index] ?? 0)
    const sparse = follow([100, 110, 110], 3, (index) => [0, 60_000, 120_000][index] ?? 0)
    expect(steady.fastMean).toBeCloseTo(sparse.fastMean, 12)
    expect(steady.slowMean).toBeCloseTo(sparse.slowMean, 12)
  })

  it('begins anew when time goes back', () => {
    const before = follow([100, 110, 120], 3)
    expect(readTrend(followTrend(before, 5, 50, windows), windows)).toMatchObject({ score: 0, ageMs: 0 })
  })
})
