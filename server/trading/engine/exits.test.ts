import { describe, expect, it } from 'vitest'
import { planWith, positionOf, quoteWith } from '../../../tests/support/trading/ledger-builders.js'
import type { InvalidationRule } from '../../domain/decision.js'
import type { Quote } from '../../domain/quote.js'
import { dueExit, type ExitContext } from './exits.js'
import type { ExitRules } from './ledger.js'

const due = (
  side: 'BUY' | 'SELL',
  plan: Partial<ExitRules> | null,
  quote: Partial<Quote> = {},
  context: Partial<ExitContext> = {},
) =>
  dueExit(positionOf({ side, exitPlan: plan && planWith(plan) }), quoteWith(quote), {
    indexPriceUsd: 100,
    volatilityIndex: 0.5,
    timeMs: 1_000,
    ...context,
  })
const rule = (values: Partial<InvalidationRule>) => ({
  invalidationRule: { measure: null, comparison: null, value: null, untilMs: null, ...values },
})

describe('dueExit', () => {
  it('stops a long at or below its stop, a short at or above', () => {
    const at = (side: 'BUY' | 'SELL', markPriceUsd: number | null) => due(side, { stopLossUsd: 90 }, { markPriceUsd })
    expect([90.1, 90, 80, null].map((mark) => at('BUY', mark))).toEqual([null, 'STOP', 'STOP', null])
    expect([89.9, 90, 95, null].map((mark) => at('SELL', mark))).toEqual([null, 'STOP', 'STOP', null])
  })

  it('takes the profit of a long at or above its target, of a short at or below', () => {
    const at = (side: 'BUY' | 'SELL', markPriceUsd: number) => due(side, { profitTargetUsd: 90 }, { markPriceUsd })
    expect([89.9, 90].map((mark) => at('BUY', mark))).toEqual([null, 'TARGET'])
    expect([90.1, 90].map((mark) => at('SELL', mark))).toEqual([null, 'TARGET'])
  })

  it('looks at the stop before the target, and at the target before the invalidation', () => {
    const over = rule({ untilMs: 0 })
    expect(due('BUY', { stopLossUsd: 100, profitTargetUsd: 100, ...over })).toBe('STOP')
    expect(due('BUY', { profitTargetUsd: 100, ...over })).toBe('TARGET')
    expect(due('BUY', over)).toBe('INVALIDATED')
  })

  it.each([
    ['MARK_PRICE_USD', { markPriceUsd: 120 }, {}],
    ['INDEX_PRICE_USD', {}, { indexPriceUsd: 120 }],
    ['MARK_IV', { markIv: 120 }, {}],
    ['VOLATILITY_INDEX', {}, { volatilityIndex: 120 }],
  ] as const)('watches %s', (measure, quote, context) => {
    const by = (comparison: 'ABOVE' | 'BELOW', value: number) =>
      due('BUY', rule({ measure, comparison, value }), quote, context)
    expect([by('ABOVE', 119), by('ABOVE', 120), by('ABOVE', 121)]).toEqual(['INVALIDATED', 'INVALIDATED', null])
    expect([by('BELOW', 119), by('BELOW', 120), by('BELOW', 121)]).toEqual([null, 'INVALIDATED', 'INVALIDATED'])
  })

  it('ends an idea at its time, also one that watches something', () => {
    expect(due('BUY', rule({ untilMs: 1_001 }))).toBeNull()
    expect(due('BUY', rule({ untilMs: 1_000 }))).toBe('INVALIDATED')
    const watching = { measure: 'MARK_IV', comparison: 'ABOVE', value: 2 } as const
    expect(due('BUY', rule({ ...watching, untilMs: 1_000 }))).toBe('INVALIDATED')
  })

  it('does nothing by what is unknown, nor without a plan', () => {
    expect(due('BUY', rule({ measure: 'MARK_IV', comparison: 'ABOVE', value: 0 }))).toBeNull()
    expect(due('BUY', rule({ measure: 'MARK_PRICE_USD', comparison: 'ABOVE' }))).toBeNull()
    expect(due('BUY', { invalidation: 'It falls.' })).toBeNull()
    expect(due('BUY', null)).toBeNull()
  })
})
