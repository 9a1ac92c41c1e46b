import { describe, expect, it } from 'vitest'
import type { EnterDecision } from '../agents/trading-agent.js'
import { fillWith, marketWith } from '../../../tests/support/trading/builders.js'
import type { Fill } from './apply-fill.js'
import { applyFill } from './apply-fill.js'
import { executeDecision } from './execute-decision.js'
import { openLedger } from './ledger.js'

const marks = new Map([['BTC-PERPETUAL', 100]])
const books = (...fills: Partial<Fill>[]) => ({
  ledger: fills.reduce((ledger, fill) => applyFill(ledger, fillWith(fill)), openLedger(1_000)),
  marks,
})
const enter: EnterDecision = {
  action: 'BUY_TO_ENTER',
  confidence: 0.5,
  reasoning: 'A test.',
  quantityCoin: 2,
  leverage: 2,
  stopLossUsd: 90.005,
  profitTargetUsd: null,
  invalidation: null,
}
const thought = { confidence: null, reasoning: 'A test.' }

describe('executeDecision', () => {
  it('enters at the quote with the plan of the decision', () => {
    expect(executeDecision(books(), enter, marketWith())).toEqual({
      fill: fillWith({
        quantityCoin: 2,
        priceUsd: 101,
        feeUsd: 202 * 0.0005,
        leverage: 2,
        exitPlan: { stopLossUsd: 90.01, profitTargetUsd: null, invalidation: null },
      }),
    })
  })

  it('closes the whole position on its other side', () => {
    const short = books({ side: 'SELL', quantityCoin: 3 })
    const execution = executeDecision(short, { action: 'CLOSE', ...thought }, marketWith())
    expect(execution).toMatchObject({ fill: { side: 'BUY', quantityCoin: 3, priceUsd: 101 } })
    expect(executeDecision(books(), { action: 'CLOSE', ...thought }, marketWith())).toEqual({
      refused: 'There is no position to close',
    })
  })

  it('has nothing to do for a HOLD', () => {
    expect(executeDecision(books(), { action: 'HOLD', ...thought }, marketWith())).toEqual({ nothing: true })
  })

  it('enters as far as the initial margin reaches and no further', () => {
    // q × 101 / 2 of margin against 1,000 − q × (1 + 0.0505) of value, half-spread and fee being lost at once: q ≤ 19.398.
    expect(executeDecision(books(), { ...enter, quantityCoin: 19.39 }, marketWith())).toHaveProperty('fill')
    expect(executeDecision(books(), { ...enter, quantityCoin: 19.4 }, marketWith())).toEqual({
      refused: 'It takes 979.7 USD of initial margin, and the account would be worth 979.62 USD',
    })
  })

  it('counts the margin of what is already held', () => {
    expect(executeDecision(books({ quantityCoin: 9 }), enter, marketWith())).toHaveProperty('refused')
  })

  it('turns a position over only when something is left to enter with', () => {
    const short = books({ side: 'SELL', quantityCoin: 2 })
    expect(executeDecision(short, { ...enter, quantityCoin: 3 }, marketWith())).toHaveProperty('fill')
    expect(executeDecision(short, enter, marketWith())).toEqual({
      refused: 'It would only reduce the short position of 2',
    })
  })

  it('refuses quantities and leverages that are none', () => {
    for (const wrong of [
      { quantityCoin: NaN },
      { quantityCoin: -1 },
      { quantityCoin: 1e-9 },
      { quantityCoin: Infinity },
    ]) {
      expect(executeDecision(books(), { ...enter, ...wrong }, marketWith())).toHaveProperty('refused')
    }
    for (const leverage of [0, 0.5, 51, NaN]) {
      expect(executeDecision(books(), { ...enter, leverage }, marketWith())).toHaveProperty('refused')
    }
  })
})
