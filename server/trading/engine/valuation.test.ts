import { describe, expect, it } from 'vitest'
import { fillWith } from '../../../tests/support/trading/builders.js'
import type { Fill } from './apply-fill.js'
import { applyFill } from './apply-fill.js'
import { openLedger } from './ledger.js'
import { valueAt } from './valuation.js'

const symbol = 'BTC-PERPETUAL'
const books = (depositUsd: number, ...fills: Partial<Fill>[]) =>
  fills.reduce((ledger, fill) => applyFill(ledger, fillWith(fill)), openLedger(depositUsd))
const at = (markPriceUsd: number) => new Map([[symbol, markPriceUsd]])

describe('valueAt', () => {
  it('values a short: what the price fell is gained', () => {
    const ledger = books(1_000, { side: 'SELL', quantityCoin: 2, leverage: 4, feeUsd: 1 })
    expect(valueAt(ledger, at(90))).toMatchObject({
      cashUsd: 999,
      unrealizedPnlUsd: 20,
      accountValueUsd: 1_019,
      marginUsedUsd: 50,
      marginAvailableUsd: 969,
      maintenanceMarginUsd: 1.8,
      positions: [{ notionalUsd: 180, pnlUsd: 20, marginUsd: 50 }],
    })
  })

  it('says nothing of a position whose mark price is unknown, and counts it at its entry', () => {
    const [marked] = valueAt(books(1_000, {}), new Map()).positions
    expect(marked).toMatchObject({ markPriceUsd: null, notionalUsd: null, pnlUsd: null })
    expect(valueAt(books(1_000, {}), new Map()).accountValueUsd).toBe(1_000)
  })

  it('never has less than no margin available', () => {
    expect(valueAt(books(100, { quantityCoin: 10, leverage: 10 }), at(95)).marginAvailableUsd).toBe(0)
  })

  for (const side of ['BUY', 'SELL'] as const) {
    it(`names the mark price at which a ${side} is down to its maintenance margin`, () => {
      const other = { symbol: 'ETH-PERPETUAL', quantityCoin: 5, priceUsd: 20, side: 'SELL' } as const
      const ledger = books(300, { side, quantityCoin: 10, leverage: 10 }, other)
      const marks = new Map([...at(100), ['ETH-PERPETUAL', 21] as const])
      const priceUsd = valueAt(ledger, marks).positions[0]?.liquidationPriceUsd ?? NaN
      const there = valueAt(ledger, new Map([...marks, [symbol, priceUsd] as const]))
      expect(there.accountValueUsd).toBeCloseTo(there.maintenanceMarginUsd, 9)
    })
  }

  it('knows by hand where a long is liquidated', () => {
    // 100 + 10 × (x − 100) = 0.01 × 10 × x, so x = 900 / 9.9.
    const [marked] = valueAt(books(100, { quantityCoin: 10, leverage: 10 }), at(100)).positions
    expect(marked?.liquidationPriceUsd).toBeCloseTo(900 / 9.9, 9)
  })

  it('names no price when none liquidates', () => {
    expect(valueAt(books(1_000, { quantityCoin: 1 }), at(100)).positions[0]?.liquidationPriceUsd).toBeNull()
  })
})
