import type { MarketData } from '../../domain/market-data.js'
import { roundOrNull, roundTo } from '../../lib/round.js'
import type { AgentDecision, EnterDecision } from '../agents/trading-agent.js'
import type { Fill } from './apply-fill.js'
import { applyFill, sideOf } from './apply-fill.js'
import { maxLeverage } from './deribit-rules.js'
import type { Ledger } from './ledger.js'
import { findPosition } from './ledger.js'
import type { Refusal } from './match-order.js'
import { matchOrder } from './match-order.js'
import type { Marks } from './valuation.js'
import { valueAt } from './valuation.js'

/** What a decision comes to: a fill, a refusal, or nothing to do. The books are not touched. */
export type Execution = { readonly fill: Fill } | Refusal | { readonly nothing: true }

/** The books and the prices at which they are valued. */
export interface MarkedBooks {
  readonly ledger: Ledger
  readonly marks: Marks
}

/** Carries a decision out against the live quote, for the books as they are. Fills are in full or not at all. */
export function executeDecision(books: MarkedBooks, decision: AgentDecision, market: MarketData): Execution {
  if (decision.action === 'HOLD') return { nothing: true }
  if (!market.perpetual || market.asOf === null) return { refused: 'There is no perpetual to trade' }
  const at = { symbol: market.perpetual.symbol, timeMs: market.asOf }
  if (decision.action === 'CLOSE') return close(books.ledger, at, market)
  return enter(books, decision, at, market)
}

type Place = Pick<Fill, 'symbol' | 'timeMs'>

function close(ledger: Ledger, at: Place, market: MarketData): Execution {
  const held = findPosition(ledger, at.symbol)
  if (!held) return { refused: 'There is no position to close' }
  const { quantityCoin, leverage } = held
  const order = { symbol: at.symbol, side: held.side === 'LONG' ? 'SELL' : 'BUY', quantityCoin } as const
  const match = matchOrder(order, market)
  return 'refused' in match ? match : { fill: { ...order, ...match, ...at, leverage, exitPlan: null } }
}

function enter(books: MarkedBooks, decision: EnterDecision, at: Place, market: MarketData): Execution {
  const { leverage } = decision
  const quantityCoin = roundTo(decision.quantityCoin, 8)
  if (!(quantityCoin > 0 && Number.isFinite(quantityCoin))) return { refused: 'The quantity is not a positive number' }
  if (!(leverage >= 1 && leverage <= maxLeverage)) return { refused: `The leverage is not from 1 to ${maxLeverage}` }
  const order = { symbol: at.symbol, side: decision.action === 'BUY_TO_ENTER' ? 'BUY' : 'SELL', quantityCoin } as const
  const held = findPosition(books.ledger, at.symbol)
  if (held && held.side !== sideOf(order) && quantityCoin <= held.quantityCoin) {
    return { refused: `It would only reduce the ${held.side.toLowerCase()} position of ${held.quantityCoin}` }
  }
  const match = matchOrder(order, market)
  if ('refused' in match) return match
  const fill: Fill = { ...order, ...match, ...at, leverage, exitPlan: exitPlan(decision) }
  return marginRefusal(books, fill) ?? { fill }
}

function exitPlan(decision: EnterDecision): Fill['exitPlan'] {
  const profitTargetUsd = roundOrNull(decision.profitTargetUsd, 2)
  const stopLossUsd = roundOrNull(decision.stopLossUsd, 2)
  const { invalidation } = decision
  return profitTargetUsd === null && stopLossUsd === null && invalidation === null
    ? null
    : { profitTargetUsd, stopLossUsd, invalidation }
}

/** The account must hold the initial margin of all it has after the fill, with the fee paid. */
function marginRefusal({ ledger, marks }: MarkedBooks, fill: Fill): Refusal | null {
  const after = valueAt(applyFill(ledger, fill), marks)
  if (after.accountValueUsd >= after.marginUsedUsd) return null
  const [needed, left] = [roundTo(after.marginUsedUsd, 2), roundTo(after.accountValueUsd, 2)]
  return { refused: `It takes ${needed} USD of initial margin, and the account would be worth ${left} USD` }
}
