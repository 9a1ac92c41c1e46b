import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { msPerYear } from '../../domain/units.js'
import { bridgedPath, type MeanReversion } from './bridged-path.js'
import { keyOf, normalAt } from './hashed-random.js'

const reversion: MeanReversion = { mean: 2, halfLifeYears: 0.1, deviation: 0.5 }
const halfLifeMs = reversion.halfLifeYears * msPerYear
const start = Date.UTC(2026, 0, 5)

function path(seed: string, finestLevel = 10, activityAt?: (timeMs: number) => number) {
  const key = keyOf(seed)
  const draw = (level: number, index: number) => normalAt(key, level, index)
  return bridgedPath({ reversion, finestLevel, normalAt: draw, ...(activityAt && { activityAt }) })
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Values of many seeds at times so far apart that they have nothing to do with each other. */
function spread(laterMs: number) {
  const pairs = Array.from({ length: 4000 }, (_, index) => {
    const at = path(`seed ${index % 100}`)
    const timeMs = start + index * 40 * halfLifeMs
    return { now: at(timeMs) - reversion.mean, later: at(timeMs + laterMs) - reversion.mean }
  })
  const variance = mean(pairs.map(({ now }) => now ** 2))
  return { deviation: Math.sqrt(variance), kept: mean(pairs.map(({ now, later }) => now * later)) / variance }
}

describe('a bridged path', () => {
  it('has the same value at a time whatever was asked for before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4e12, max: 4e12 }), { minLength: 2, maxLength: 40 }), (times) => {
        const asked = path('same')
        const values = times.map(asked)
        expect([...times].reverse().map(asked).reverse()).toEqual(values)
        expect(times.map((timeMs) => path('same')(timeMs))).toEqual(values)
      }),
    )
  })

  it('spreads by its deviation around its mean in the long run', () => {
    expect(spread(0).deviation).toBeCloseTo(0.5, 1)
  })

  it.each([
    [0.01, 0.993],
    [1, 0.5],
    [2, 0.25],
  ])('has, after %d half-lives, %d of its distance from the mean', (halfLives, kept) => {
    expect(Math.abs(spread(halfLives * halfLifeMs).kept - kept)).toBeLessThan(0.06)
  })

  it.each([1, 60, 3600])('moves as far in %d s as a path with this half-life does', (seconds) => {
    const at = path('moves')
    const moves = Array.from({ length: 3000 }, (_, index) => {
      const timeMs = start + index * 7_777_777
      return at(timeMs + seconds * 1024) - at(timeMs)
    })
    const expected = 0.5 * Math.sqrt((2 * Math.LN2 * seconds * 1024) / halfLifeMs)
    expect(Math.sqrt(mean(moves.map((move) => move ** 2))) / expected).toBeGreaterThan(0.8)
    expect(Math.sqrt(mean(moves.map((move) => move ** 2))) / expected).toBeLessThan(1.15)
  })

  it('is a straight line between its finest nodes, and without a step at any time', () => {
    const at = path('line')
    const nodeMs = Math.floor(start / 1024) * 1024
    const [left, right] = [at(nodeMs), at(nodeMs + 1024)]
    expect(at(nodeMs + 256)).toBeCloseTo(left + (right - left) / 4, 14)
    for (const timeMs of [2 ** 40, 2 ** 37, 0, nodeMs]) expect(at(timeMs - 0.001)).toBeCloseTo(at(timeMs), 6)
  })

  it('moves farther while there is more activity', () => {
    const [calm, busy] = [path('busy'), path('busy', 10, (timeMs) => (timeMs > start ? 3 : 1))]
    const roughness = (at: (timeMs: number) => number, fromMs: number) =>
      mean(
        Array.from({ length: 500 }, (_, index) => (at(fromMs + (index + 1) * 4096) - at(fromMs + index * 4096)) ** 2),
      )
    const later = start + 1e7
    expect(roughness(busy, later) / roughness(calm, later)).toBeCloseTo(9, 1)
    expect(roughness(busy, start - 1e9) / roughness(calm, start - 1e9)).toBeCloseTo(1, 1)
  })
})
