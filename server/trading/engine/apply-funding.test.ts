import { describe, expect, it } from 'vitest'
import { fillWith } from '../../../tests/support/trading/builders.js'
import { applyFill } from './apply-fill.js'
import type { FundingSpan } from './apply-funding.js'
import { applyFunding } from './apply-funding.js'
import { cashUsd, openLedger } from './ledger.js'

const hour = 3_600_000
const long = applyFill(openLedger(10_000), fillWith({ quantityCoin: 2 }))
const short = applyFill(openLedger(10_000), fillWith({ quantityCoin: 2, side: 'SELL' }))
const span: FundingSpan = { symbol: 'BTC-PERPETUAL', markPriceUsd: 120, fundingRate8h: 0.001, elapsedMs: 2 * hour }

describe('applyFunding', () => {
  it('makes longs pay shorts on the notional at the mark, for the share of eight hours that passed', () => {
    // 2 coins × 120 USD × 0.001 × 2 h / 8 h = 0.06 USD.
    expect(applyFunding(long, span).fundingUsd).toBeCloseTo(-0.06, 12)
    expect(applyFunding(short, span).fundingUsd).toBeCloseTo(0.06, 12)
    expect(cashUsd(applyFunding(long, span))).toBeCloseTo(9_999.94, 9)
  })

  it('makes shorts pay at a negative rate', () => {
    expect(applyFunding(short, { ...span, fundingRate8h: -0.001 }).fundingUsd).toBeCloseTo(-0.06, 12)
  })

  it('belongs to the result of the trade', () => {
    const closed = applyFill(applyFunding(long, span), fillWith({ quantityCoin: 2, side: 'SELL' }))
    expect(closed.trades).toMatchObject({ closed: 1, won: 0 })
    expect(closed.trades.lostUsd).toBeCloseTo(0.06, 12)
  })

  it('accrues nothing at an unknown rate, for time that did not pass, or without a position', () => {
    expect(applyFunding(long, { ...span, fundingRate8h: null })).toBe(long)
    expect(applyFunding(long, { ...span, elapsedMs: -hour })).toBe(long)
    expect(applyFunding(long, { ...span, elapsedMs: NaN })).toBe(long)
    expect(applyFunding(long, { ...span, symbol: 'ETH-PERPETUAL' })).toBe(long)
  })
})
