import { describe, expect, it } from 'vitest'
import { EquityCurve, type EquityCurveState } from './equity-curve.js'

const interval = 60
type Marks = readonly (readonly [timeMs: number, valueUsd: number])[]

const hear = (curve: EquityCurve, marks: Marks) =>
  marks.flatMap(([timeMs, valueUsd]) => curve.observe(timeMs, valueUsd))
const heard = (...marks: Marks) => {
  const curve = new EquityCurve(interval)
  hear(curve, marks)
  return curve
}
const samples = (...marks: Marks) =>
  hear(new EquityCurve(interval), marks).map(({ timeMs, accountValueUsd }) => [timeMs, accountValueUsd])

describe('EquityCurve', () => {
  it('takes the first sample at the first mark, whatever is traded at its time', () => {
    const curve = new EquityCurve(interval)
    expect(curve.observe(1_000, 500)).toEqual([{ timeMs: 1_000, accountValueUsd: 500 }])
    expect(curve.observe(1_000, 499)).toEqual([])
    expect(curve.observe(1_060, 499)).toEqual([])
    expect(curve.observe(1_061, 499)).toEqual([{ timeMs: 1_060, accountValueUsd: 499 }])
    expect(curve.returns.mean).toBeCloseTo(-0.002, 12)
  })

  it('settles a later sample when a later time is heard', () => {
    const curve = new EquityCurve(interval)
    curve.observe(1_000, 500)
    expect(curve.observe(1_060, 502)).toEqual([])
    expect(curve.observe(1_060, 503)).toEqual([])
    expect(curve.observe(1_061, 504)).toEqual([{ timeMs: 1_060, accountValueUsd: 503 }])
  })

  it('samples the value as it stood at each grid time, however the marks fall', () => {
    const marks = [
      [1_000, 100],
      [1_025, 101],
      [1_059, 102],
      [1_070, 103],
      [1_120, 104],
      [1_121, 105],
    ] as const
    expect(samples(...marks)).toEqual([
      [1_000, 100],
      [1_060, 102],
      [1_120, 104],
    ])
  })

  it('takes one return per interval', () => {
    // 110 / 100 − 1 and 99 / 110 − 1.
    const { count, mean } = heard([1_000, 100], [1_060, 110], [1_120, 99], [1_121, 0]).returns
    expect(count).toBe(2)
    expect(mean).toBeCloseTo((0.1 - 0.1) / 2, 12)
  })

  it('makes up no samples in a gap, and takes no return across it', () => {
    const marks = [
      [1_000, 100],
      [1_030, 100],
      [1_200, 200],
      [1_240, 202],
      [1_300, 202],
      [1_301, 202],
    ] as const
    expect(samples(...marks)).toEqual([
      [1_000, 100],
      [1_060, 100],
      [1_240, 202],
      [1_300, 202],
    ])
    expect(heard(...marks).returns).toMatchObject({ count: 2, mean: 0 })
  })

  it('begins a new grid when time goes back, and keeps the statistics', () => {
    const marks = [
      [1_000, 100],
      [1_060, 110],
      [1_061, 110],
      [500, 90],
      [560, 99],
      [561, 99],
    ] as const
    expect(samples(...marks).slice(-2)).toEqual([
      [500, 90],
      [560, 99],
    ])
    expect(heard(...marks).returns.count).toBe(2)
    expect(heard(...marks).returns.mean).toBeCloseTo(0.1, 12)
  })

  it('takes no return from an account that is worth nothing', () => {
    expect(heard([1_000, 0], [1_060, 10], [1_061, 10]).returns.count).toBe(0)
  })

  it('goes on from what was saved as if it had never stopped', () => {
    const marks = [
      [1_000, 100],
      [1_025, 101],
      [1_060, 102],
      [1_070, 103],
      [1_120, 104],
      [1_121, 105],
    ] as const
    const whole = new EquityCurve(interval)
    const settled = hear(whole, marks)
    for (let stop = 0; stop <= marks.length; stop += 1) {
      const before = new EquityCurve(interval)
      const first = hear(before, marks.slice(0, stop))
      const after = new EquityCurve(interval, JSON.parse(JSON.stringify(before.state())) as EquityCurveState)
      expect([...first, ...hear(after, marks.slice(stop))]).toEqual(settled)
      expect(after.state()).toEqual(whole.state())
    }
  })

  it('does not mix returns of another interval', () => {
    const saved = heard([1_000, 100], [1_060, 110], [1_061, 110]).state()
    expect(new EquityCurve(120, saved).returns.count).toBe(0)
  })

  it('needs an interval', () => {
    expect(() => new EquityCurve(0)).toThrow(RangeError)
  })
})
