import { describe, expect, it } from 'vitest'
import { randomFrom, type Random } from './random.js'

function draws(seed: string, count: number, draw: (random: Random) => number): number[] {
  const random = randomFrom(seed)
  return Array.from({ length: count }, () => draw(random))
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('randomFrom', () => {
  it('repeats itself for the same seed and differs for a similar one', () => {
    const of = (seed: string) => draws(seed, 50, (random) => random.next())
    expect(of('seed 1')).toEqual(of('seed 1'))
    expect(of('seed 1').filter((value, index) => value === of('seed 2')[index])).toEqual([])
    expect(of('ab').filter((value, index) => value === of('ba')[index])).toEqual([])
  })

  it('is uniform from 0 to below 1', () => {
    const values = draws('uniform', 20_000, (random) => random.next())
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    for (let tenth = 0; tenth < 10; tenth++) {
      const share = values.filter((value) => Math.floor(value * 10) === tenth).length / values.length
      expect(Math.abs(share - 0.1)).toBeLessThan(0.01)
    }
  })

  it('has normals with mean 0, variance 1 and no more outliers than there should be', () => {
    const values = draws('normal', 20_000, (random) => random.normal())
    expect(Math.abs(mean(values))).toBeLessThan(0.03)
    expect(Math.abs(mean(values.map((value) => value * value)) - 1)).toBeLessThan(0.05)
    expect(Math.abs(mean(values.map((value) => (Math.abs(value) > 1.96 ? 1 : 0))) - 0.05)).toBeLessThan(0.01)
  })

  it.each([0.01, 2, 29, 400])('counts %d events on average, spread as independent events are', (expected) => {
    const counts = draws('count', 10_000, (random) => random.count(expected))
    expect(Math.abs(mean(counts) - expected)).toBeLessThan(6 * Math.sqrt(expected / 10_000))
    const average = mean(counts)
    const variance = mean(counts.map((count) => (count - average) ** 2))
    expect(variance / expected).toBeGreaterThan(0.7)
    expect(variance / expected).toBeLessThan(1.3)
  })
})
