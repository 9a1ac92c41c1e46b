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
    expect([100_000, 0.55, 1.125].map(format.strike)).toEqual(['100,000', '0.55', '1.125'])
  })

  it('show premiums as precise as they are published, in eight characters', () => {
    const coin = [0.0125, 0.5, 0.158139, 0.00025, 0.0000087]
    expect(coin.map(format.coinPremium)).toEqual(['0.0125', '0.5000', '0.158139', '0.00025', '8.7e-6'])
    const usd = [0.158139, 0.0005, 1.0045, 12.345, 510.933, 1_234.5, 24_617.8]
    const shown = ['0.158139', '0.0005', '1.0045', '12.345', '510.933', '1,234.50', '24,617.8']
    expect(usd.map(format.usdPremium)).toEqual(shown)
    for (const text of shown) expect(text.length).toBeLessThanOrEqual(8)
  })

  it('show premiums on a phone in six characters, those in the coin at four decimals', () => {
    expect([0.0125, 0.5, 0.158139].map(format.briefCoinPremium)).toEqual(['0.0125', '0.5000', '0.1581'])
    expect([0.0002, 0.00025, 0.0000087].map(format.briefCoinPremium)).toEqual(['0.0002', '2.5e-4', '8.7e-6'])
    const values = [0.5, 12.345, 99.995, 123.45, 999.95, 1_234.5, 24_617.8]
    expect(values.map(format.briefUsdPremium)).toEqual(['0.50', '12.35', '100.0', '123.5', '1,000', '1,235', '24,618'])
    for (const value of values) expect(format.briefUsdPremium(value).length).toBeLessThanOrEqual(6)
  })

  it('show volatility in percent with one decimal', () => {
    expect([0.4512, 0.99949, 1.0316, 12.345].map(format.iv)).toEqual(['45.1', '99.9', '103.2', '1,235'])
    expect([0.4512, 0.99949, 0.9995, 1.0316, 12.345].map(format.briefIv)).toEqual([
      '45.1',
      '99.9',
      '100',
      '103',
      '1.2k',
    ])
  })

  it('show rates and changes with their sign', () => {
    expect(format.rate(0.000083)).toBe('+0.0083%')
    expect(format.signedPercent(-1.337)).toBe(`${MINUS}1.34%`)
    expect(format.signedUsd(1_234.5)).toBe('+1,234.50')
  })

  it('show a price of any scale', () => {
    const values = [0.0000087, 0.158139, 0.0005, 0.0025, 1.23457, 661.1]
    expect(values.map(format.price)).toEqual(['0.0000087', '0.158139', '0.0005', '0.0025', '1.23457', '661.10'])
    expect(format.tickDecimals(0.0000087)).toBe(9)
  })

  it('show small USD premiums in six characters', () => {
    const values = [0.0005, 0.001, 0.158139, 1.0045, 0.0000087]
    expect(values.map(format.briefUsdPremium)).toEqual(['0.0005', '0.001', '0.1581', '1.0045', '8.7e-6'])
    for (const value of values) expect(format.briefUsdPremium(value).length).toBeLessThanOrEqual(6)
  })

  it('show nothing but zero as zero', () => {
    expect([0, 0.505, 0.001, 4.355e-7].map(format.usd)).toEqual(['0.00', '0.505', '0.001', '4.36e-7'])
    expect([0, -0.001, 0.001].map(format.signedUsd)).toEqual(['0.00', `${MINUS}0.001`, '+0.001'])
    expect([0.04, 0.00002].map(format.compact)).toEqual(['0.04', '2e-5'])
    expect([format.wholeUsd(0.000871), format.briefUsd(-0.5)]).toEqual(['0.000871', `${MINUS}0.50`])
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
    expect([0.25, 10, 1.5, 0.00012].map(format.quantity)).toEqual(['0.25', '10', '1.5', '0.00012'])
    expect(format.quantity(100)).toBe('100')
  })

  it('shorten large sizes', () => {
    expect([1.26e9, 641_234_567, 64_123_456, 999_600, 123_456, 12_345, 2_025, 84.3].map(format.compact)).toEqual([
      '1.26B',
      '641M',
      '64.1M',
      '1.0M',
      '123k',
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
