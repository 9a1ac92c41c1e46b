import { describe, expect, it } from 'vitest'
import { followDrawdown, startDrawdown } from './drawdown.js'

const over = (...values: number[]) => values.reduce(followDrawdown, startDrawdown(100))

describe('followDrawdown', () => {
  it('measures the present and the deepest fall from the peak of their time', () => {
    // 120 → 90 is 25 %; the new peak 200 → 160 is 20 %, the deeper in dollars but not in percent.
    expect(over(120, 90, 200, 160)).toEqual({ peakUsd: 200, currentPct: 20, maxPct: 25 })
  })

  it('counts from the deposit on', () => {
    expect(over(95)).toEqual({ peakUsd: 100, currentPct: 5, maxPct: 5 })
  })

  it('is nothing at a peak', () => {
    expect(over(110, 120).currentPct).toBe(0)
  })
})
