import { exactCoin, subtractCoin } from '../../domain/coin.js'
import type { ClosedTrade } from '../../domain/closed-trade.js'
import type { DecisionScore } from '../../domain/decision.js'
import type { FillReason } from '../../domain/fill.js'
import type { OrderSide } from '../../domain/order.js'
import type { UnixMs } from '../../domain/units.js'
import { checkFill } from './check-fill.js'
import { enterPosition } from './enter-position.js'
import type { ExitRules, Ledger } from './ledger.js'
import { findPosition, sideOf } from './ledger.js'
import { reducePosition } from './reduce-position.js'

/** A trade that took place. Leverage, exit plan, decision and confidence are those of what it opens or enlarges. */
export interface LedgerFill {
  readonly symbol: string
  readonly side: OrderSide
  /** Positive; taken as `exactCoin`. */
  readonly quantityCoin: number
  /** Positive; of an option also 0, as at a worthless expiry. */
  readonly priceUsd: number
  readonly feeUsd: number
  readonly leverage: number
  readonly exitPlan: ExitRules | null
  readonly decisionId: string | null
  /** From 0 to 1. */
  readonly confidence: number | null
  readonly reason: FillReason
  /** By the clock of the market. */
  readonly timeMs: UnixMs
}

/** A trade that a fill brought to its end. */
export type TradeFacts = Omit<ClosedTrade, 'id' | 'accountId' | 'source' | 'recordedAtMs'>

/** What became, so far, of a decision of which a fill closed something. */
export interface ScoredDecision {
  readonly decisionId: string
  readonly confidence: number | null
  readonly score: DecisionScore
}

export interface Applied {
  readonly ledger: Ledger
  /** Of the quantity that the fill closed, in USD, before fees and funding. */
  readonly realizedPnlUsd: number
  readonly closed: TradeFacts | null
  readonly scores: readonly ScoredDecision[]
}

/**
 * The books after a fill. On the side of the position it enlarges it; against it, it closes as much as there is and
 * opens the rest the other way, the fee split by quantity. Throws a RangeError for a fill that cannot have happened.
 */
export function applyFill(ledger: Ledger, given: LedgerFill): Applied {
  const fill = { ...given, quantityCoin: exactCoin(given.quantityCoin) }
  checkFill(fill)
  const held = findPosition(ledger, fill.symbol)
  if (!held || held.side === sideOf(fill)) {
    return { ledger: enterPosition(ledger, held, fill), realizedPnlUsd: 0, closed: null, scores: [] }
  }
  const opening = subtractCoin(fill.quantityCoin, held.quantityCoin)
  if (opening <= 0) return reducePosition(ledger, held, fill)
  const closingFeeUsd = (fill.feeUsd * held.quantityCoin) / fill.quantityCoin
  const closing = { ...fill, quantityCoin: held.quantityCoin, feeUsd: closingFeeUsd }
  const flat = reducePosition(ledger, held, closing)
  const rest = { ...fill, quantityCoin: opening, feeUsd: fill.feeUsd - closingFeeUsd }
  return { ...flat, ledger: enterPosition(flat.ledger, null, rest) }
}
