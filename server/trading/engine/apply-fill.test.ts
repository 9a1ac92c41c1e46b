import { describe, expect, it } from 'vitest'
import { fillWith } from '../../../tests/support/trading/builders.js'
import type { Fill } from './apply-fill.js'
import { applyFill } from './apply-fill.js'
import { cashUsd, openLedger } from './ledger.js'

const after = (...fills: Partial<Fill>[]) =>
  fills.reduce((ledger, fill) => applyFill(ledger, fillWith(fill)), openLedger(10_000))

describe('applyFill', () => {
  it('opens a position and takes only the fee from the cash', () => {
    const ledger = after({ side: 'SELL', quantityCoin: 2, priceUsd: 100, feeUsd: 0.1, leverage: 3 })
    expect(ledger.positions).toMatchObject([{ side: 'SHORT', quantityCoin: 2, entryPriceUsd: 100, leverage: 3 }])
    expect(cashUsd(ledger)).toBe(9_999.9)
    expect(ledger.trades.closed).toBe(0)
  })

  it('averages the entry by quantity when it enlarges, and keeps when the position was opened', () => {
    const ledger = after({ quantityCoin: 1, priceUsd: 100, timeMs: 5 }, { quantityCoin: 3, priceUsd: 120, timeMs: 9 })
    expect(ledger.positions).toMatchObject([{ quantityCoin: 4, entryPriceUsd: 115, openedAtMs: 5 }])
    expect(ledger.realizedPnlUsd).toBe(0)
  })

  it('takes the plan of the newer fill, if that has one', () => {
    const [first, second] = [90, 95].map((stopLossUsd) => ({ profitTargetUsd: null, stopLossUsd, invalidation: null }))
    expect(after({ exitPlan: first ?? null }, {}).positions).toMatchObject([{ exitPlan: first }])
    expect(after({ exitPlan: first ?? null }, { exitPlan: second ?? null }).positions).toMatchObject([
      { exitPlan: second },
    ])
  })

  it('earns exactly what the inverse contracts earn, converted at the exit price', () => {
    // 500 contracts of 1 USD at 100 and 600 at 120, sold at 150: coins earned are 500/100 + 600/120 − 1100/150.
    const inverseUsd = (500 / 100 + 600 / 120 - 1_100 / 150) * 150
    const ledger = after({ quantityCoin: 5, priceUsd: 100 }, { quantityCoin: 5, priceUsd: 120 }, sell(10, 150))
    expect(ledger.realizedPnlUsd).toBeCloseTo(inverseUsd, 9)
  })

  it('adds margins when positions of different leverage are joined', () => {
    // 300 USD at 3 put up 100, 200 USD at 1 put up 200: 500 USD on 300.
    const ledger = after({ quantityCoin: 3, leverage: 3 }, { quantityCoin: 2, leverage: 1 })
    expect(ledger.positions[0]?.leverage).toBeCloseTo(500 / 300, 12)
  })

  it('realizes a partial close in proportion and leaves the entry of the rest', () => {
    const ledger = after({ quantityCoin: 4, priceUsd: 100 }, sell(1, 130))
    expect(ledger.realizedPnlUsd).toBe(30)
    expect(ledger.positions).toMatchObject([{ quantityCoin: 3, entryPriceUsd: 100 }])
    expect(ledger.trades.closed).toBe(0)
  })

  it('counts a trade from flat to flat with its fees of both sides', () => {
    // 1 coin: +3 less 2 + 2 fees: a loss of 1 although the price rose.
    const ledger = after({ priceUsd: 100, feeUsd: 2 }, { ...sell(1, 103), feeUsd: 2 })
    expect(ledger.positions).toEqual([])
    expect(ledger.trades).toEqual({ closed: 1, won: 0, wonUsd: 0, lostUsd: 1 })
    expect(cashUsd(ledger)).toBe(9_999)
  })

  it('is flat, not dusty, after quantities that have no exact binary form', () => {
    const ledger = after({ quantityCoin: 0.1 }, { quantityCoin: 0.2 }, sell(0.3, 100))
    expect(ledger.positions).toEqual([])
  })

  it('turns over by closing and opening, the fee split by quantity', () => {
    // Long 1 from 100; 4 sold at 110 for a fee of 8: the closed trade made 10 − 2, the new short of 3 has paid 6.
    const plan = { profitTargetUsd: 90, stopLossUsd: 120, invalidation: null }
    const ledger = after({}, { ...sell(4, 110), feeUsd: 8, leverage: 2, timeMs: 7, exitPlan: plan })
    expect(ledger.trades).toEqual({ closed: 1, won: 1, wonUsd: 8, lostUsd: 0 })
    expect(ledger.positions).toEqual([
      {
        symbol: 'BTC-PERPETUAL',
        side: 'SHORT',
        quantityCoin: 3,
        entryPriceUsd: 110,
        leverage: 2,
        openedAtMs: 7,
        exitPlan: plan,
        tradeResultUsd: -6,
      },
    ])
    expect(ledger.feesUsd).toBe(8)
  })

  it('refuses what cannot have happened', () => {
    for (const wrong of [{ quantityCoin: 0 }, { priceUsd: NaN }, { feeUsd: -1 }, { leverage: 0.5 }]) {
      expect(() => after(wrong)).toThrow(RangeError)
    }
  })
})

function sell(quantityCoin: number, priceUsd: number): Partial<Fill> {
  return { side: 'SELL', quantityCoin, priceUsd }
}
