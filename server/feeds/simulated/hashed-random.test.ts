import { describe, expect, it } from 'vitest'
import { countAt, keyOf, normalAt, uniformAt, type RandomKey } from './hashed-random.js'

const many = (seed: string, count: number, draw: (key: RandomKey, index: number) => number) => {
  const key = keyOf(seed)
  return Array.from({ length: count }, (_, index) => draw(key, index))
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  const product = mean(a.map((value, index) => (value - meanA) * ((b[index] ?? 0) - meanB)))
  return (
    product / Math.sqrt(mean(a.map((value) => (value - meanA) ** 2)) * mean(b.map((value) => (value - meanB) ** 2)))
  )
}

describe('hashed random numbers', () => {
  it('depend on their place only, not on what was asked before', () => {
    const inOrder = many('order', 50, (key, index) => uniformAt(key, 3, index))
    const backwards = many('order', 50, (key, index) => uniformAt(key, 3, 49 - index)).reverse()
    expect(backwards).toEqual(inOrder)
  })

  it.each([
    ['seeds that are alike', (index: number) => uniformAt(keyOf('seed 2'), 3, index)],
    ['texts with the same letters', (index: number) => uniformAt(keyOf('1 seed'), 3, index)],
    ['levels next to each other', (index: number) => uniformAt(keyOf('seed 1'), 4, index)],
    ['neighbors', (index: number) => uniformAt(keyOf('seed 1'), 3, index + 1)],
    ['places 2^32 apart', (index: number) => uniformAt(keyOf('seed 1'), 3, index + 2 ** 32)],
    ['places before 1970', (index: number) => uniformAt(keyOf('seed 1'), 3, -1 - index)],
  ])('have nothing to do with those of %s', (_, other) => {
    const these = many('seed 1', 20_000, (key, index) => uniformAt(key, 3, index))
    const those = these.map((_value, index) => other(index))
    expect(these.filter((value, index) => value === those[index]).length).toBeLessThan(3)
    expect(Math.abs(correlation(these, those))).toBeLessThan(0.03)
  })

  it('are uniform from 0 to below 1', () => {
    const values = many('uniform', 20_000, (key, index) => uniformAt(key, 0, index))
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    for (let tenth = 0; tenth < 10; tenth++) {
      const share = values.filter((value) => Math.floor(value * 10) === tenth).length / values.length
      expect(Math.abs(share - 0.1)).toBeLessThan(0.01)
    }
  })

  it('have normals with mean 0, variance 1, about as many outliers as there should be, and a bound', () => {
    const values = many('normal', 40_000, (key, index) => normalAt(key, 7, index))
    expect(Math.abs(mean(values))).toBeLessThan(0.02)
    expect(Math.abs(mean(values.map((value) => value * value)) - 1)).toBeLessThan(0.03)
    expect(Math.abs(mean(values.map((value) => (Math.abs(value) > 1.96 ? 1 : 0))) - 0.05)).toBeLessThan(0.01)
    expect(Math.max(...values.map(Math.abs))).toBeLessThan(3.47)
    expect(Math.abs(correlation(values.slice(1), values.slice(0, -1)))).toBeLessThan(0.02)
  })

  it.each([0.01, 2, 29, 400])('count %d events on average, spread as independent events are', (expected) => {
    const counts = many('count', 10_000, (key, index) => countAt(key, 0, index, expected))
    expect(Math.abs(mean(counts) - expected)).toBeLessThan(6 * Math.sqrt(expected / 10_000))
    const average = mean(counts)
    const variance = mean(counts.map((count) => (count - average) ** 2))
    expect(variance / expected).toBeGreaterThan(0.7)
    expect(variance / expected).toBeLessThan(1.3)
  })
})
