import { describe, expect, it } from 'vitest'
import { booksOf, inverseCall, linear, quotesOf } from '../../../tests/support/trading/ledger-builders.js'
import { totalsAt } from './valuation.js'

const at = (markPriceUsd: number) => quotesOf({ markPriceUsd })

describe('totalsAt', () => {
  it('values a short: what the price fell is gained', () => {
    // Margin on the 200 contracts of the entry: 200 / 4, and 1 % of them.
    expect(totalsAt(booksOf(1_000, { side: 'SELL', quantityCoin: 2, leverage: 4, feeUsd: 1 }), at(90))).toEqual({
      cashUsd: 999,
      unrealizedPnlUsd: 20,
      accountValueUsd: 1_019,
      initialMarginUsd: 50,
      marginAvailableUsd: 969,
      maintenanceMarginUsd: 2,
      firstExpiryMs: null,
    })
  })

  it('is worth what the exchange pays in coins, at the mark', () => {
    // 500 contracts at 100: 500 × (1/100 − 1/125) = 1 coin, 125 USD.
    const { unrealizedPnlUsd } = totalsAt(booksOf(1_000, { quantityCoin: 5 }), at(125))
    expect(unrealizedPnlUsd).toBeCloseTo(500 * (1 / 100 - 1 / 125) * 125, 9)
  })

  it('cannot use what was paid for an option as margin', () => {
    // Worth 1,000 + 4 × (50 − 40), of it 4 × 50 in the option: what is left is the 840 that were not paid for it.
    const books = booksOf(1_000, { symbol: inverseCall, quantityCoin: 4, priceUsd: 40 })
    const totals = totalsAt(books, quotesOf({ symbol: inverseCall, markPriceUsd: 50 }))
    expect(totals).toMatchObject({ accountValueUsd: 1_040, initialMarginUsd: 200, marginAvailableUsd: 840 })
  })

  it('counts a position at its entry until a mark price is known', () => {
    const books = booksOf(1_000, {}, { symbol: linear, priceUsd: 50 })
    expect(totalsAt(books, new Map()).accountValueUsd).toBe(1_000)
    expect(totalsAt(books, quotesOf({ markPriceUsd: null })).initialMarginUsd).toBe(150)
  })

  it('never has less than no margin available', () => {
    expect(totalsAt(booksOf(100, { quantityCoin: 10, leverage: 10 }), at(95)).marginAvailableUsd).toBe(0)
  })
})
