import { z } from 'zod'
import type {
  Decision,
  DecisionAction,
  DecisionOutcome,
  DecisionScore,
  InvalidationMeasure,
  InvalidationRule,
} from '../domain/decision.js'
import { oneOf, recordSchema } from '../lib/checked.js'
import { headerShape, numberOrNull, textOrNull } from './live-header.js'

const outcomes = { TARGET: true, STOP: true, INVALIDATED: true, CLOSED: true, EXPIRED: true } as const

export const endSchema = oneOf<Exclude<DecisionOutcome, 'OPEN'>>(outcomes)

export const invalidationRuleSchema = recordSchema<InvalidationRule>({
  measure: oneOf<InvalidationMeasure>({
    MARK_PRICE_USD: true,
    INDEX_PRICE_USD: true,
    MARK_IV: true,
    VOLATILITY_INDEX: true,
  }).nullable(),
  comparison: oneOf<'ABOVE' | 'BELOW'>({ ABOVE: true, BELOW: true }).nullable(),
  value: numberOrNull,
  untilMs: numberOrNull,
})

const scoreShape = {
  outcome: oneOf<DecisionOutcome>({ ...outcomes, OPEN: true }).nullable(),
  pnlUsd: numberOrNull,
  rMultiple: numberOrNull,
  closedAtMs: numberOrNull,
}

export const scoreSchema = recordSchema<DecisionScore>(scoreShape)

export const decisionSchema = recordSchema<Decision>({
  ...headerShape,
  ...scoreShape,
  id: z.string(),
  accountId: z.string(),
  asOf: z.number(),
  symbol: z.string(),
  action: oneOf<DecisionAction>({ BUY_TO_ENTER: true, SELL_TO_ENTER: true, CLOSE: true, HOLD: true }),
  confidence: numberOrNull,
  reasoning: z.string(),
  model: z.string(),
  quantityCoin: numberOrNull,
  leverage: numberOrNull,
  stopLossUsd: numberOrNull,
  profitTargetUsd: numberOrNull,
  invalidation: textOrNull,
  invalidationRule: invalidationRuleSchema.nullable(),
  executed: z.boolean(),
  fillPriceUsd: numberOrNull,
  feeUsd: numberOrNull,
  error: textOrNull,
  recordedAtMs: z.number(),
})
