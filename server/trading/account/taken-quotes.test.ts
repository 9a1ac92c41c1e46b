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

  it('takes a quote that went and came back for a new one', () => {
    const taken = new TakenQuotes()
    taken.take(quote, 'BUY', 5)
    taken.follow(quotesOf(quote))
    expect(taken.of(quote, 'BUY')).toBe(5)
    taken.follow(quotesOf({ ...quote, askPriceUsd: 102 }))
    taken.follow(quotesOf(quote))
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
