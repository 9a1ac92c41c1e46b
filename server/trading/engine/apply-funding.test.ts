import { describe, expect, it } from 'vitest'
import { booksOf, fillWith, linear } from '../../../tests/support/trading/ledger-builders.js'
import { applyFill } from './apply-fill.js'
import { applyFunding, type FundingSpan } from './apply-funding.js'
import { cashUsd } from './ledger.js'

const hour = 3_600_000
const long = booksOf(10_000, { quantityCoin: 2 })
const short = booksOf(10_000, { quantityCoin: 2, side: 'SELL' })
const span: FundingSpan = { symbol: 'BTC-PERPETUAL', markPriceUsd: 120, fundingRate8h: 0.001, elapsedMs: 2 * hour }

describe('applyFunding', () => {
  it('makes longs pay shorts on the contracts of an inverse perpetual, for the share of eight hours that passed', () => {
    // 200 contracts: 200 / 120 × 0.001 × 2 h / 8 h coins, which at 120 USD are 200 × 0.00025 = 0.05 USD.
    expect(applyFunding(long, span).fundingUsd).toBeCloseTo(-0.05, 12)
    expect(applyFunding(short, span).fundingUsd).toBeCloseTo(0.05, 12)
    expect(cashUsd(applyFunding(long, span))).toBeCloseTo(9_999.95, 9)
  })

  it('is on the mark for a linear perpetual', () => {
    // 2 coins × 120 USD × 0.001 × 2 h / 8 h = 0.06 USD.
    const books = booksOf(10_000, { symbol: linear, quantityCoin: 2 })
    expect(applyFunding(books, { ...span, symbol: linear }).fundingUsd).toBeCloseTo(-0.06, 12)
  })

  it('makes shorts pay at a negative rate', () => {
    expect(applyFunding(short, { ...span, fundingRate8h: -0.001 }).fundingUsd).toBeCloseTo(-0.05, 12)
  })

  it('belongs to the result of the trade', () => {
    const { ledger, closed } = applyFill(applyFunding(long, span), fillWith({ quantityCoin: 2, side: 'SELL' }))
    expect(ledger.trades).toMatchObject({ closed: 1, won: 0, lost: 1 })
    expect(closed?.pnlUsd).toBeCloseTo(-0.05, 12)
    expect(closed?.fundingUsd).toBeCloseTo(-0.05, 12)
  })

  it('accrues nothing at an unknown rate, for time that did not pass, or without a position', () => {
    expect(applyFunding(long, { ...span, fundingRate8h: null })).toBe(long)
    expect(applyFunding(long, { ...span, elapsedMs: -hour })).toBe(long)
    expect(applyFunding(long, { ...span, elapsedMs: NaN })).toBe(long)
    expect(applyFunding(long, { ...span, symbol: 'ETH-PERPETUAL' })).toBe(long)
  })
})
