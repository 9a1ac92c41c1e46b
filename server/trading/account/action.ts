import type { NewDecision } from '../../domain/decision.js'
import type { AgentDecision } from '../agents/trading-agent.js'
import type { Fill } from '../engine/apply-fill.js'
import type { Execution, MarkedBooks } from '../engine/execute-decision.js'
import { findPosition } from '../engine/ledger.js'
import type { TradableMarket } from './decision-record.js'
import { decisionRecord } from './decision-record.js'

/** A decision to commit, and the fill that goes into the books once it is. */
export interface Action {
  readonly record: NewDecision
  readonly fill: Fill | null
}

/** An account in a market, at the moment of deciding. */
export interface Situation {
  readonly accountId: string
  readonly market: TradableMarket
  readonly books: MarkedBooks
}

/** `model` is who decided. */
export function actionFor(situation: Situation, model: string, decision: AgentDecision, execution: Execution): Action {
  const { accountId, market, books } = situation
  const held = findPosition(books.ledger, market.perpetual.symbol)
  const record = decisionRecord({ accountId, market, model, decision, execution, held })
  return { record, fill: 'fill' in execution ? execution.fill : null }
}
