import { describe, expect, it } from 'vitest'
import { booksOf, inverse, quotesOf } from '../../../tests/support/trading/ledger-builders.js'
import { buying, closing, holding } from '../../../tests/support/trading/scripted-agent.js'
import { stepWith } from '../../../tests/support/trading/step.js'
import type { InvalidationRule } from '../../domain/decision.js'
import type { AgentDecision } from '../agents/trading-agent.js'
import type { LedgerFill } from '../engine/ledger-fill.js'
import { findPosition } from '../engine/ledger.js'
import { executeDecision } from './execute-decision.js'
import type { Step } from './step.js'

/** What becomes of a decision of an account that has entered this. */
function decided(decision: AgentDecision, ...held: Partial<LedgerFill>[]) {
  const step = stepWith({ ledger: booksOf(10_000, ...held), quotes: quotesOf({}) })
  executeDecision(step, decision, { model: 'm-1', freshness: 'LIVE' })
  const [noted] = step.decisions
  if (!noted || step.decisions.length > 1) throw new Error('One decision is noted once')
  return { step, noted }
}

const positionOf = (step: Step) => findPosition(step.ledger, inverse)
const notPositive = {
  executed: false,
  error: 'The quantity is not a positive number',
  fillPriceUsd: null,
  feeUsd: null,
}

describe('a decision to enter', () => {
  it('is noted as it was carried out, by an order in full or not at all that belongs to it', () => {
    const { step, noted } = decided(buying())
    expect(noted).toMatchObject({ executed: true, outcome: 'OPEN', fillPriceUsd: 101, feeUsd: 0.505, model: 'm-1' })
    expect(step.orders).toMatchObject([
      { origin: 'AGENT', timeInForce: 'FOK', type: 'MARKET', reduceOnly: false, leverage: 2, decisionId: noted.id },
    ])
    expect(step.fills).toMatchObject([{ decisionId: noted.id, reason: 'ORDER' }])
    expect(positionOf(step)).toMatchObject({ side: 'LONG', lots: [{ decisionId: noted.id, confidence: 0.7 }] })
  })

  it('sells to be short', () => {
    const { step } = decided(buying({ action: 'SELL_TO_ENTER', stopLossUsd: 110, profitTargetUsd: 80 }))
    expect(positionOf(step)).toMatchObject({ side: 'SHORT', quantityCoin: 10, entryPriceUsd: 99 })
  })

  it.each([0, -1, NaN, Infinity])('of %d coins is not carried out', (quantityCoin) => {
    const { step, noted } = decided(buying({ quantityCoin }))
    expect(noted).toMatchObject({ ...notPositive, outcome: null })
    expect([step.orders, step.fills]).toEqual([[], []])
  })

  it.each([0.9, 51, NaN])('at a leverage of %d is not carried out', (leverage) => {
    const { noted } = decided(buying({ leverage }))
    expect(noted).toMatchObject({ executed: false, error: 'The leverage is not from 1 to 50' })
  })

  it('against a position must be for more than that', () => {
    const long = { quantityCoin: 4 }
    const sell = (quantityCoin: number) =>
      decided(buying({ action: 'SELL_TO_ENTER', quantityCoin, stopLossUsd: null, profitTargetUsd: null }), long)
    expect(sell(4).noted).toMatchObject({ executed: false, error: 'It would only reduce the long position of 4' })
    expect(positionOf(sell(5).step)).toMatchObject({ side: 'SHORT', quantityCoin: 1 })
    expect(positionOf(decided(buying({ quantityCoin: 4 }), long).step)).toMatchObject({ side: 'LONG', quantityCoin: 8 })
    expect(decided(buying({ quantityCoin: 3 }), { ...long, side: 'SELL' }).noted.error).toBe(
      'It would only reduce the short position of 4',
    )
  })

  it('brings a plan without the dust of binary fractions, and no rule that has no level', () => {
    const rule: InvalidationRule = { measure: 'MARK_PRICE_USD', comparison: 'BELOW', value: 80, untilMs: null }
    const ruled = (invalidationRule: Partial<InvalidationRule>) =>
      decided(buying({ invalidationRule: { ...rule, ...invalidationRule } })).noted.invalidationRule
    expect(decided(buying({ stopLossUsd: 90.10000000000001 })).noted).toMatchObject({
      ...{ stopLossUsd: 90.1, profitTargetUsd: 120, invalidation: 'It falls.', invalidationRule: null },
    })
    expect(ruled({})).toEqual(rule)
    expect(ruled({ untilMs: 5 })).toEqual({ ...rule, untilMs: 5 })
    expect(ruled({ untilMs: Infinity })).toBeNull()
    expect(ruled({ value: NaN })).toBeNull()
  })
})

describe('a decision to close', () => {
  const long = { quantityCoin: 4, leverage: 5 }

  it('closes all of the position, or as much as it says, and is no entry', () => {
    const whole = decided(closing(), long)
    expect(whole.noted).toMatchObject({ executed: true, outcome: null, quantityCoin: 4, leverage: 5, fillPriceUsd: 99 })
    expect(positionOf(whole.step)).toBeNull()
    const half = decided(closing({ quantityCoin: 2 }), long)
    expect(half.noted).toMatchObject({ executed: true, quantityCoin: 2, stopLossUsd: null, profitTargetUsd: null })
    expect(positionOf(half.step)).toMatchObject({ quantityCoin: 2 })
    expect(half.step.orders).toMatchObject([{ side: 'SELL', reduceOnly: true, leverage: 5, origin: 'AGENT' }])
    expect(decided(closing(), { ...long, side: 'SELL' }).step.orders).toMatchObject([{ side: 'BUY' }])
  })

  it('of no position is not carried out', () => {
    expect(decided(closing()).noted).toMatchObject({
      ...{ executed: false, error: 'There is no position to close', quantityCoin: null, leverage: null },
    })
  })

  it.each([0, -1, NaN, Infinity])('%d coins of it is not carried out', (quantityCoin) => {
    const { step, noted } = decided(closing({ quantityCoin }), long)
    expect(noted).toMatchObject(notPositive)
    expect(positionOf(step)).toMatchObject({ quantityCoin: 4 })
  })
})

describe('a decision to hold', () => {
  const nothing = { quantityCoin: null, leverage: null, stopLossUsd: null, profitTargetUsd: null, invalidation: null }

  it('is noted and does nothing', () => {
    const { step, noted } = decided(holding, { quantityCoin: 4 })
    expect(noted).toMatchObject({ ...nothing, action: 'HOLD', executed: true, error: null, outcome: null })
    expect([step.orders, step.isEmpty]).toEqual([[], false])
  })

  it('is not executed where it stands for an error', () => {
    expect(decided({ ...holding, error: 'No answer' }).noted).toMatchObject({ executed: false, error: 'No answer' })
  })
})

it.each([
  [0, 0],
  [1, 1],
  [0.123456, 0.1235],
  [-0.01, null],
  [1.01, null],
  [NaN, null],
  [null, null],
])('a confidence of %d is noted as %d', (confidence, known) => {
  expect(decided({ ...holding, confidence }).noted.confidence).toBe(known)
  const { step, noted } = decided(buying({ confidence }))
  expect(noted.confidence).toBe(known)
  expect(positionOf(step)?.lots[0]?.confidence).toBe(known === null ? null : confidence)
})
