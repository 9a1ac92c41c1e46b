import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barOf } from '../../../tests/support/store/bar-of.js'
import type { EquityBar } from '../../storage/equity-store.js'
import { pointsOfBars } from './equity-points.js'

/** Bars of some samples each, of a curve that has one sample a second. */
const curves = fc
  .record({
    values: fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 200 }),
    size: fc.integer({ min: 1, max: 7 }),
  })
  .map(({ values, size }) => {
    const samples = values.map((accountValueUsd, second) => ({ timeMs: second * 1_000, accountValueUsd }))
    const bars: EquityBar[] = []
    for (let at = 0; at < samples.length; at += size) bars.push(barOf(samples.slice(at, at + size)))
    return { samples, bars }
  })

describe('pointsOfBars', () => {
  it('gives at most as many points as asked for, in order, all of them samples', () => {
    fc.assert(
      fc.property(curves, fc.integer({ min: 4, max: 60 }), ({ samples, bars }, most) => {
        const points = pointsOfBars(bars, most)
        expect(points.length).toBeLessThanOrEqual(most)
        expect(points).toEqual([...points].sort((a, b) => a.timeMs - b.timeMs))
        expect(new Set(points.map(({ timeMs }) => timeMs)).size).toBe(points.length)
        for (const point of points) expect(samples[point.timeMs / 1_000]).toEqual(point)
      }),
    )
  })

  it('loses neither the first nor the last, nor the lowest nor the highest', () => {
    fc.assert(
      fc.property(curves, fc.integer({ min: 4, max: 60 }), ({ samples, bars }, most) => {
        const points = pointsOfBars(bars, most)
        const values = points.map(({ accountValueUsd }) => accountValueUsd)
        const all = samples.map(({ accountValueUsd }) => accountValueUsd)
        expect([Math.min(...values), Math.max(...values)]).toEqual([Math.min(...all), Math.max(...all)])
        expect([points[0], points.at(-1)]).toEqual([samples[0], samples.at(-1)])
      }),
    )
  })

  it('is nothing for no bars', () => {
    expect(pointsOfBars([], 4)).toEqual([])
  })
})
