import { describe, expect, it } from 'vitest'
import * as format from './format.js'

const MINUS = '\u2212'

describe('numbers', () => {
  it('show a dash for what is unknown, never a zero', () => {
    for (const show of [format.price, format.usd, format.coinPremium, format.iv, format.delta, format.compact]) {
      expect([show(null), show(undefined), show(NaN)]).toEqual(['–', '–', '–'])
      expect(show(0)).not.toBe('–')
    }
  })

  it('show prices at the tick', () => {
    expect(format.price(98_234.5)).toBe('98,234.5')
    expect(format.price(3_412.25)).toBe('3,412.25')
    expect(format.strike(100_000)).toBe('100,000')
  })

  it('show coin premiums at four decimals', () => {
    expect(format.coinPremium(0.0125)).toBe('0.0125')
    expect(format.coinPremium(0.5)).toBe('0.5000')
  })

  it('show USD premiums in six characters', () => {
    const values = [0.5, 12.345, 99.995, 123.45, 999.95, 1_234.5, 24_617.8]
    expect(values.map(format.usdPremium)).toEqual(['0.50', '12.35', '100.0', '123.5', '1,000', '1,235', '24,618'])
    for (const value of values) expect(format.usdPremium(value).length).toBeLessThanOrEqual(6)
  })

  it('show volatility in percent with one decimal', () => {
    expect(format.iv(0.4512)).toBe('45.1')
  })

  it('show rates and changes with their sign', () => {
    expect(format.rate(0.000083)).toBe('+0.0083%')
    expect(format.signedPercent(-1.337)).toBe(`${MINUS}1.34%`)
    expect(format.signedUsd(1_234.5)).toBe('+1,234.50')
  })

  it('show no sign on what rounds to zero', () => {
    expect(format.signedUsd(-0.001)).toBe('0.00')
    expect(format.signedUsd(0.001)).toBe('0.00')
  })

  it('show greeks at three to five significant digits', () => {
    expect(format.delta(-0.51234)).toBe(`${MINUS}0.512`)
    expect(format.gamma(0.00015201)).toBe('0.000152')
    expect(format.gamma(0.0123456)).toBe('0.0123')
    expect(format.gamma(0.0000712)).toBe('0.0000712')
    expect([format.gamma(0.00007), format.gamma(0.0002), format.gamma(0)]).toEqual(['0.00007', '0.00020', '0.00'])
    expect(format.greekUsd(-401.33)).toBe(`${MINUS}401.3`)
    expect(format.greekUsd(23.04567)).toBe('23.05')
  })

  it('show quantities as precise as they are', () => {
    expect([0.25, 10, 1.5, 0.00012].map(format.quantity)).toEqual(['0.25', '10', '1.5', '0.0001'])
    expect(format.quantity(100)).toBe('100')
  })

  it('shorten large sizes', () => {
    expect([1.26e9, 641_234_567, 12_345, 2_025, 84.3].map(format.compact)).toEqual([
      '1.26B',
      '641.2M',
      '12.3k',
      '2,025',
      '84.3',
    ])
  })

  it('tell the direction of a change', () => {
    const directions = [1, -1, 0.004, -0.004, 0, null].map((value) => format.directionOf(format.signedPercent(value)))
    expect(directions).toEqual(['up', 'down', 'flat', 'flat', 'flat', 'flat'])
  })
})
