import { describe, expect, it } from 'vitest'
import { booksOf, fillWith, inverse, inverseCall, planWith } from '../../../tests/support/trading/ledger-builders.js'
import { applyFill } from './apply-fill.js'
import type { LedgerFill } from './ledger-fill.js'
import { cashUsd } from './ledger.js'

const after = (...fills: Partial<LedgerFill>[]) => booksOf(10_000, ...fills)
const applied = (before: Partial<LedgerFill>[], fill: Partial<LedgerFill>) =>
  applyFill(after(...before), fillWith(fill))

describe('applyFill', () => {
  it('opens a position and takes only the fee from the cash', () => {
    const ledger = after({ side: 'SELL', quantityCoin: 2, priceUsd: 100, feeUsd: 0.1, leverage: 3 })
    expect(ledger.positions).toMatchObject([{ side: 'SHORT', quantityCoin: 2, entryPriceUsd: 100, leverage: 3 }])
    expect(cashUsd(ledger)).toBe(9_999.9)
    expect(ledger.trades.closed).toBe(0)
  })

  it('moves no cash for the premium of an option', () => {
    expect(cashUsd(after({ symbol: inverseCall, quantityCoin: 3, priceUsd: 50 }))).toBe(10_000)
  })

  it('averages the entry by quantity when it enlarges, and keeps when the position was opened', () => {
    const ledger = after({ quantityCoin: 1, priceUsd: 100, timeMs: 5 }, { quantityCoin: 3, priceUsd: 120, timeMs: 9 })
    expect(ledger.positions).toMatchObject([{ quantityCoin: 4, entryPriceUsd: 115, openedAtMs: 5 }])
    expect(ledger.realizedPnlUsd).toBe(0)
  })

  it('takes the plan of the newer fill, if that has one', () => {
    const [first, second] = [planWith({ stopLossUsd: 90 }), planWith({ stopLossUsd: 95 })]
    expect(after({ exitPlan: first }, {}).positions).toMatchObject([{ exitPlan: first }])
    expect(after({ exitPlan: first }, { exitPlan: second }).positions).toMatchObject([{ exitPlan: second }])
  })

  it('keeps the parts of the plan that the newer fill leaves out, the invalidation with its rule', () => {
    const rule = { measure: null, comparison: null, value: null, untilMs: 9 } as const
    const whole = planWith({ stopLossUsd: 90, profitTargetUsd: 120, invalidation: 'Late.', invalidationRule: rule })
    const planAfter = (values: Parameters<typeof planWith>[0]) =>
      after({ exitPlan: whole }, { exitPlan: planWith(values) }).positions[0]?.exitPlan
    expect(planAfter({ profitTargetUsd: 130 })).toEqual({ ...whole, profitTargetUsd: 130 })
    expect(planAfter({ stopLossUsd: 95 })).toEqual({ ...whole, stopLossUsd: 95 })
    expect(planAfter({ invalidation: 'It falls.' })).toEqual({
      ...whole,
      invalidation: 'It falls.',
      invalidationRule: null,
    })
  })

  it('adds margins when positions of different leverage are joined', () => {
    // 300 USD at 3 put up 100, 200 USD at 1 put up 200: 500 USD on 300.
    const ledger = after({ quantityCoin: 3, leverage: 3 }, { quantityCoin: 2, leverage: 1 })
    expect(ledger.positions[0]?.leverage).toBeCloseTo(500 / 300, 12)
  })

  it('never joins leverages to one that no order may have', () => {
    // 10 USD and 28.04 USD, both at 50, make 50.00000000000001 in binary fractions.
    const ledger = after({ leverage: 50, quantityCoin: 0.1 }, { leverage: 50, quantityCoin: 0.4, priceUsd: 70.1 })
    expect(ledger.positions[0]?.leverage).toBe(50)
  })

  it('realizes a partial close in proportion and leaves the entry of the rest', () => {
    const { ledger, realizedPnlUsd, closed } = applied([{ quantityCoin: 4, priceUsd: 100 }], sell(1, 130))
    expect([realizedPnlUsd, ledger.realizedPnlUsd, closed]).toEqual([30, 30, null])
    expect(ledger.positions).toMatchObject([{ quantityCoin: 3, entryPriceUsd: 100 }])
    expect(ledger.trades.closed).toBe(0)
  })

  it('counts a trade from flat to flat with its fees of both sides', () => {
    // 1 coin: +3 less 2 + 2 fees: a loss of 1 although the price rose.
    const { ledger, closed } = applied([{ feeUsd: 2, timeMs: 5 }], { ...sell(1, 103), feeUsd: 2, timeMs: 9 })
    expect(ledger.positions).toEqual([])
    expect(ledger.trades).toMatchObject({ closed: 1, won: 0, lost: 1, wonUsd: 0, lostUsd: 1 })
    expect(ledger.trades).toMatchObject({ long: { closed: 1, won: 0, pnlUsd: -1 }, short: { closed: 0 } })
    expect(cashUsd(ledger)).toBe(9_999)
    expect(closed).toEqual({
      symbol: inverse,
      side: 'LONG',
      quantityCoin: 1,
      entryPriceUsd: 100,
      exitPriceUsd: 103,
      openedAtMs: 5,
      closedAtMs: 9,
      pnlUsd: -1,
      feesUsd: 4,
      fundingUsd: 0,
      outcome: 'CLOSED',
    })
  })

  it('tells a closed trade at its average prices', () => {
    // 2 at 100; 1 sold at 110; 3 more at 120 make 4 at 115; sold at 130. In: 200 + 360 over 5; out: 110 + 520 over 5.
    const { closed } = applied([{ quantityCoin: 2 }, sell(1, 110), { quantityCoin: 3, priceUsd: 120 }], sell(4, 130))
    expect(closed).toMatchObject({ quantityCoin: 5, entryPriceUsd: 112, exitPriceUsd: 126, pnlUsd: 70 })
  })

  it('counts a trade that came out even as neither won nor lost, whatever binary fractions leave of it', () => {
    const { trades, realizedPnlUsd } = after(
      ...[
        { quantityCoin: 0.1, priceUsd: 100.1 },
        { quantityCoin: 0.2, priceUsd: 100.2 },
      ],
      ...[sell(0.1, 100.1), sell(0.2, 100.2)],
    )
    expect(trades).toMatchObject({ closed: 1, won: 0, lost: 0, lostUsd: 0 })
    expect(realizedPnlUsd).toBeCloseTo(0, 9)
  })

  it('is flat, not dusty, after quantities that have no exact binary form', () => {
    expect(after({ quantityCoin: 0.1 }, { quantityCoin: 0.2 }, sell(0.3, 100)).positions).toEqual([])
  })

  it('turns over by closing and opening, the fee split by quantity', () => {
    // Long 1 from 100; 4 sold at 110 for a fee of 8: the closed trade made 10 − 2, the new short of 3 has paid 6.
    const turn = { ...sell(4, 110), feeUsd: 8, leverage: 2, timeMs: 7, exitPlan: planWith({ stopLossUsd: 120 }) }
    const { ledger, closed, scores } = applied([{ decisionId: 'in' }], { ...turn, decisionId: 'out', confidence: 0.4 })
    expect(closed).toMatchObject({ side: 'LONG', pnlUsd: 8, feesUsd: 2 })
    expect(scores).toMatchObject([{ decisionId: 'in', score: { outcome: 'CLOSED', pnlUsd: 8 } }])
    expect(ledger.trades).toMatchObject({ closed: 1, won: 1, wonUsd: 8, lostUsd: 0 })
    expect(ledger.positions).toMatchObject([
      {
        side: 'SHORT',
        quantityCoin: 3,
        entryPriceUsd: 110,
        leverage: 2,
        openedAtMs: 7,
        exitPlan: { stopLossUsd: 120 },
        lots: [{ decisionId: 'out', confidence: 0.4, quantityCoin: 3, stopLossUsd: 120, resultUsd: -6 }],
        trade: { feesUsd: 6, realizedUsd: 0, closedCoin: 0 },
      },
    ])
    expect(ledger.feesUsd).toBe(8)
  })

  it('lets an option end at nothing, and no perpetual', () => {
    const option = { symbol: inverseCall, quantityCoin: 2, priceUsd: 50 }
    const expired = applied([option], { ...option, side: 'SELL', priceUsd: 0, reason: 'EXPIRY' })
    expect(expired.closed).toMatchObject({ pnlUsd: -100, exitPriceUsd: 0, outcome: 'EXPIRED' })
    expect(() => after({ priceUsd: 0 })).toThrow(RangeError)
  })

  it.each<Partial<LedgerFill>>([
    { quantityCoin: 0 },
    { quantityCoin: 1e-9 },
    { quantityCoin: NaN },
    { priceUsd: NaN },
    { priceUsd: -1, symbol: inverseCall },
    { feeUsd: NaN },
    { leverage: 0.5 },
    { leverage: 51 },
    { confidence: 1.1 },
    { symbol: 'BTC-25DEC26' },
  ])('refuses what cannot have happened: %j', (wrong) => {
    expect(() => after(wrong)).toThrow(RangeError)
  })
})

function sell(quantityCoin: number, priceUsd: number): Partial<LedgerFill> {
  return { side: 'SELL', quantityCoin, priceUsd }
}
