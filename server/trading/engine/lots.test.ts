import { describe, expect, it } from 'vitest'
import { booksOf, fillWith, inverse, linear, planWith } from '../../../tests/support/trading/ledger-builders.js'
import { applyFill } from './apply-fill.js'
import { applyFunding } from './apply-funding.js'
import { fundingPeriodMs } from './instrument-rules.js'
import type { LedgerFill } from './ledger-fill.js'
import type { Ledger } from './ledger.js'

const first: Partial<LedgerFill> = {
  decisionId: 'first',
  confidence: 0.75,
  quantityCoin: 2,
  priceUsd: 100,
  feeUsd: 2,
  exitPlan: planWith({ stopLossUsd: 90 }),
}
const second: Partial<LedgerFill> = { decisionId: 'second', confidence: 1, quantityCoin: 3, priceUsd: 110, feeUsd: 3 }
const sell = (quantityCoin: number, priceUsd: number, rest: Partial<LedgerFill> = {}) =>
  fillWith({ side: 'SELL', quantityCoin, priceUsd, timeMs: 7, ...rest })
const close = (ledger: Ledger, fill: LedgerFill) => applyFill(ledger, fill)

describe('the lots of a position', () => {
  it('are all closed with it, though one is finer than 15 digits of the sum', () => {
    const fine = { ...first, symbol: linear, quantityCoin: 0.00000003 }
    const books = booksOf(1e12, fine, { ...second, symbol: linear, quantityCoin: 987_654_321.5 })
    const { scores, ledger } = close(books, sell(987_654_321.5, 120, { symbol: linear }))
    expect(ledger.positions).toEqual([])
    expect(scores.map(({ decisionId, score }) => [decisionId, score.outcome])).toEqual([
      ['first', 'CLOSED'],
      ['second', 'CLOSED'],
    ])
  })

  it('are closed first in, first out, each at its own entry', () => {
    // 4 sold at 120 for 4: the first lot made 2 × 20 − 2 − 2; of the second 2 of 3 made 2 × 10, less 3 and 2.
    const { scores, ledger } = close(booksOf(1_000, first, second), sell(4, 120, { feeUsd: 4, reason: 'TARGET' }))
    expect(scores).toEqual([
      {
        decisionId: 'first',
        confidence: 0.75,
        // 36 USD over 10 USD of risk on 2 coins.
        score: { outcome: 'TARGET', pnlUsd: 36, rMultiple: 1.8, closedAtMs: 7 },
      },
      {
        decisionId: 'second',
        confidence: 1,
        score: { outcome: 'OPEN', pnlUsd: 15, rMultiple: null, closedAtMs: null },
      },
    ])
    expect(ledger.positions[0]?.lots).toMatchObject([{ decisionId: 'second', quantityCoin: 1, enteredCoin: 3 }])
  })

  it('make together what the position made, though that goes by its average', () => {
    // Average 106: the position realizes 4 × 14 and 1 × −6 = 50; the lots 40 + 20 and −10.
    const partly = close(booksOf(1_000, first, second), sell(4, 120))
    const flat = close(partly.ledger, sell(1, 100))
    expect(partly.realizedPnlUsd).toBe(56)
    expect(flat.closed?.pnlUsd).toBe(45)
    expect(partly.scores[0]?.score.pnlUsd).toBe(38)
    expect(flat.scores[0]?.score.pnlUsd).toBe(7)
  })

  it('share funding by quantity', () => {
    // A rate of 1 % for 8 h on the contracts: 5 × 106 = 530 USD pay 5.30, of it 2/5 by the first lot.
    const span = { symbol: inverse, markPriceUsd: 500, fundingRate8h: 0.01, elapsedMs: fundingPeriodMs }
    const [position] = applyFunding(booksOf(1_000, first, second), span).positions
    expect(position?.lots[0]?.resultUsd).toBeCloseTo(-2 - 2.12, 12)
    expect(position?.lots[1]?.resultUsd).toBeCloseTo(-3 - 3.18, 12)
  })

  it('join what one decision entered in several fills', () => {
    const ledger = booksOf(1_000, first, second, { ...first, quantityCoin: 2, priceUsd: 120 })
    expect(ledger.positions[0]?.lots).toMatchObject([
      { decisionId: 'first', quantityCoin: 4, enteredCoin: 4, entryPriceUsd: 110, resultUsd: -4 },
      { decisionId: 'second', quantityCoin: 3 },
    ])
    // Risk of 20 USD on 4 coins; 4 × 10 − 4.
    expect(close(ledger, sell(4, 120)).scores[0]?.score.rMultiple).toBeCloseTo(36 / 80, 12)
  })

  it('are not touched by the dust of quantities that have no exact binary form', () => {
    // 0.8 − 0.1 − 0.7 leaves 1e-16 in binary fractions, which closes nothing of the third.
    const lots = [0.1, 0.7, 1].map((quantityCoin, index) => ({ decisionId: `d${index}`, quantityCoin }))
    const { scores } = close(booksOf(1_000, ...lots), sell(0.8, 120))
    expect(scores.map(({ decisionId, score }) => [decisionId, score.outcome])).toEqual([
      ['d0', 'CLOSED'],
      ['d1', 'CLOSED'],
    ])
  })

  it('without a decision are closed without a score, and joined in a row only', () => {
    const ledger = booksOf(1_000, {}, { priceUsd: 130 }, first, {}, { feeUsd: 1 })
    expect(ledger.positions[0]?.lots).toMatchObject([
      { decisionId: null, quantityCoin: 2, entryPriceUsd: 115 },
      { decisionId: 'first', quantityCoin: 2 },
      { decisionId: null, quantityCoin: 2, entryPriceUsd: 100, resultUsd: -1 },
    ])
    expect(close(ledger, sell(2, 120)).scores).toEqual([])
    expect(close(ledger, sell(3, 120)).scores).toMatchObject([{ decisionId: 'first', score: { outcome: 'OPEN' } }])
  })

  it('do not grow with the fills, and make what these made', () => {
    let ledger = booksOf(1_000_000)
    for (let fill = 0; fill < 10_000; fill += 1) {
      const enters = fillWith({ quantityCoin: 0.001, priceUsd: 100 + (fill % 7), feeUsd: 0.01 })
      ledger = applyFill(ledger, enters).ledger
      // Now and then a little is closed.
      if (fill % 100 === 99) ledger = applyFill(ledger, sell(0.01, 103, { feeUsd: 0.01 })).ledger
    }
    const [position] = ledger.positions
    expect(position?.lots).toHaveLength(1)
    expect(position?.quantityCoin).toBe(9)
    expect(position?.lots[0]?.quantityCoin).toBe(9)
    const { closed, ledger: flat } = close(ledger, sell(9, 110, { feeUsd: 1 }))
    expect(closed?.pnlUsd).toBeCloseTo(flat.realizedPnlUsd - flat.feesUsd, 6)
    // Bought for 0.001 × (100 + fill % 7), sold 1 at 103 and 9 at 110.
    const paidUsd = Array.from({ length: 10_000 }, (_, fill) => 0.001 * (100 + (fill % 7))).reduce((a, b) => a + b, 0)
    expect(flat.realizedPnlUsd).toBeCloseTo(103 + 990 - paidUsd, 6)
    expect(flat.feesUsd).toBeCloseTo(100 + 1 + 1, 6)
  })

  it.each([
    ['STOP', 'STOP'],
    ['TARGET', 'TARGET'],
    ['INVALIDATED', 'INVALIDATED'],
    ['EXPIRY', 'EXPIRED'],
    ['ORDER', 'CLOSED'],
    ['LIQUIDATION', 'CLOSED'],
  ] as const)('come by %s to the outcome %s', (reason, outcome) => {
    const { scores, closed } = close(booksOf(1_000, first), sell(2, 120, { reason }))
    expect([scores[0]?.score.outcome, closed?.outcome]).toEqual([outcome, outcome])
  })

  it('have no multiple of the risk when the stop is at the entry', () => {
    const ledger = booksOf(1_000, { ...first, exitPlan: planWith({ stopLossUsd: 100 }) })
    expect(close(ledger, sell(2, 120)).scores[0]?.score).toMatchObject({ pnlUsd: 38, rMultiple: null })
  })
})

describe('calibration', () => {
  const bucketOf = (confidence: number, exitUsd: number) => {
    const { calibration } = close(booksOf(1_000, { confidence }), sell(1, exitUsd)).ledger
    return calibration.flatMap((bucket, index) => (bucket.decided > 0 ? [[index, bucket.decided, bucket.won]] : []))
  }

  it('counts in ten buckets of confidence, the last with its end', () => {
    expect(bucketOf(0, 101)).toEqual([[0, 1, 1]])
    expect(bucketOf(0.1, 101)).toEqual([[1, 1, 1]])
    expect(bucketOf(0.99, 100)).toEqual([[9, 1, 0]])
    expect(bucketOf(1, 99)).toEqual([[9, 1, 0]])
  })

  it('counts a lot once, when all of it is closed', () => {
    const partly = close(booksOf(1_000, first, second), sell(4, 120)).ledger
    expect(partly.calibration[7]).toEqual({ decided: 1, won: 1 })
    expect(partly.calibration[9]).toEqual({ decided: 0, won: 0 })
    expect(close(partly, sell(1, 120)).ledger.calibration[9]).toEqual({ decided: 1, won: 1 })
  })
})
