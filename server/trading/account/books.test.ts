import { describe, expect, it } from 'vitest'
import { booksOf, inverse, inverseCall, linear, quotesOf } from '../../../tests/support/trading/ledger-builders.js'
import { Books } from './books.js'

const interval = 1_000
const hour = 3_600_000
const heard = (ms: number, symbol = inverse) => new Map([[symbol, ms]])

/** Books that hold what was entered, and have been marked at 1,000 ms of a market that was heard for no time. */
function marked(...fills: Parameters<typeof booksOf>[1][]) {
  const books = Books.open(10_000, interval)
  books.replace(booksOf(10_000, ...fills), quotesOf({}))
  books.mark(1_000, quotesOf({}), heard(0))
  return books
}

describe('the books of an account', () => {
  it('know no time before their first mark', () => {
    const books = Books.open(10_000, interval)
    expect(books.replace(booksOf(10_000, {}), quotesOf({ markPriceUsd: 110 }))).toEqual([])
    expect([books.firstMarkMs, books.markedAtMs, books.fundedAtMs, books.lastMarkMs]).toEqual([null, null, null, null])
    expect(books.totals.accountValueUsd).toBe(10_010)
  })

  it('know when they were marked first, last, and with funding', () => {
    const books = marked()
    const times = () => [books.firstMarkMs, books.markedAtMs, books.fundedAtMs, books.lastMarkMs]
    expect(times()).toEqual([1_000, 1_000, 1_000, 1_000])
    books.value(2_000, quotesOf({}))
    expect(times()).toEqual([1_000, 2_000, 1_000, 2_000])
    // The market's clock may go back.
    books.mark(500, quotesOf({}), heard(0))
    expect(times()).toEqual([500, 500, 500, 500])
  })

  it('settle samples, and follow the drawdown and the time without positions', () => {
    const books = marked({ quantityCoin: 10 })
    expect(books.value(1_500, quotesOf({ markPriceUsd: 90 }))).toEqual([])
    expect(books.value(2_500, quotesOf({ markPriceUsd: 110 }))).toEqual([{ timeMs: 2_000, accountValueUsd: 9_900 }])
    expect(books.drawdown).toEqual({ peakUsd: 10_100, currentPct: 0, maxPct: 1 })
    expect(books.returns.count).toBe(1)
    books.replace(booksOf(10_000), quotesOf({}))
    books.value(4_500, quotesOf({}))
    expect(books.timeFlat).toEqual({ observedMs: 3_500, flatMs: 2_000, last: { timeMs: 4_500, isFlat: true } })
  })

  it('are saved as they would be with another ledger, and do not change by it', () => {
    const books = marked({ quantityCoin: 10 })
    const saved = books.save(booksOf(10_000, { quantityCoin: 1_000 }), quotesOf({ markPriceUsd: 99 }))
    expect(saved.drawdown).toEqual({ peakUsd: 10_000, currentPct: 10, maxPct: 10 })
    expect(saved.marks).toMatchObject([{ symbol: inverse, markPriceUsd: 99 }])
    expect(books.drawdown.maxPct).toBe(0)
    expect(books.ledger.positions).toMatchObject([{ quantityCoin: 10 }])
  })

  it('go on from what was saved: valued at their last marks, with their age, and time of their last mark', () => {
    const books = marked({ quantityCoin: 10 })
    const saved = books.save(books.ledger, quotesOf({ markPriceUsd: 105 }))
    const again = Books.restore(saved, interval, 'SIMULATED')
    expect(again.totals).toMatchObject({ accountValueUsd: 10_050 })
    expect([again.firstMarkMs, again.markedAtMs, again.fundedAtMs, again.lastMarkMs]).toEqual([
      1_000,
      null,
      null,
      1_000,
    ])
    expect(again.lastQuotes.get(inverse)).toMatchObject({ freshness: 'STALE', lastMarkPriceUsd: 105 })
    again.value(5_000, quotesOf({}))
    expect([again.firstMarkMs, again.lastMarkMs]).toEqual([1_000, 5_000])
  })
})

describe('funding', () => {
  const rate = (fundingRate8h: number | null, values: object = {}) => quotesOf({ fundingRate8h, ...values })

  it('is of the time heard since the last mark, of each perpetual by itself', () => {
    const books = marked({ quantityCoin: 10 })
    books.mark(2_000, rate(0.01), heard(4 * hour))
    // 1,000 contracts × 1 % × 4 h / 8 h.
    expect(books.ledger.fundingUsd).toBe(-5)
    books.mark(3_000, rate(0.01), heard(4 * hour))
    expect(books.ledger.fundingUsd).toBe(-5)
    books.mark(4_000, rate(-0.01), heard(6 * hour))
    expect(books.ledger.fundingUsd).toBe(-2.5)
  })

  it('is none of the time before something was heard first, or without a price, a rate or a quote', () => {
    const books = marked({ quantityCoin: 10 }, { symbol: linear, quantityCoin: 10 })
    const both = (values: object = {}) => quotesOf({ symbol: linear, fundingRate8h: 0.01, ...values })
    books.mark(2_000, both(), heard(4 * hour, linear))
    expect(books.ledger.fundingUsd).toBe(0)
    books.mark(3_000, both({ markPriceUsd: null }), heard(8 * hour, linear))
    books.mark(4_000, both({ fundingRate8h: null }), heard(12 * hour, linear))
    books.mark(5_000, quotesOf(), heard(16 * hour, linear))
    expect(books.ledger.fundingUsd).toBe(0)
    books.mark(6_000, both({ markPriceUsd: 200 }), heard(20 * hour, linear))
    // 10 coins at 200.
    expect(books.ledger.fundingUsd).toBe(-10)
  })

  it('is paid at the last mark while the newest is doubted', () => {
    const books = marked({ symbol: linear, quantityCoin: 10 })
    const doubted = { symbol: linear, fundingRate8h: 0.01, markPriceUsd: null, lastMarkPriceUsd: 100 }
    books.mark(2_000, quotesOf(doubted), heard(0, linear))
    books.mark(3_000, quotesOf(doubted), heard(4 * hour, linear))
    expect(books.ledger.fundingUsd).toBe(-5)
  })

  it('is none of an option, nor of a valuation alone', () => {
    const books = marked({ symbol: inverseCall, quantityCoin: 10 })
    const quotes = quotesOf({ symbol: inverseCall, fundingRate8h: 0.01 })
    books.mark(2_000, quotes, heard(0, inverseCall))
    books.mark(3_000, quotes, heard(4 * hour, inverseCall))
    expect(books.ledger.fundingUsd).toBe(0)
    const perpetual = marked({ quantityCoin: 10 })
    perpetual.value(2_000, rate(0.01))
    expect(perpetual.ledger.fundingUsd).toBe(0)
  })
})
