import { describe, expect, it } from 'vitest'
import { addReturn, noReturns, samplesNeeded, sharpe, sortino, type ReturnStatistics } from './return-statistics.js'

const minute = 60_000
const hour = 60 * minute
/** √(8,760 hours of 365 days). */
const hoursOfAYear = Math.sqrt(8_760)
const over = (returns: readonly number[]): ReturnStatistics => returns.reduce(addReturn, noReturns)
const repeat = (pattern: readonly number[], times: number) => Array.from({ length: times }, () => pattern).flat()

describe('sharpe', () => {
  it('is mean over standard deviation times the root of the periods of a year', () => {
    // 20 × +0.03 and 20 × −0.01: mean 0.01; each is 0.02 off the mean, so the deviation is √(40 × 0.0004 / 39).
    const deviation = Math.sqrt((40 * 0.0004) / 39)
    expect(sharpe(over(repeat([0.03, -0.01], 20)), hour)).toBeCloseTo((0.01 / deviation) * hoursOfAYear, 9)
  })

  it('is annualized by its own sampling: an hour instead of a minute divides it by √60', () => {
    const statistics = over(repeat([0.03, -0.01], 720))
    const perMinute = sharpe(statistics, minute) ?? NaN
    expect(sharpe(statistics, hour)).toBeCloseTo(perMinute / Math.sqrt(60), 9)
  })

  it('is negative for an account that loses', () => {
    expect(sharpe(over(repeat([-0.03, 0.01], 20)), hour)).toBeLessThan(0)
  })

  it('keeps its digits when returns are tiny', () => {
    const tiny = sharpe(over(repeat([3e-8, -1e-8], 20)), hour) ?? NaN
    expect(tiny).toBeCloseTo(sharpe(over(repeat([0.03, -0.01], 20)), hour) ?? NaN, 6)
  })

  it('is not given below a day of returns, nor below 30', () => {
    expect([samplesNeeded(minute), samplesNeeded(10 * minute), samplesNeeded(hour)]).toEqual([1_440, 144, 30])
    for (const intervalMs of [minute, 10 * minute, hour]) {
      const enough = repeat([0.03, -0.01], samplesNeeded(intervalMs) / 2)
      expect(sharpe(over(enough.slice(1)), intervalMs)).toBeNull()
      expect(sharpe(over(enough), intervalMs)).not.toBeNull()
      expect(sortino(over(enough.slice(1)), intervalMs)).toBeNull()
      expect(sortino(over(enough), intervalMs)).not.toBeNull()
    }
  })

  it('is not given for returns that do not vary', () => {
    expect(sharpe(over(repeat([0], 50)), hour)).toBeNull()
    expect(sharpe(over(repeat([0.1], 50)), hour)).toBeNull()
    const steadyGrowth = Array.from({ length: 50 }, (_, index) => 1.01 ** (index + 1) / 1.01 ** index - 1)
    expect(new Set(steadyGrowth).size).toBeGreaterThan(1)
    expect(sharpe(over(steadyGrowth), hour)).toBeNull()
  })

  it('is not given for next to no deviation', () => {
    const steady = over([...repeat([1e-5], 1_439), -1e-9])
    expect([sharpe(steady, minute), sortino(steady, minute)]).toEqual([null, null])
    expect(sharpe(over([...repeat([-1e-5], 1_439), 1e-9]), minute)).toBeNull()
  })
})

describe('sortino', () => {
  it('is mean over the root mean square of the negative returns, among all returns', () => {
    // 20 × +0.03 and 20 × −0.01: mean 0.01, downside √(20 × 0.0001 / 40) = 0.01 / √2, ratio √2.
    expect(sortino(over(repeat([0.03, -0.01], 20)), hour)).toBeCloseTo(Math.SQRT2 * hoursOfAYear, 9)
  })

  it('is not given when none is negative', () => {
    expect(sortino(over(repeat([0.03, 0], 20)), hour)).toBeNull()
  })
})
