import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addCoin, exactCoin, subtractCoin } from './coin.js'

describe('quantities in the coin', () => {
  it('add up without dust, at any size', () => {
    expect(addCoin(0.1, 0.2)).toBe(0.3)
    expect(addCoin(100_000_000.3, 0.1)).toBe(100_000_000.4)
    expect(addCoin(123_456_789_012.1, 0.2)).toBe(123_456_789_012.3)
    expect(subtractCoin(100_000_000.4, 100_000_000.3)).toBe(0.1)
    expect(subtractCoin(0.3, 0.1)).toBe(0.2)
  })

  it('have 8 decimals, and never more than 15 digits', () => {
    expect([0.123456789, 1e-9, 1_234_567.123456789].map(exactCoin)).toEqual([0.12345679, 0, 1_234_567.12345679])
    expect([123_456_789.12345678, 9.87654321e14, 1e300].map(exactCoin)).toEqual([
      123_456_789.123457, 9.87654321e14, 1e300,
    ])
  })

  it('are nothing again when all that was added is taken away, in whatever parts', () => {
    const tenths = fc.integer({ min: 1, max: 10_000_000_000 }).map((count) => count / 10)
    fc.assert(
      fc.property(fc.array(tenths, { minLength: 1, maxLength: 20 }), (parts) => {
        const whole = parts.reduce(addCoin, 0)
        expect([...parts].reverse().reduce(subtractCoin, whole)).toBe(0)
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})
