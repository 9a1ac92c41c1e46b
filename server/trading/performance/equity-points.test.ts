import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barOf } from '../../../tests/support/store/bar-of.js'
import type { EquityBar } from '../../storage/equity-store.js'
import { lineOfBars } from './equity-points.js'

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

const whole = { sinceMs: 0, anewMs: 0, peakUsd: null }
const pointsOf = (bars: readonly EquityBar[], maxPoints: number) => lineOfBars(bars, { ...whole, maxPoints }).points

describe('lineOfBars', () => {
  it('gives at most as many points as asked for, in order, all of them samples', () => {
    fc.assert(
      fc.property(curves, fc.integer({ min: 4, max: 60 }), ({ samples, bars }, most) => {
        const points = pointsOf(bars, most)
        expect(points.length).toBeLessThanOrEqual(most)
        expect(points).toEqual([...points].sort((a, b) => a.timeMs - b.timeMs))
        expect(new Set(points.map(({ timeMs }) => timeMs)).size).toBe(points.length)
        for (const point of points) expect(point).toMatchObject(samples[point.timeMs / 1_000] ?? {})
      }),
    )
  })

  it('loses neither the first nor the last, nor the lowest nor the highest', () => {
    fc.assert(
      fc.property(curves, fc.integer({ min: 4, max: 60 }), ({ samples, bars }, most) => {
        const points = pointsOf(bars, most)
        const values = points.map(({ accountValueUsd }) => accountValueUsd)
        const all = samples.map(({ accountValueUsd }) => accountValueUsd)
        expect([Math.min(...values), Math.max(...values)]).toEqual([Math.min(...all), Math.max(...all)])
        expect([points[0], points.at(-1)]).toMatchObject([samples[0], samples.at(-1)])
      }),
    )
  })

  it('is nothing for no bars', () => {
    expect(lineOfBars([], { ...whole, maxPoints: 4 })).toEqual({ points: [], maxDrawdownPct: null })
  })
})

describe('the drawdown of a line', () => {
  /** Each sample's fall from the highest so far. */
  const falls = (values: readonly number[], peak = -Infinity) =>
    values.map((value, at) => {
      const highest = Math.max(peak, ...values.slice(0, at + 1))
      return highest > 0 ? ((highest - value) / highest) * 100 : null
    })
  const bar = (second: number, ...values: number[]) =>
    barOf(values.map((accountValueUsd, at) => ({ timeMs: (second + at) * 1_000, accountValueUsd })))
  const drawdowns = (bars: readonly EquityBar[], options: Partial<Parameters<typeof lineOfBars>[1]> = {}) =>
    lineOfBars(bars, { ...whole, maxPoints: 2_000, ...options }).points.map(({ drawdownPct }) => drawdownPct)

  it('is exact for single samples, in points and in the deepest, however few points are asked for', () => {
    fc.assert(
      fc.property(curves, fc.integer({ min: 4, max: 60 }), ({ samples }, maxPoints) => {
        const bars = samples.map((one) => barOf([one]))
        const all = falls(samples.map(({ accountValueUsd }) => accountValueUsd))
        const line = lineOfBars(bars, { ...whole, maxPoints })
        for (const { timeMs, drawdownPct } of line.points) expect(drawdownPct).toBe(all[timeMs / 1_000])
        const known = all.filter((fall) => fall !== null)
        expect(line.maxDrawdownPct).toBe(known.length === 0 ? null : Math.max(...known))
      }),
    )
  })

  it('of longer bars is never more than it was, and exact but for a low before the high of its bar', () => {
    fc.assert(
      fc.property(curves, ({ samples, bars }) => {
        const all = falls(samples.map(({ accountValueUsd }) => accountValueUsd))
        const { points } = lineOfBars(bars, { ...whole, maxPoints: 2_000 })
        for (const { timeMs, drawdownPct, accountValueUsd } of points) {
          const own = bars.find(({ fromMs, lastAtMs }) => timeMs >= fromMs && timeMs <= lastAtMs)
          const isEarlyLow = own && timeMs > own.fromMs && timeMs < own.highAtMs
          const exact = all[timeMs / 1_000] ?? null
          if (!isEarlyLow) expect(drawdownPct).toBe(exact)
          // A debt is less of a larger peak.
          else if (drawdownPct !== null && accountValueUsd >= 0)
            expect(drawdownPct).toBeLessThanOrEqual(exact ?? Number.NaN)
        }
      }),
    )
  })

  it('counts from the peak before the line', () => {
    expect(drawdowns([bar(0, 90), bar(1, 99)], { peakUsd: 100 })).toEqual([10, 1])
    expect(drawdowns([bar(0, 90), bar(1, 110)], { peakUsd: 100 })).toEqual([10, 0])
  })

  it('begins anew with the books', () => {
    const reset = [bar(0, 200), bar(1, 100), bar(2, 50)]
    expect(drawdowns(reset)).toEqual([0, 50, 75])
    expect(drawdowns(reset, { anewMs: 1_000 })).toEqual([0, 0, 50])
    const straddling = [bar(0, 200, 100, 90), bar(3, 95)]
    expect(drawdowns(straddling, { anewMs: 1_000, sinceMs: 1_000 })).toEqual([0, 0])
  })

  it('is unknown while the peak is not positive', () => {
    expect(drawdowns([bar(0, -5), bar(1, 0), bar(2, 10), bar(3, 5)])).toEqual([null, null, 0, 50])
    expect(lineOfBars([bar(0, -5)], { ...whole, maxPoints: 4 }).maxDrawdownPct).toBeNull()
  })
})
