import { describe, expect, it } from 'vitest'
import {
  booksOf,
  fillWith,
  inverseCall,
  linear,
  linearPut,
  quotesOf,
} from '../../../tests/support/trading/ledger-builders.js'
import { marginRefusal, restingMarginRefusal } from './order-margin.js'

const quotes = quotesOf({}, { symbol: linear }, { symbol: inverseCall, underlyingPriceUsd: 100 })

describe('marginRefusal', () => {
  it('lets an account enter as far as the initial margin reaches and no further', () => {
    // q × 101 / 2 of margin against 1,000 − q × (1 + 0.0505) of value, half-spread and fee being lost at once: q ≤ 19.398.
    const fill = (quantityCoin: number) =>
      fillWith({ quantityCoin, priceUsd: 101, feeUsd: quantityCoin * 0.0505, leverage: 2 })
    expect(marginRefusal(booksOf(1_000), quotes, fill(19.39))).toBeNull()
    const refusal = marginRefusal(booksOf(1_000), quotes, fill(19.4))
    expect(refusal).toMatchObject({
      refused: 'InsufficientMargin',
      message: 'This needs 979.7 USD of initial margin, and the account would be worth 979.62 USD',
    })
    expect(refusal?.neededUsd).toBeCloseTo(979.7, 9)
    expect(refusal?.availableUsd).toBeCloseTo(979.6203, 9)
  })

  it('counts the margin of what is already held', () => {
    expect(marginRefusal(booksOf(1_000, { symbol: linear, quantityCoin: 9 }), quotes, fillWith({}))).toBeNull()
    expect(marginRefusal(booksOf(1_000, { symbol: linear, quantityCoin: 9.5 }), quotes, fillWith({}))).not.toBeNull()
  })

  it('allows what only reduces, however little the account is worth', () => {
    const ruined = booksOf(1, { quantityCoin: 10 })
    expect(marginRefusal(ruined, quotes, fillWith({ side: 'SELL', quantityCoin: 10, feeUsd: 5 }))).toBeNull()
    expect(marginRefusal(ruined, quotes, fillWith({ side: 'SELL', quantityCoin: 10.1 }))).not.toBeNull()
  })

  it('asks for the whole premium of an option that is bought, and for margin of one that is sold', () => {
    const option = { symbol: inverseCall, priceUsd: 100 }
    expect(marginRefusal(booksOf(1_000), quotes, fillWith({ ...option, quantityCoin: 10 }))).toBeNull()
    expect(marginRefusal(booksOf(1_000), quotes, fillWith({ ...option, quantityCoin: 10.1 }))).not.toBeNull()
    // 0.15 × 100 a coin, at the money.
    expect(marginRefusal(booksOf(1_000), quotes, fillWith({ ...option, side: 'SELL', quantityCoin: 66 }))).toBeNull()
    expect(
      marginRefusal(booksOf(1_000), quotes, fillWith({ ...option, side: 'SELL', quantityCoin: 67 })),
    ).not.toBeNull()
  })
})

describe('restingMarginRefusal', () => {
  it('counts the order at its limit, which brings no profit by being far from the mark', () => {
    // 20 at 50 are 1,000 USD of contracts or value; the 1,000 USD that the mark of 100 would add are not counted.
    for (const symbol of ['BTC-PERPETUAL', linear]) {
      const atLimit = (quantityCoin: number) => fillWith({ symbol, quantityCoin, priceUsd: 50 })
      expect(restingMarginRefusal(booksOf(1_000), quotes, atLimit(20))).toBeNull()
      expect(restingMarginRefusal(booksOf(1_000), quotes, atLimit(20.1))).not.toBeNull()
    }
  })

  it('asks for the premium at the limit, not at the mark', () => {
    const atLimit = (quantityCoin: number) => fillWith({ symbol: inverseCall, quantityCoin, priceUsd: 50 })
    expect(restingMarginRefusal(booksOf(1_000), quotes, atLimit(20))).toBeNull()
    expect(restingMarginRefusal(booksOf(1_000), quotes, atLimit(20.1))).not.toBeNull()
  })

  it('adds to what is held, also in the same instrument, and pays the fee', () => {
    const books = booksOf(1_000, { quantityCoin: 5 })
    expect(restingMarginRefusal(books, quotes, fillWith({ quantityCoin: 10, priceUsd: 50 }))).toBeNull()
    expect(restingMarginRefusal(books, quotes, fillWith({ quantityCoin: 10, priceUsd: 50, feeUsd: 1 }))).toMatchObject({
      neededUsd: 1_000,
      availableUsd: 999,
    })
  })

  it('counts what it would close as gone, and allows what only reduces', () => {
    const books = booksOf(1_000, { quantityCoin: 10 })
    const sell = (quantityCoin: number) => fillWith({ side: 'SELL', quantityCoin, priceUsd: 200 })
    expect(restingMarginRefusal(books, quotes, sell(10))).toBeNull()
    // 5 opened at 200 are 1,000 USD of contracts, the 1,000 of the long are gone.
    expect(restingMarginRefusal(books, quotes, sell(15))).toBeNull()
    expect(restingMarginRefusal(books, quotes, sell(15.1))).not.toBeNull()
  })

  it('knows an instrument without a quote by its limit alone', () => {
    const atLimit = (quantityCoin: number) => fillWith({ symbol: linearPut, quantityCoin, priceUsd: 50 })
    expect(restingMarginRefusal(booksOf(1_000), new Map(), atLimit(20))).toBeNull()
    expect(restingMarginRefusal(booksOf(1_000), new Map(), atLimit(21))).not.toBeNull()
  })
})
