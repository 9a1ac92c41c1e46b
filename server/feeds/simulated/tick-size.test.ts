import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ceilToTick, floorToTick, nextTick, optionTickSize } from './tick-size.js'

describe('price steps of options', () => {
  it('are 0.0001 up to 0.005 and 0.0005 above', () => {
    expect(floorToTick(0.00349, optionTickSize)).toBe(0.0034)
    expect(ceilToTick(0.00341, optionTickSize)).toBe(0.0035)
    expect(floorToTick(0.0124, optionTickSize)).toBe(0.012)
    expect(ceilToTick(0.0121, optionTickSize)).toBe(0.0125)
    expect(nextTick(0.0049, optionTickSize)).toBe(0.005)
    expect(nextTick(0.005, optionTickSize)).toBe(0.0055)
    expect(nextTick(0, optionTickSize)).toBe(0.0001)
  })

  it('leave a price that is on a step where it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), (steps) => {
        const price = steps * 0.0005
        expect(floorToTick(price, optionTickSize)).toBeCloseTo(price, 10)
        expect(ceilToTick(price, optionTickSize)).toBeCloseTo(price, 10)
      }),
    )
  })

  it('enclose every other price, never more than a step away', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3, noNaN: true }), (price) => {
        const low = floorToTick(price, optionTickSize)
        const high = ceilToTick(price, optionTickSize)
        expect(low).toBeLessThanOrEqual(price + 1e-9)
        expect(high).toBeGreaterThanOrEqual(price - 1e-9)
        expect(high - low).toBeLessThan(0.0005 + 1e-9)
      }),
    )
  })
})
