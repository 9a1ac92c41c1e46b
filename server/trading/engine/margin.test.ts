import { describe, expect, it } from 'vitest'
import { inverse, inverseCall, linear, positionOf, quoteWith } from '../../../tests/support/trading/ledger-builders.js'
import type { LedgerFill } from './ledger-fill.js'
import { initialMarginUsd, maintenanceMarginUsd } from './margin.js'

const call = 'BTC-25DEC26-100000-C'
const put = 'BTC-25DEC26-100000-P'
const margins = (fill: Partial<LedgerFill>, markPriceUsd: number, underlyingPriceUsd: number | null = null) => {
  const quote = quoteWith({ markPriceUsd, underlyingPriceUsd })
  const position = positionOf(fill)
  return [initialMarginUsd(position, quote), maintenanceMarginUsd(position, quote)].map(
    (usd) => Math.round(usd * 1e6) / 1e6,
  )
}

describe('the margin of a perpetual', () => {
  it('is on its contracts when it is inverse: 1,000 of 1 USD at a leverage of 4, wherever the mark is', () => {
    expect(margins({ symbol: inverse, quantityCoin: 10, leverage: 4 }, 500)).toEqual([250, 10])
  })

  it('is on quantity × mark when it is linear', () => {
    expect(margins({ symbol: linear, quantityCoin: 10, leverage: 4 }, 500)).toEqual([1_250, 50])
  })
})

describe('the margin of an option', () => {
  it('is its value for a long one, at any leverage', () => {
    expect(margins({ symbol: inverseCall, quantityCoin: 3, priceUsd: 7, leverage: 50 }, 20)).toEqual([60, 60])
  })

  it.each([
    // At the money: 0.15 × 100,000 and 0.075 × 100,000, of each of 2 coins.
    ['a call at the money', call, 100_000, [30_000, 15_000]],
    // 4 % of 96,000 out of the money: 0.15 × 96,000 − 4,000 = 10,400.
    ['a call a little out of the money', call, 96_000, [20_800, 14_400]],
    // 0.15 × 80,000 − 20,000 is below the floor of 0.1 × 80,000.
    ['a call far out of the money', call, 80_000, [16_000, 12_000]],
    ['a call in the money', call, 120_000, [36_000, 18_000]],
    // 0.15 × 104,000 − 4,000 = 11,600.
    ['a put a little out of the money', put, 104_000, [23_200, 15_600]],
    ['a put in the money', put, 80_000, [24_000, 12_000]],
  ])('is for %s sold what the exchange asks, less its mark', (_what, symbol, underlying, expected) => {
    const fill = { symbol, side: 'SELL', quantityCoin: 2, priceUsd: 5_000 } as const
    expect(margins(fill, 5_000, underlying)).toEqual(expected)
  })

  it('follows the mark of a put that is worth more than its underlying, and asks no less to enter it', () => {
    // Underlying 10,000, mark 90,000: 0.075 × 90,000 = 6,750, more than 0.15 × 10,000.
    expect(margins({ symbol: put, side: 'SELL', priceUsd: 90_000 }, 90_000, 10_000)).toEqual([6_750, 6_750])
  })

  it('takes the strike for an underlying that is not known', () => {
    expect(margins({ symbol: call, side: 'SELL', priceUsd: 5_000 }, 5_000)).toEqual([15_000, 7_500])
  })
})
