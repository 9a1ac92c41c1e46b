import { describe, expect, it } from 'vitest'
import { realizedVolatility } from './realized-volatility.js'

const hours = 8_760

describe('realized volatility', () => {
  it('is the yearly root of the mean squared return', () => {
    const up = Math.exp(0.01)
    expect(realizedVolatility([100, 100 * up, 100], hours)).toBeCloseTo(0.01 * Math.sqrt(hours), 12)
    expect(realizedVolatility([100, 100, 100 * up], hours)).toBeCloseTo(Math.sqrt((0.0001 / 2) * hours), 12)
  })

  it('does not subtract a trend', () => {
    const trend = Array.from({ length: 100 }, (_, hour) => 100 * Math.exp(0.001 * hour))
    expect(realizedVolatility(trend, hours)).toBeCloseTo(0.001 * Math.sqrt(hours), 10)
  })

  it('takes no return across a hole, and is null with more than a tenth of holes', () => {
    const prices = Array.from({ length: 101 }, (_, hour) => 100 * Math.exp(0.01 * (hour % 2)))
    const holed = (...holes: number[]) => prices.map((price, hour) => (holes.includes(hour) ? null : price))
    expect(realizedVolatility(holed(10, 20, 30, 40, 50), hours)).toBeCloseTo(0.01 * Math.sqrt(hours), 12)
    expect(realizedVolatility(holed(10, 20, 30, 40, 50, 60), hours)).toBeNull()
  })

  it('is null without a return', () => {
    expect(realizedVolatility([], hours)).toBeNull()
    expect(realizedVolatility([100], hours)).toBeNull()
    expect(realizedVolatility([null, null], hours)).toBeNull()
  })
})
