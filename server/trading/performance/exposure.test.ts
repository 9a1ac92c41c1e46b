import { expect, it } from 'vitest'
import { booksOf, linear, quotesOf } from '../../../tests/support/trading/ledger-builders.js'
import { totalsAt } from '../engine/valuation.js'
import { exposurePct } from './exposure.js'

const exposure = (books: ReturnType<typeof booksOf>, quotes = quotesOf({ markPriceUsd: 110 }, { symbol: linear })) =>
  exposurePct(books, quotes, totalsAt(books, quotes))

it('adds up what long and short positions are about, over what the account is worth', () => {
  // 300 contracts and 2 × 100: 500 over 970 + 30.
  expect(exposure(booksOf(970, { quantityCoin: 3 }, { symbol: linear, side: 'SELL', quantityCoin: 2 }))).toBe(50)
})

it('counts a position without a mark at its entry', () => {
  expect(exposure(booksOf(1_000, { symbol: linear, priceUsd: 50 }), new Map())).toBe(5)
})

it('is 0 without positions, and unknown for an account that is worth nothing', () => {
  expect(exposure(booksOf(1_000))).toBe(0)
  expect(exposure(booksOf(100, { side: 'SELL', quantityCoin: 10 }))).toBeNull()
})
