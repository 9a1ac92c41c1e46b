import { expect, it } from 'vitest'
import type { PriceSeries } from '../../domain/candle.js'
import { publishedCandle } from './published-candle.js'

const bar = {
  fromMs: 60_000,
  open: 0.123456789,
  high: 98_765.123456,
  low: 0.000012345678,
  close: 12.3456789,
  minutes: 1,
}
const show = (series: PriceSeries, finalUntilMs = 0) => publishedCandle(bar, { series, interval: 'M1' }, finalUntilMs)
const valuesOf = (series: PriceSeries) => {
  const { open, high, low, close } = show(series)
  return [open, high, low, close]
}

it.each<[string, PriceSeries, number[]]>([
  ['an index', { value: 'INDEX', currency: 'BTC', symbol: null }, [0.123457, 98_765.1235, 0.0000123457, 12.3457]],
  [
    'a volatility index',
    { value: 'VOLATILITY_INDEX', currency: 'BTC', symbol: null },
    [0.1235, 98_765.1235, 0.000012, 12.3457],
  ],
  [
    'an inverse option, in the coin',
    { value: 'MARK', currency: 'BTC', symbol: 'BTC-25DEC26-90000-C' },
    [0.12345679, 98_765.123456, 0.0000123457, 12.3456789],
  ],
  [
    'a linear option, in USD',
    { value: 'MARK', currency: 'XRP_USDC', symbol: 'XRP_USDC-25DEC26-1d25-C' },
    [0.123457, 98_765.12, 0.0000123457, 12.3457],
  ],
])('a candle of %s has the precision of what it is made of', (_, series, expected) => {
  expect(valuesOf(series)).toEqual(expected)
})

it('is final when no tick before its end can come any more', () => {
  const series: PriceSeries = { value: 'INDEX', currency: 'BTC', symbol: null }
  expect([show(series, 119_999), show(series, 120_000)].map(({ toMs, final }) => [toMs, final])).toEqual([
    [120_000, false],
    [120_000, true],
  ])
})
