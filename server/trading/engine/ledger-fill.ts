import type { NewClosedTrade } from '../../domain/closed-trade.js'
import type { DecisionScore } from '../../domain/decision.js'
import type { FillReason } from '../../domain/fill.js'
import type { OrderSide } from '../../domain/order.js'
import type { UnixMs } from '../../domain/units.js'
import type { ExitRules, Ledger } from './ledger.js'

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
export type TradeFacts = Omit<NewClosedTrade, 'id' | 'accountId' | 'source'>

/** What became so far of a decision, after a fill that closed a part of what it entered. */
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
