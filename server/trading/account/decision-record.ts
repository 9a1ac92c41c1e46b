import type { NewDecision } from '../../domain/decision.js'
import type { MarketData } from '../../domain/market-data.js'
import type { UnixMs } from '../../domain/units.js'
import type { AgentDecision } from '../agents/trading-agent.js'
import type { Execution } from '../engine/execute-decision.js'
import type { OpenPosition } from '../engine/ledger.js'
import { coin, orNull, priceUsd, ratio, usd } from './precision.js'

/** A market in which decisions can be made. */
export interface TradableMarket extends MarketData {
  readonly asOf: UnixMs
  readonly perpetual: NonNullable<MarketData['perpetual']>
}

/** A decision as it was made, and what carrying it out came to. */
export interface DecisionFacts {
  readonly accountId: string
  readonly market: TradableMarket
  readonly model: string
  readonly decision: AgentDecision
  readonly execution: Execution
  /** The position before. */
  readonly held: OpenPosition | null
}

/** The decision for the journal, at published precision. Numbers that an agent got wrong become null. */
export function decisionRecord(facts: DecisionFacts): NewDecision {
  const { accountId, market, model, decision, execution } = facts
  const fill = 'fill' in execution ? execution.fill : null
  const error = 'refused' in execution ? execution.refused : null
  return {
    accountId,
    asOf: market.asOf,
    source: market.source,
    freshness: market.freshness,
    symbol: market.perpetual.symbol,
    action: decision.action,
    confidence: confidence(decision),
    reasoning: decision.reasoning,
    model,
    ...wanted(facts),
    executed: error === null,
    fillPriceUsd: orNull(priceUsd, fill && fill.priceUsd),
    feeUsd: orNull(usd, fill && fill.feeUsd),
    error,
  }
}

function wanted({ decision, held }: DecisionFacts) {
  const noPlan = { stopLossUsd: null, profitTargetUsd: null, invalidation: null }
  switch (decision.action) {
    case 'HOLD':
      return { quantityCoin: null, leverage: null, ...noPlan }
    case 'CLOSE':
      return { quantityCoin: held?.quantityCoin ?? null, leverage: orNull(ratio, held && held.leverage), ...noPlan }
    default:
      return {
        quantityCoin: orNull(coin, decision.quantityCoin),
        leverage: orNull(ratio, decision.leverage),
        stopLossUsd: orNull(priceUsd, decision.stopLossUsd),
        profitTargetUsd: orNull(priceUsd, decision.profitTargetUsd),
        invalidation: decision.invalidation,
      }
  }
}

function confidence({ confidence }: AgentDecision): number | null {
  return confidence !== null && confidence >= 0 && confidence <= 1 ? ratio(confidence) : null
}
