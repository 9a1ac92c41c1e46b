import { describe, expect, it } from 'vitest'
import { booksOf, inverse, inverseCall, linear, quotesOf } from '../../../tests/support/trading/ledger-builders.js'
import type { Quote } from '../../domain/quote.js'
import type { Ledger } from './ledger.js'
import { isLiquidationDue, nextLiquidation } from './liquidation.js'
import { totalsAt, type Quotes } from './valuation.js'

const untouched = { hasExpired: () => false, takenCoin: () => 0 }

describe('isLiquidationDue', () => {
  // 10 coins at 100 from 100 USD: 10 of maintenance margin, reached at 91.
  const books = booksOf(100, { quantityCoin: 10, leverage: 10 })
  const isDue = (ledger: Ledger, quotes: Quotes) => isLiquidationDue(ledger, totalsAt(ledger, quotes), quotes)
  const dueAt = (markPriceUsd: number) => isDue(books, quotesOf({ markPriceUsd }))

  it('is when the account is worth less than the maintenance margin', () => {
    expect([91.01, 91, 90.99].map(dueAt)).toEqual([false, false, true])
  })

  it('never is without positions', () => {
    const ruined = booksOf(1, { feeUsd: 5 }, { side: 'SELL' })
    expect(isDue(ruined, new Map())).toBe(false)
  })

  it('never is while anything held has no live quote, or none with a mark', () => {
    // Short one and long the other: together they lose nothing, whatever the one that is heard says.
    const hedged = booksOf(300, { quantityCoin: 10, side: 'SELL' }, { symbol: linear, quantityCoin: 10 })
    const at130 = (rest: Partial<Quote>) => quotesOf({ markPriceUsd: 130 }, { symbol: linear, ...rest })
    expect(isDue(hedged, at130({ markPriceUsd: 100, freshness: 'STALE' }))).toBe(false)
    expect(isDue(hedged, quotesOf({ markPriceUsd: 130 }))).toBe(false)
    expect(isDue(hedged, at130({ markPriceUsd: null }))).toBe(false)
    expect(isDue(hedged, at130({ markPriceUsd: 100, underlyingPriceUsd: null }))).toBe(false)
    expect(isDue(hedged, at130({ markPriceUsd: 130 }))).toBe(false)
    expect(isDue(hedged, at130({ markPriceUsd: 100 }))).toBe(true)
  })
})

describe('nextLiquidation', () => {
  // Maintenance margins: 2 of the inverse perpetual, 5 of the linear one, 100 of the option.
  const option = { symbol: inverseCall, quantityCoin: 1 }
  const books = booksOf(1_000, { quantityCoin: 2 }, { symbol: linear, side: 'SELL', quantityCoin: 5 }, option)
  const optionQuote = { symbol: inverseCall, bidPriceCoin: 0.9, askPriceCoin: 1.1 }

  it('begins with the largest maintenance margin', () => {
    const next = nextLiquidation(books, quotesOf({}, { symbol: linear }, optionQuote), untouched)
    expect(next).toMatchObject({
      position: { symbol: inverseCall },
      side: 'SELL',
      match: { priceUsd: 99, priceCoin: 0.9 },
    })
  })

  it('takes the next where no quote takes it', () => {
    const noBid = { ...optionQuote, bidPriceUsd: null }
    const quotes = quotesOf({}, { symbol: linear, askQuantityCoin: 3 }, noBid)
    expect(nextLiquidation(books, quotes, untouched)).toMatchObject({
      position: { symbol: linear },
      side: 'BUY',
      match: { quantityCoin: 3, priceUsd: 101 },
    })
    const takenCoin = (symbol: string, side: string) => (symbol === linear && side === 'BUY' ? 3 : 0)
    expect(nextLiquidation(books, quotes, { ...untouched, takenCoin })).toMatchObject({ position: { symbol: inverse } })
  })

  it('leaves what has expired to its delivery', () => {
    const quotes = quotesOf({}, { symbol: linear }, optionQuote)
    const next = nextLiquidation(books, quotes, { ...untouched, hasExpired: () => true })
    expect(next).toMatchObject({ position: { symbol: linear } })
  })

  it('waits when no quote takes any', () => {
    expect(nextLiquidation(books, new Map(), untouched)).toBeNull()
    expect(nextLiquidation(books, quotesOf({ freshness: 'STALE' }), untouched)).toBeNull()
  })
})
