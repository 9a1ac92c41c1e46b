import { describe, expect, it } from 'vitest'
import { marketWith } from '../../../tests/support/trading/builders.js'
import { matchOrder } from './match-order.js'

const buy = { symbol: 'BTC-PERPETUAL', side: 'BUY', quantityCoin: 10 } as const
const sell = { ...buy, side: 'SELL' } as const

describe('matchOrder', () => {
  it('buys at the ask and sells at the bid, for the taker fee', () => {
    expect(matchOrder(buy, marketWith())).toEqual({ priceUsd: 101, feeUsd: 1_010 * 0.0005 })
    expect(matchOrder(sell, marketWith())).toEqual({ priceUsd: 99, feeUsd: 990 * 0.0005 })
  })

  it('fills up to the size at the quote and not beyond', () => {
    expect(matchOrder(buy, marketWith({ askAmountUsd: 1_010 }))).toHaveProperty('priceUsd', 101)
    expect(matchOrder(buy, marketWith({ askAmountUsd: 1_000, bidAmountUsd: 9_999 }))).toEqual({
      refused: 'Only 1000 USD offered at the best ask, the order is for 1010 USD',
    })
    expect(matchOrder(sell, marketWith({ bidAmountUsd: 500 }))).toEqual({
      refused: 'Only 500 USD wanted at the best bid, the order is for 990 USD',
    })
  })

  it('refuses when the market cannot be traded', () => {
    expect(matchOrder(buy, marketWith({}, { freshness: 'STALE' }))).toEqual({ refused: 'The market is stale' })
    expect(matchOrder(buy, marketWith({ askPriceUsd: null }))).toEqual({ refused: 'Nobody offers BTC-PERPETUAL' })
    expect(matchOrder(sell, marketWith({ bidPriceUsd: null }))).toEqual({ refused: 'Nobody bids for BTC-PERPETUAL' })
    expect(matchOrder(buy, marketWith({ markPriceUsd: null }))).toHaveProperty('refused')
    expect(matchOrder(buy, marketWith({}, { perpetual: null }))).toHaveProperty('refused')
    expect(matchOrder({ ...buy, symbol: 'ETH-PERPETUAL' }, marketWith())).toHaveProperty('refused')
  })
})
