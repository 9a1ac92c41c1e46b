import { exactCoin } from '../../domain/coin.js'
import type { InvalidationRule, NewDecision } from '../../domain/decision.js'
import { isLeverage, maxLeverage } from '../../domain/limits.js'
import type { Order } from '../../domain/order.js'
import type { Freshness } from '../../domain/source.js'
import { withoutDust } from '../../lib/round.js'
import type { AgentDecision, CloseDecision, EnterDecision } from '../agents/trading-agent.js'
import { closingSide, findPosition, sideOf } from '../engine/ledger.js'
import { executeOrder } from './execute-order.js'
import { coin, orNull, ratio } from './published-precision.js'
import { marketTerms, type Step } from './step.js'

/** Who decided, in what market. */
export interface Decider {
  readonly model: string
  readonly freshness: Freshness
}

/** What a decision traded: the order that was filled, or why there is none. Both are null for a HOLD without an error. */
interface Traded {
  readonly order: Order | null
  readonly error: string | null
}

/** Carries out an agent's decision, and adds it to the step with its result. Orders are filled in full or not at all. */
export function executeDecision(step: Step, decision: AgentDecision, decider: Decider): void {
  const id = step.start.newId()
  const held = findPosition(step.ledger, decision.symbol)
  const { order, error } = tradeOn(step, decision, id)
  const entered = order !== null && decision.action !== 'CLOSE'
  step.decisions.push({
    id,
    accountId: step.start.accountId,
    asOf: step.start.nowMs,
    source: step.start.source,
    freshness: decider.freshness,
    symbol: decision.symbol,
    action: decision.action,
    confidence: confidenceOf(decision),
    reasoning: decision.reasoning,
    model: decider.model,
    ...wanted(decision, held?.quantityCoin ?? null, held?.leverage ?? null),
    executed: error === null,
    fillPriceUsd: order && order.averageFillPriceUsd,
    feeUsd: order && order.feeUsd,
    error,
    outcome: entered ? 'OPEN' : null,
    pnlUsd: null,
    rMultiple: null,
    closedAtMs: null,
  })
}

function tradeOn(step: Step, decision: AgentDecision, decisionId: string): Traded {
  switch (decision.action) {
    case 'HOLD':
      return untraded(decision.error ?? null)
    case 'CLOSE':
      return close(step, decision, decisionId)
    default:
      return enter(step, decision, decisionId)
  }
}

function close(step: Step, { symbol, quantityCoin }: CloseDecision, decisionId: string): Traded {
  const held = findPosition(step.ledger, symbol)
  if (!held) return untraded('There is no position to close')
  const wantedCoin = quantityCoin === null ? held.quantityCoin : exactCoin(quantityCoin)
  if (!(wantedCoin > 0 && Number.isFinite(wantedCoin))) return untraded('The quantity is not a positive number')
  const side = closingSide(held.side)
  const { leverage } = held
  return place(step, { symbol, side, quantityCoin: wantedCoin, leverage, reduceOnly: true, decisionId })
}

function enter(step: Step, decision: EnterDecision, decisionId: string): Traded {
  const { symbol, leverage } = decision
  const quantityCoin = exactCoin(decision.quantityCoin)
  if (!(quantityCoin > 0 && Number.isFinite(quantityCoin))) return untraded('The quantity is not a positive number')
  if (!isLeverage(leverage)) return untraded(`The leverage is not from 1 to ${maxLeverage}`)
  const side = decision.action === 'BUY_TO_ENTER' ? 'BUY' : 'SELL'
  const held = findPosition(step.ledger, symbol)
  if (held && held.side !== sideOf({ side }) && quantityCoin <= held.quantityCoin) {
    return untraded(`It would only reduce the ${held.side.toLowerCase()} position of ${held.quantityCoin}`)
  }
  const { confidence } = decision
  return place(step, { symbol, side, quantityCoin, leverage, decisionId, ...planOf(decision) }, confidence)
}

function planOf({ stopLossUsd, profitTargetUsd, invalidation, invalidationRule }: EnterDecision) {
  return {
    stopLossUsd: orNull(withoutDust, stopLossUsd),
    profitTargetUsd: orNull(withoutDust, profitTargetUsd),
    invalidation,
    invalidationRule: invalidationRule && isWhole(invalidationRule) ? invalidationRule : null,
  }
}

function isWhole({ value, untilMs }: InvalidationRule): boolean {
  return [value, untilMs].every((level) => level === null || Number.isFinite(level))
}

type Terms = Pick<Order, 'symbol' | 'side' | 'quantityCoin'> & Partial<Order>

function place(step: Step, terms: Terms, confidence: number | null = null): Traded {
  const order = executeOrder(step, marketTerms({ origin: 'AGENT', timeInForce: 'FOK', ...terms }), {
    reason: 'ORDER',
    confidence: isConfidence(confidence) ? confidence : null,
  })
  return 'refused' in order ? untraded(order.message) : { order, error: null }
}

function untraded(error: string | null): Traded {
  return { order: null, error }
}

function wanted(decision: AgentDecision, heldCoin: number | null, heldLeverage: number | null) {
  const noPlan = { stopLossUsd: null, profitTargetUsd: null, invalidation: null, invalidationRule: null }
  switch (decision.action) {
    case 'HOLD':
      return { quantityCoin: null, leverage: null, ...noPlan }
    case 'CLOSE':
      return {
        quantityCoin: orNull(coin, decision.quantityCoin ?? heldCoin),
        leverage: orNull(ratio, heldLeverage),
        ...noPlan,
      }
    default:
      return {
        quantityCoin: orNull(coin, decision.quantityCoin),
        leverage: orNull(ratio, decision.leverage),
        ...planOf(decision),
      }
  }
}

function confidenceOf({ confidence }: AgentDecision): NewDecision['confidence'] {
  return isConfidence(confidence) ? ratio(confidence) : null
}

function isConfidence(confidence: number | null): confidence is number {
  return confidence !== null && confidence >= 0 && confidence <= 1
}
