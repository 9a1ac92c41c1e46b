import { describe, expect, it } from 'vitest'
import { parseOptionName, parsePerpetualName } from './instrument-name.js'

describe('parseOptionName', () => {
  it('reads inverse options, whose premium is in the coin', () => {
    expect(parseOptionName('BTC-5JUN26-100000-C')).toEqual({
      symbol: 'BTC-5JUN26-100000-C',
      currency: 'BTC',
      optionKind: 'CALL',
      strikeUsd: 100_000,
      expiryMs: Date.UTC(2026, 5, 5, 8),
      premiumUnit: 'COIN',
    })
  })

  it('reads linear options: their pair is the currency, d is the decimal point, the premium is in USD', () => {
    const option = parseOptionName('XRP_USDC-21SEP26-1d25-P')
    expect(option).toMatchObject({ currency: 'XRP_USDC', strikeUsd: 1.25, optionKind: 'PUT', premiumUnit: 'USD' })
  })

  it.each([
    'BTC-PERPETUAL',
    'BTC-25DEC26',
    'BTC-BOX-25DEC26-58000_60000',
    'BTC-CS-28JAN22-45000_50000',
    'BTC-25DEC26-58000_60000-C',
    'BTC-05JUN26-100000-C',
    'BTC-31JUN26-100000-C',
    'BTC-5JUN26-0-C',
    'BTC-5JUN26-100000-X',
    'BTC-5JUN26--1-C',
    'btc-5JUN26-100000-C',
    'BTC-5JUN26-1d-C',
    'BTC_EURR-5JUN26-100000-C',
    'ETH_BTC-5JUN26-1-C',
    '',
  ])('takes %j for no option', (name) => {
    expect(parseOptionName(name)).toBeNull()
  })
})

it('knows perpetuals from dated futures', () => {
  expect(parsePerpetualName('ETH-PERPETUAL')).toBe('ETH')
  expect(parsePerpetualName('BTC_USDC-PERPETUAL')).toBe('BTC_USDC')
  expect(parsePerpetualName('BTC_USDT-PERPETUAL')).toBe('BTC_USDT')
  expect(parsePerpetualName('ETH_BTC-PERPETUAL')).toBeNull()
  expect(parsePerpetualName('BTC_EURR-PERPETUAL')).toBeNull()
  expect(parsePerpetualName('BTC-25DEC26')).toBeNull()
})
