import type { MarketData } from '../../domain/market-data.js'
import type { Position } from '../../domain/position.js'
import type { UnixMs } from '../../domain/units.js'

/** What an agent sees when it decides. All of it is one moment. */
export interface AgentView {
  /** Live, and with a perpetual. */
  readonly market: MarketData
  /** The position in that perpetual. Null when flat. */
  readonly position: Position | null
  readonly account: { readonly accountValueUsd: number; readonly marginAvailableUsd: number }
  /** By the clock of the market, which may stand in the past and may go back when a recording starts over. */
  readonly nowMs: UnixMs
}

interface Thought {
  /** From 0 to 1; null when it has none to give. */
  readonly confidence: number | null
  /** Why, with the numbers it used. */
  readonly reasoning: string
}

/**
 * Buy to be long or sell to be short afterwards. `quantityCoin` is what is traded: against a position of the other side
 * it must be larger than that position, which is closed by it.
 */
export interface EnterDecision extends Thought {
  readonly action: 'BUY_TO_ENTER' | 'SELL_TO_ENTER'
  readonly quantityCoin: number
  readonly leverage: number
  readonly stopLossUsd: number | null
  readonly profitTargetUsd: number | null
  readonly invalidation: string | null
}

/** Close the whole position. */
export interface CloseDecision extends Thought {
  readonly action: 'CLOSE'
}

/** Leave everything as it is. */
export interface HoldDecision extends Thought {
  readonly action: 'HOLD'
}

export type AgentDecision = EnterDecision | CloseDecision | HoldDecision

/**
 * Trades one account in the perpetual of one currency. It is asked at intervals while the market is live; it alone sees
 * to its stops and targets, by deciding CLOSE. It may remember what it saw; a throw is taken as a HOLD with an error.
 */
export interface TradingAgent {
  /** Name for people. */
  readonly name: string
  /** The model or rule that decides, as shown with every decision. */
  readonly model: string
  readonly currency: string
  decide(view: AgentView): AgentDecision
}
