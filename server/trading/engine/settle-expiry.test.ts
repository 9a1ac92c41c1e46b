import { describe, expect, it } from 'vitest'
import { booksOf, inverse, inverseCall, linearPut, positionOf } from '../../../tests/support/trading/ledger-builders.js'
import { applyFill } from './apply-fill.js'
import { settleExpiry } from './settle-expiry.js'

describe('settleExpiry', () => {
  it('pays a call what the index is above the strike, less the delivery fee', () => {
    // 2 coins of a 100 call at 125: 25 each. Fee: the less of 0.015 % × 125 and 12.5 % × 25, of each coin.
    const fill = settleExpiry(positionOf({ symbol: inverseCall, quantityCoin: 2, priceUsd: 10 }), 125, 9)
    expect(fill).toMatchObject({
      side: 'SELL',
      quantityCoin: 2,
      priceUsd: 25,
      priceCoin: 0.2,
      reason: 'EXPIRY',
      liquidity: 'DELIVERY',
      timeMs: 9,
    })
    expect(fill.feeUsd).toBeCloseTo(2 * 0.00015 * 125, 12)
  })

  it('takes from whoever sold a put what the index is below the strike', () => {
    const books = booksOf(1_000, { symbol: linearPut, side: 'SELL', quantityCoin: 3, priceUsd: 5, decisionId: 'd' })
    const [position] = books.positions
    const fill = position && settleExpiry(position, 80, 9)
    expect(fill).toMatchObject({ side: 'BUY', priceUsd: 20, priceCoin: null })
    const { closed, scores, ledger } = applyFill(books, fill ?? expect.fail())
    expect(closed).toMatchObject({ outcome: 'EXPIRED', exitPriceUsd: 20 })
    expect(closed?.pnlUsd).toBeCloseTo(3 * (5 - 20) - 3 * 0.00015 * 80, 12)
    expect(scores).toMatchObject([{ decisionId: 'd', score: { outcome: 'EXPIRED' } }])
    expect(ledger.positions).toEqual([])
  })

  it('ends what is out of the money at nothing and without a fee', () => {
    expect(settleExpiry(positionOf({ symbol: inverseCall }), 100, 9)).toMatchObject({ priceUsd: 0, feeUsd: 0 })
    expect(settleExpiry(positionOf({ symbol: linearPut }), 101, 9)).toMatchObject({ priceUsd: 0, feeUsd: 0 })
  })

  it('settles options only, at a price', () => {
    expect(() => settleExpiry(positionOf({ symbol: inverse }), 100, 9)).toThrow(RangeError)
    expect(() => settleExpiry(positionOf({ symbol: inverseCall }), 0, 9)).toThrow(RangeError)
    expect(() => settleExpiry(positionOf({ symbol: inverseCall }), NaN, 9)).toThrow(RangeError)
  })
})
