import { describe, expect, it } from 'vitest'
import {
  booksOf,
  inverse,
  inverseCall,
  linear,
  linearPut,
  quotesOf,
} from '../../../tests/support/trading/ledger-builders.js'
import { markedPositions } from './marked-positions.js'
import { portfolioGreeks } from './position-greeks.js'
import { totalsAt } from './valuation.js'

const optionGreeks = { delta: 0.4, gamma: 0.01, vega: 3, theta: -2, rho: 1 }

describe('markedPositions', () => {
  it('shows what each is worth at its mark', () => {
    const books = booksOf(1_000, { quantityCoin: 2, leverage: 4 }, { symbol: linear, side: 'SELL', leverage: 4 })
    const quotes = quotesOf({ markPriceUsd: 90 }, { symbol: linear, markPriceUsd: 90 })
    expect(markedPositions(books, quotes)).toMatchObject([
      { markPriceUsd: 90, notionalUsd: 200, pnlUsd: -20, marginUsd: 50, greeks: { deltaCoin: 2, gamma: 0 } },
      { markPriceUsd: 90, notionalUsd: 90, pnlUsd: 10, marginUsd: 22.5, greeks: { deltaCoin: -1 } },
    ])
  })

  it('says nothing that it cannot know without a mark: only the contracts of an inverse perpetual are', () => {
    const books = booksOf(1_000, {}, { symbol: linear }, { symbol: inverseCall })
    const unknown = { markPriceUsd: null, pnlUsd: null }
    expect(markedPositions(books, new Map())).toMatchObject([
      { position: { symbol: inverseCall }, ...unknown, notionalUsd: null, greeks: null },
      { position: { symbol: inverse }, ...unknown, notionalUsd: 100 },
      { position: { symbol: linear }, ...unknown, notionalUsd: null },
    ])
  })

  it('says that an instrument is halted, and that a mark is the last one believed', () => {
    const books = booksOf(1_000, { quantityCoin: 2, leverage: 4 })
    const doubted = quotesOf({ state: 'HALTED', markPriceUsd: null, lastMarkPriceUsd: 90 })
    expect(markedPositions(books, doubted)).toMatchObject([{ state: 'HALTED', markPriceUsd: 90, markDoubted: true }])
    expect(markedPositions(books, quotesOf({}))).toMatchObject([{ state: 'OPEN', markDoubted: false }])
    expect(markedPositions(books, new Map())).toMatchObject([{ state: null, markPriceUsd: null, markDoubted: false }])
  })

  for (const symbol of [inverse, linear]) {
    for (const side of ['BUY', 'SELL'] as const) {
      it(`names the mark price at which a ${side} of ${symbol} is down to its maintenance margin`, () => {
        const other = { symbol: 'ETH-PERPETUAL', quantityCoin: 5, priceUsd: 20, side: 'SELL' } as const
        const books = booksOf(300, { symbol, side, quantityCoin: 10, leverage: 10 }, other)
        const quotesAt = (markPriceUsd: number) =>
          quotesOf({ symbol, markPriceUsd }, { symbol: 'ETH-PERPETUAL', markPriceUsd: 21 })
        const marked = markedPositions(books, quotesAt(100)).find(({ position }) => position.symbol === symbol)
        const there = totalsAt(books, quotesAt(marked?.liquidationPriceUsd ?? NaN))
        expect(there.accountValueUsd).toBeCloseTo(there.maintenanceMarginUsd, 9)
      })
    }
  }

  it('knows by hand where a long is liquidated', () => {
    const priceOf = (symbol: string) =>
      markedPositions(booksOf(100, { symbol, quantityCoin: 10, leverage: 10 }), quotesOf({ symbol }))[0]
        ?.liquidationPriceUsd
    // Linear: 100 + 10 × (x − 100) = 0.01 × 10 × x, so x = 900 / 9.9. Inverse: = 0.01 × 1,000 contracts, so x = 91.
    expect(priceOf(linear)).toBeCloseTo(900 / 9.9, 9)
    expect(priceOf(inverse)).toBeCloseTo(91, 9)
  })

  it('names no price when none liquidates, and none for options', () => {
    const quotes = quotesOf({}, { symbol: inverseCall })
    const marked = markedPositions(booksOf(1_000, {}, { symbol: inverseCall, side: 'SELL' }), quotes)
    expect(marked.map(({ liquidationPriceUsd }) => liquidationPriceUsd)).toEqual([null, null])
  })

  it('gives the greeks of the whole position, signed', () => {
    const books = booksOf(1_000, { symbol: inverseCall, side: 'SELL', quantityCoin: 5 })
    const [marked] = markedPositions(books, quotesOf({ symbol: inverseCall, greeks: optionGreeks }))
    expect(marked?.greeks).toEqual({ deltaCoin: -2, gamma: -0.05, vegaUsd: -15, thetaUsd: 10 })
  })
})

describe('portfolioGreeks', () => {
  const books = booksOf(1_000, { quantityCoin: 2 }, { symbol: inverseCall, side: 'SELL', quantityCoin: 5 })
  const option = { symbol: inverseCall, greeks: optionGreeks, underlyingPriceUsd: 110 }

  it('adds up in USD: delta × price, gamma of a 1 % move, vega and theta', () => {
    // Delta 2 × 100 − 2 × 110; gamma −0.05 × 110² × 1 %.
    const totals = portfolioGreeks(books, quotesOf({}, option))
    expect(totals).toMatchObject({ totalDeltaUsd: -20, totalVegaUsd: -15, totalThetaUsd: 10 })
    expect(totals.totalGammaUsd).toBeCloseTo(-6.05, 12)
  })

  it('is unknown where it is for one position, and only there', () => {
    expect(portfolioGreeks(books, quotesOf({ markPriceUsd: null }, option))).toMatchObject({
      totalDeltaUsd: null,
      totalVegaUsd: -15,
    })
    const unknown = { totalDeltaUsd: null, totalGammaUsd: null, totalVegaUsd: null, totalThetaUsd: null }
    expect(portfolioGreeks(books, quotesOf({}, { ...option, greeks: null }))).toEqual(unknown)
    expect(portfolioGreeks(books, quotesOf({}, { ...option, underlyingPriceUsd: null }))).toMatchObject({
      totalDeltaUsd: null,
      totalGammaUsd: null,
      totalThetaUsd: 10,
    })
    expect(portfolioGreeks(booksOf(1, { symbol: linearPut }), new Map())).toEqual(unknown)
  })

  it('is nothing without positions', () => {
    const none = { totalDeltaUsd: 0, totalGammaUsd: 0, totalVegaUsd: 0, totalThetaUsd: 0 }
    expect(portfolioGreeks(booksOf(1), new Map())).toEqual(none)
  })
})
