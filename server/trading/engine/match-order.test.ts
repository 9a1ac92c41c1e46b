import { describe, expect, it } from 'vitest'
import { inverseCall, orderWith, quoteWith } from '../../../tests/support/trading/ledger-builders.js'
import type { Quote } from '../../domain/quote.js'
import { matchOrder, type OrderFacts } from './match-order.js'

const match = (order: Partial<OrderFacts>, quote: Partial<Quote> = {}, takenCoin = 0) =>
  matchOrder(orderWith(order), quoteWith(quote), takenCoin)
const limit = (limitPriceUsd: number, rest: Partial<OrderFacts> = {}): Partial<OrderFacts> => ({
  type: 'LIMIT',
  timeInForce: 'GTC',
  limitPriceUsd,
  ...rest,
})
const taken = (quantityCoin: number, priceUsd: number) => ({
  quantityCoin,
  priceUsd,
  priceCoin: null,
  liquidity: 'TAKER',
})
const nothing = { nothing: true }

describe('a market order', () => {
  it('buys at the ask and sells at the bid', () => {
    expect(match({})).toEqual(taken(1, 101))
    expect(match({ side: 'SELL' })).toEqual(taken(1, 99))
  })

  it('takes what there is and no more, less what was taken of this quote before', () => {
    expect(match({ remainingCoin: 5 }, { askQuantityCoin: 3 })).toEqual(taken(3, 101))
    expect(match({ remainingCoin: 5 }, { askQuantityCoin: 0.3 }, 0.1)).toEqual(taken(0.2, 101))
    expect(match({ remainingCoin: 5 }, { askQuantityCoin: 3 }, 3)).toMatchObject({ refused: 'NotEnoughOffered' })
  })

  it('is filled in full or refused when it says so', () => {
    const all = { timeInForce: 'FOK', remainingCoin: 5 } as const
    expect(match(all, { askQuantityCoin: 5 })).toEqual(taken(5, 101))
    expect(match(all, { askQuantityCoin: 5 }, 1)).toEqual({
      refused: 'NotEnoughOffered',
      offeredCoin: 4,
      message: 'Only 4 of BTC-PERPETUAL offered at the best ask, the order is for 5',
    })
  })

  it('is refused when the market cannot be traded', () => {
    expect(match({}, { freshness: 'STALE' })).toMatchObject({ refused: 'StalePrice' })
    expect(match({}, { markPriceUsd: null })).toMatchObject({ refused: 'NoQuote' })
    expect(match({}, { underlyingPriceUsd: null })).toMatchObject({ refused: 'NoQuote' })
    expect(match({}, { askPriceUsd: null })).toEqual({ refused: 'NoQuote', message: 'Nobody offers BTC-PERPETUAL' })
    expect(match({ side: 'SELL' }, { bidPriceUsd: null })).toMatchObject({ message: 'Nobody bids for BTC-PERPETUAL' })
  })
})

describe('a limit order on arrival', () => {
  it('takes the quote at the price of the quote when that is within its limit', () => {
    expect(match(limit(101))).toEqual(taken(1, 101))
    expect(match(limit(105))).toEqual(taken(1, 101))
    expect(match(limit(99, { side: 'SELL' }))).toEqual(taken(1, 99))
  })

  it('meets nothing beyond its limit, without a quote, or when all of it is taken', () => {
    expect(match(limit(100.9))).toEqual(nothing)
    expect(match(limit(99.1, { side: 'SELL' }))).toEqual(nothing)
    expect(match(limit(105), { askPriceUsd: null })).toEqual(nothing)
    expect(match(limit(105), { askQuantityCoin: 2 }, 2)).toEqual(nothing)
    expect(match(limit(100.9, { timeInForce: 'FOK' }))).toEqual(nothing)
  })

  it('fills what there is, or all or nothing for FOK', () => {
    const big = { remainingCoin: 5 }
    expect(match(limit(101, big), { askQuantityCoin: 2 })).toEqual(taken(2, 101))
    expect(match(limit(101, { ...big, timeInForce: 'IOC' }), { askQuantityCoin: 2 })).toEqual(taken(2, 101))
    expect(match(limit(101, { ...big, timeInForce: 'FOK' }), { askQuantityCoin: 2 })).toMatchObject({
      refused: 'NotEnoughOffered',
    })
  })

  it('is refused at a stale price', () => {
    expect(match(limit(105), { freshness: 'STALE' })).toMatchObject({ refused: 'StalePrice' })
  })
})

describe('a resting limit order', () => {
  it('is filled at its limit once the opposite quote reaches it', () => {
    const maker = { quantityCoin: 1, priceUsd: 100, priceCoin: null, liquidity: 'MAKER' }
    expect(match(limit(100, { resting: true }), { askPriceUsd: 100.1 })).toEqual(nothing)
    expect(match(limit(100, { resting: true }), { askPriceUsd: 100 })).toEqual(maker)
    expect(match(limit(100, { resting: true }), { askPriceUsd: 90 })).toEqual(maker)
    expect(match(limit(100, { resting: true, side: 'SELL' }), { bidPriceUsd: 110 })).toEqual(maker)
  })

  it('gets no more than the opposite quote carries', () => {
    const facts = limit(101, { resting: true, remainingCoin: 5 })
    expect(match(facts, { askQuantityCoin: 3 }, 1)).toMatchObject({ quantityCoin: 2, priceUsd: 101 })
  })

  it('waits while the market cannot be traded', () => {
    for (const quote of [{ freshness: 'STALE' }, { markPriceUsd: null }, { askPriceUsd: null }] as const) {
      expect(match(limit(105, { resting: true }), quote)).toEqual(nothing)
    }
  })
})

describe('an inverse option', () => {
  const quote = {
    symbol: inverseCall,
    bidPriceCoin: 0.01,
    bidPriceUsd: 1_000,
    askPriceCoin: 0.02,
    askPriceUsd: 2_000,
    underlyingPriceUsd: 100_000,
  }
  const order = (limitPriceCoin: number, rest: Partial<OrderFacts> = {}): Partial<OrderFacts> => ({
    symbol: inverseCall,
    type: 'LIMIT',
    timeInForce: 'GTC',
    limitPriceCoin,
    ...rest,
  })

  it('compares its limit in the coin', () => {
    expect(match(order(0.02), quote)).toEqual({ quantityCoin: 1, priceUsd: 2_000, priceCoin: 0.02, liquidity: 'TAKER' })
    expect(match(order(0.0199), quote)).toEqual(nothing)
    expect(match(order(0.01, { side: 'SELL' }), quote)).toMatchObject({ priceUsd: 1_000, priceCoin: 0.01 })
  })

  it('is filled while resting at its limit, in USD by its underlying', () => {
    const maker = { quantityCoin: 1, priceUsd: 2_500, priceCoin: 0.025, liquidity: 'MAKER' }
    expect(match(order(0.025, { resting: true }), quote)).toEqual(maker)
    expect(match(order(0.025, { resting: true }), { ...quote, underlyingPriceUsd: null })).toEqual(nothing)
  })

  it('needs both prices of a quote', () => {
    const market = { symbol: inverseCall }
    expect(match(market, quote)).toMatchObject({ priceUsd: 2_000, priceCoin: 0.02 })
    expect(match(market, { ...quote, askPriceCoin: null })).toMatchObject({ refused: 'NoQuote' })
    expect(match(market, { ...quote, askPriceUsd: null })).toMatchObject({ refused: 'NoQuote' })
  })
})

it('throws for what its caller mixed up', () => {
  expect(() => match({ symbol: 'ETH-PERPETUAL' })).toThrow(RangeError)
  expect(() => match({ type: 'LIMIT' })).toThrow(RangeError)
})
