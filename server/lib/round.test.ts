import { describe, expect, it } from 'vitest'
import { differenceWithoutDust, roundFinely, roundOrNull, roundTo, withoutDust } from './round.js'

const price = { decimals: 4, digits: 6 }

describe('rounding', () => {
  it('leaves no dust of binary fractions', () => {
    expect([roundTo(0.1 + 0.2, 8), withoutDust(661.0999999999999), roundTo(-0.001, 2)]).toEqual([0.3, 661.1, 0])
    expect(differenceWithoutDust(661.0999999999999 - 661.1, 661.1)).toBe(0)
    expect(differenceWithoutDust(0.1, 661.1)).toBe(0.1)
  })

  it('leaves numbers alone that have no finer decimals', () => {
    for (const value of [123_456_789.12, 1e9, 9.007e15, 1e300]) expect(roundTo(value, 8)).toBe(value)
  })

  it('keeps the decimals of large numbers and the significant digits of small ones', () => {
    const of = (value: number) => roundFinely(value, price)
    expect([84_000.123456, 1.23456789, 0.158139, 8.7e-6].map(of)).toEqual([84_000.1235, 1.23457, 0.158139, 0.0000087])
    expect([0, -0, -8.7123456e-6, 1.2345678e-30].map(of)).toEqual([0, 0, -8.71235e-6, 1.23457e-30])
  })

  it('makes nothing 0 that is not, short of the finest', () => {
    for (let exponent = -40; exponent < 15; exponent += 1) {
      const value = 1.2345678 * 10 ** exponent
      expect(Math.abs(roundFinely(value, price) / value - 1)).toBeLessThan(1e-5)
    }
    const sum = { decimals: 2, digits: 3, finest: 10 }
    expect([roundFinely(1.8e-12, sum), roundFinely(2e-9, sum)]).toEqual([0, 2e-9])
  })

  it('answers null for what is no number', () => {
    expect([null, undefined, NaN, Infinity].map((value) => roundOrNull(value, price))).toEqual([null, null, null, null])
  })
})
