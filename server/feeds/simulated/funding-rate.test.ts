import { describe, expect, it } from 'vitest'
import { fundingRate8h } from './funding-rate.js'

describe('the funding rate', () => {
  it('is nothing while the premium is within ±0.025 %', () => {
    expect(fundingRate8h(100_020, 100_000)).toBe(0)
    expect(fundingRate8h(99_980, 100_000)).toBe(0)
  })

  it('is what the premium has beyond that, with its sign', () => {
    expect(fundingRate8h(100_100, 100_000)).toBeCloseTo(0.00075, 10)
    expect(fundingRate8h(99_900, 100_000)).toBeCloseTo(-0.00075, 10)
  })

  it('is at most ±0.5 %', () => {
    expect(fundingRate8h(110_000, 100_000)).toBe(0.005)
    expect(fundingRate8h(90_000, 100_000)).toBe(-0.005)
  })
})
