import { describe, expect, it } from 'vitest'
import { EquityCurve } from './equity-curve.js'

const interval = 60
const heard = (...marks: readonly (readonly [timeMs: number, valueUsd: number])[]) => {
  const curve = new EquityCurve(interval)
  for (const [timeMs, valueUsd] of marks) curve.observe(timeMs, valueUsd)
  return curve
}
const points = (curve: EquityCurve) => curve.newest(100).map((point) => [point.timeMs, point.accountValueUsd])

describe('EquityCurve', () => {
  it('shows the first mark at once', () => {
    expect(points(heard([1_000, 500]))).toEqual([[1_000, 500]])
    expect(points(new EquityCurve(interval))).toEqual([])
  })

  it('samples the value as it stood at each grid time, however the marks fall', () => {
    const curve = heard([1_000, 100], [1_025, 101], [1_059, 102], [1_070, 103], [1_120, 104], [1_121, 105])
    expect(points(curve)).toEqual([
      [1_000, 100],
      [1_060, 102],
      [1_120, 104],
    ])
  })

  it('takes the last of several values at a grid time', () => {
    expect(points(heard([1_000, 100], [1_000, 99], [1_010, 98]))).toEqual([[1_000, 99]])
  })

  it('takes one return per interval', () => {
    const { count, mean } = heard([1_000, 100], [1_060, 110], [1_120, 99], [1_121, 0]).returns
    expect(count).toBe(2)
    expect(mean).toBeCloseTo((0.1 - 0.1) / 2, 12)
  })

  it('makes up no samples in a gap, and takes no return across it', () => {
    const curve = heard([1_000, 100], [1_030, 100], [1_200, 200], [1_240, 202], [1_300, 202], [1_301, 202])
    expect(points(curve)).toEqual([
      [1_000, 100],
      [1_060, 100],
      [1_240, 202],
      [1_300, 202],
    ])
    expect(curve.returns).toMatchObject({ count: 2, mean: 0 })
  })

  it('begins a new curve when time goes back, and keeps the statistics', () => {
    const curve = heard([1_000, 100], [1_060, 110], [1_061, 110], [500, 90], [560, 99], [561, 99])
    expect(points(curve)).toEqual([
      [500, 90],
      [560, 99],
    ])
    expect(curve.returns.count).toBe(2)
    expect(curve.returns.mean).toBeCloseTo(0.1, 12)
  })

  it('takes no return from an account that is worth nothing', () => {
    expect(heard([1_000, 0], [1_060, 10], [1_061, 10]).returns.count).toBe(0)
  })

  it('keeps the newest 10,000 samples and hands out as many as asked for', () => {
    const curve = new EquityCurve(interval)
    for (let index = 0; index <= 25_000; index += 1) curve.observe(index * interval, index + 1)
    expect(curve.newest(20_000)).toHaveLength(10_000)
    expect(curve.newest(2).map((point) => point.accountValueUsd)).toEqual([25_000, 25_001])
    expect(curve.newest(0)).toEqual([])
  })
})
