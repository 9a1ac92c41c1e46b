import { describe, expect, it } from 'vitest'
import { inverse, inverseCall, linear, linearPut } from '../../../tests/support/trading/ledger-builders.js'
import { feeUsd, instrumentOf, tradedInstrument, type Charge } from './instrument-rules.js'

const fee = (values: Partial<Charge>) =>
  feeUsd({
    symbol: inverse,
    liquidity: 'TAKER',
    quantityCoin: 2,
    priceUsd: 100_000,
    underlyingPriceUsd: 100_000,
    ...values,
  })

describe('instrumentOf', () => {
  it('tells the four kinds apart, and nothing else', () => {
    expect(instrumentOf(inverse)).toEqual({ kind: 'PERPETUAL', settlement: 'INVERSE', currency: 'BTC' })
    expect(instrumentOf(linear)).toEqual({ kind: 'PERPETUAL', settlement: 'LINEAR', currency: 'BTC_USDC' })
    expect(instrumentOf(inverseCall)).toMatchObject({
      kind: 'OPTION',
      settlement: 'INVERSE',
      option: { strikeUsd: 100 },
    })
    expect(instrumentOf(linearPut)).toMatchObject({ kind: 'OPTION', settlement: 'LINEAR' })
    expect(instrumentOf('BTC-25DEC26')).toBeNull()
    expect(() => tradedInstrument('SOL')).toThrow(RangeError)
  })
})

describe('feeUsd', () => {
  it('is 0.05 % of the notional for a taker of a perpetual, and nothing for a maker', () => {
    expect(fee({})).toBeCloseTo(100, 9)
    expect(fee({ contractsUsd: 50_000 })).toBeCloseTo(25, 9)
    expect(fee({ symbol: linear, contractsUsd: 50_000 })).toBeCloseTo(100, 9)
    expect(fee({ liquidity: 'MAKER' })).toBe(0)
  })

  it('is 0.03 % of the underlying for inverse options, taker and maker', () => {
    expect(fee({ symbol: inverseCall, priceUsd: 5_000 })).toBeCloseTo(60, 9)
    expect(fee({ symbol: inverseCall, priceUsd: 5_000, liquidity: 'MAKER' })).toBeCloseTo(60, 9)
  })

  it('is at most 12.5 % of the premium', () => {
    // Deribit's own example: traded at 0.0001 BTC the fee is 0.0000125 BTC; here 10 USD and 1.25 USD per coin.
    expect(fee({ symbol: inverseCall, priceUsd: 10 })).toBeCloseTo(2.5, 9)
    expect(fee({ symbol: linearPut, priceUsd: 10 })).toBeCloseTo(2.5, 9)
  })

  it('is 0.05 % of the index for a taker of linear options and 0.01 % for a maker', () => {
    expect(fee({ symbol: linearPut, priceUsd: 5_000 })).toBeCloseTo(100, 9)
    expect(fee({ symbol: linearPut, priceUsd: 5_000, liquidity: 'MAKER' })).toBeCloseTo(20, 9)
  })

  it('is 0.015 % of the underlying at delivery, under the same cap, and nothing for what is worthless', () => {
    expect(fee({ symbol: inverseCall, priceUsd: 5_000, liquidity: 'DELIVERY' })).toBeCloseTo(30, 9)
    expect(fee({ symbol: inverseCall, priceUsd: 8, liquidity: 'DELIVERY' })).toBeCloseTo(2, 9)
    expect(fee({ symbol: inverseCall, priceUsd: 0, liquidity: 'DELIVERY' })).toBe(0)
    expect(() => fee({ liquidity: 'DELIVERY' })).toThrow(RangeError)
  })

  it('is the listed commission where there is one, with the same cap on fees and rebates of options', () => {
    // 2 × 100,000 × 0.0004 and × −0.00025; of 2 options: 2 × 100,000 × 0.0005, and 2 × 12.5 % of 10.
    expect(fee({ commission: 0.0004 })).toBeCloseTo(80, 9)
    expect(fee({ commission: -0.00025, liquidity: 'MAKER' })).toBeCloseTo(-50, 9)
    expect(fee({ commission: 0 })).toBe(0)
    expect(fee({ commission: null })).toBeCloseTo(100, 9)
    expect(fee({ symbol: inverseCall, priceUsd: 5_000, commission: 0.0005 })).toBeCloseTo(100, 9)
    expect(fee({ symbol: inverseCall, priceUsd: 10, commission: 0.0005 })).toBeCloseTo(2.5, 9)
    expect(fee({ symbol: linearPut, priceUsd: 5_000, commission: -0.0001 })).toBeCloseTo(-20, 9)
    expect(fee({ symbol: linearPut, priceUsd: 10, commission: -0.0001 })).toBeCloseTo(-2.5, 9)
  })

  it('is not made up for an option whose underlying is not known', () => {
    expect(() => fee({ symbol: inverseCall, priceUsd: 5, underlyingPriceUsd: null })).toThrow(RangeError)
  })
})
