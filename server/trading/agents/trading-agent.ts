import type { DecisionAction, InvalidationRule } from '../../domain/decision.js'
import type { ListedInstrument } from '../../domain/instrument.js'
import type { HeardMarket } from '../../domain/market-data.js'
import type { HeardChain } from '../../domain/option-chain.js'
import type { Portfolio } from '../../domain/portfolio.js'
import type { Position } from '../../domain/position.js'
import type { UnixMs } from '../../domain/units.js'

/** What an agent sees when it decides. All of it is of one moment. */
export interface AgentView {
  /** Of the agent's currency: live, and with a perpetual. */
  readonly market: HeardMarket
  /** The chains of all listed expiries of the agent's currency, nearest first. Check `freshness` before using one. */
  readonly chains: readonly HeardChain[]
  /** What the exchange lists, as far as it was heard, by symbol: orders are held to its ticks and lots. */
  readonly instruments: ReadonlyMap<string, ListedInstrument>
  /** Every open position of the account, in whatever instrument, by symbol. */
  readonly positions: readonly Position[]
  readonly account: {
    readonly accountValueUsd: number
    readonly marginAvailableUsd: number
    /** Greeks over all positions; null where one is unknown. */
    readonly greeks: Pick<Portfolio, 'totalDeltaUsd' | 'totalGammaUsd' | 'totalVegaUsd' | 'totalThetaUsd'>
  }
  /** By the clock of the market, which may stand in the past and may go back when a recording starts over. */
  readonly nowMs: UnixMs
}

interface Thought {
  readonly symbol: string
  /** From 0 to 1; null when it has none to give. */
  readonly confidence: number | null
  /** Why, with the numbers it used. */
  readonly reasoning: string
}

/**
 * Buy to be long or sell to be short afterward. `quantityCoin` is what is traded: against a position of the other side
 * it must be larger than that position, which is closed by it.
 */
export interface EnterDecision extends Thought {
  readonly action: Extract<DecisionAction, 'BUY_TO_ENTER' | 'SELL_TO_ENTER'>
  readonly quantityCoin: number
  /** From 1 to 50; 1 for options, which do not use it. */
  readonly leverage: number
  /** Prices of the instrument itself at which the engine closes the position: of an option, its premium in USD. */
  readonly stopLossUsd: number | null
  readonly profitTargetUsd: number | null
  /** When the idea no longer holds, in words; `invalidationRule` is the part of it that the engine carries out. */
  readonly invalidation: string | null
  readonly invalidationRule: InvalidationRule | null
}

/** Close the position, or `quantityCoin` of it. */
export interface CloseDecision extends Thought {
  readonly action: 'CLOSE'
  /** Null: all of it. */
  readonly quantityCoin: number | null
}

/** Leave everything as it is. `error` says why the agent could not decide, where that is the reason. */
export interface HoldDecision extends Thought {
  readonly action: 'HOLD'
  readonly error?: string
}

export type AgentDecision = EnterDecision | CloseDecision | HoldDecision

/**
 * Trades one account in the instruments of one currency. It is asked at intervals while the market is live, and never before
 * it has answered the question before. The engine carries out its stops, targets and invalidation rules. It may remember what
 * it saw. When it throws, this counts as a HOLD with an error.
 */
export interface TradingAgent {
  /** Name for people. */
  readonly name: string
  /** The model or rule that decides, as shown with every decision. */
  readonly model: string
  readonly currency: string
  /** At least one decision, carried out in order; one HOLD when there is nothing to do. */
  decide(view: AgentView, signal: AbortSignal): readonly AgentDecision[] | Promise<readonly AgentDecision[]>
}
