import { describe, expect, it } from 'vitest'
import { quotesOf, quoteWith } from '../../../tests/support/trading/ledger-builders.js'
import { TakenQuotes } from './taken-quotes.js'

const quote = quoteWith({ askQuantityCoin: 5, bidQuantityCoin: 5 })

describe('TakenQuotes', () => {
  it('adds up what was taken of a quote, each side for itself', () => {
    const taken = new TakenQuotes()
    taken.take(quote, 'BUY', 0.1)
    taken.take(quote, 'BUY', 0.2)
    expect([taken.of(quote, 'BUY'), taken.of(quote, 'SELL')]).toEqual([0.3, 0])
    expect(taken.of({ ...quote, symbol: 'ETH-PERPETUAL' }, 'BUY')).toBe(0)
  })

  it('knows a new quote by its price or its size', () => {
    const taken = new TakenQuotes()
    taken.take(quote, 'BUY', 5)
    expect(taken.of({ ...quote, asOf: 2_000_000, markPriceUsd: 1 }, 'BUY')).toBe(5)
    expect(taken.of({ ...quote, askPriceUsd: 102 }, 'BUY')).toBe(0)
    expect(taken.of({ ...quote, askQuantityCoin: 6 }, 'BUY')).toBe(0)
  })

  it('knows the quote of an inverse option by its price in the coin, whatever the forward makes of it in USD', () => {
    const taken = new TakenQuotes()
    const option = { ...quote, symbol: 'BTC-25DEC26-100-C', askPriceCoin: 0.05, bidPriceCoin: 0.04 }
    taken.take(option, 'BUY', 5)
    taken.take(option, 'SELL', 5)
    const moved = { ...option, askPriceUsd: 102, bidPriceUsd: 98, underlyingPriceUsd: 110 }
    taken.follow(quotesOf(moved))
    expect([taken.of(moved, 'BUY'), taken.of(moved, 'SELL')]).toEqual([5, 5])
    expect(taken.of({ ...moved, askPriceCoin: 0.051 }, 'BUY')).toBe(0)
  })

  it('takes a quote that went and came back for a new one', () => {
    const taken = new TakenQuotes()
    taken.take(quote, 'BUY', 5)
    taken.follow(quotesOf(quote))
    expect(taken.of(quote, 'BUY')).toBe(5)
    taken.follow(quotesOf({ ...quote, askPriceUsd: 102 }))
    taken.follow(quotesOf(quote))
    expect(taken.of(quote, 'BUY')).toBe(0)
  })

  it('knows each side by its own price and size', () => {
    const taken = new TakenQuotes()
    for (const side of ['BUY', 'SELL'] as const) taken.take(quote, side, 5)
    const ask = { ...quote, askPriceUsd: 102, askQuantityCoin: 7 }
    expect([taken.of(ask, 'BUY'), taken.of(ask, 'SELL')]).toEqual([0, 5])
    const bid = { ...quote, bidPriceUsd: 98 }
    expect([taken.of(bid, 'BUY'), taken.of(bid, 'SELL')]).toEqual([5, 0])
    expect(taken.of({ ...quote, bidQuantityCoin: 6 }, 'SELL')).toBe(0)
  })

  it('forgets what is quoted no more', () => {
    const taken = new TakenQuotes()
    taken.take(quote, 'BUY', 5)
    taken.follow(new Map())
    expect(taken.of(quote, 'BUY')).toBe(0)
  })

  it('knows nothing of a draft before it is taken over', () => {
    const taken = new TakenQuotes()
    taken.take(quote, 'BUY', 2)
    const draft = taken.draft()
    draft.take(quote, 'BUY', 1)
    expect([taken.of(quote, 'BUY'), draft.of(quote, 'BUY')]).toEqual([2, 3])
    taken.takeOver(draft)
    expect(taken.of(quote, 'BUY')).toBe(3)
  })
})
