import { floorCoin } from '../rounding.js'
import type { AgentDecision } from '../trading-agent.js'

/** A trade in an instrument of which so much is held, signed. */
export interface PlannedTrade {
  readonly symbol: string
  readonly heldCoin: number
  readonly direction: 1 | -1
  readonly quantityCoin: number
  /** How much of it may open or enlarge a position; what reduces one is free. */
  readonly maxOpenedCoin: number
  readonly leverage: number
  /** Rounds a quantity down to one that may be ordered. A reduction may have any quantity. */
  readonly floor: (quantityCoin: number) => number
  readonly reasoning: string
}

/**
 * The decision for a trade. Toward flat it is a CLOSE of a part or of all. Otherwise it is an entry; against a
 * position of the other side it closes that and opens the rest. Null when nothing is left to trade.
 */
export function tradeTo(trade: PlannedTrade): AgentDecision | null {
  const { symbol, heldCoin, direction, reasoning } = trade
  const against = heldCoin * direction < 0 ? Math.abs(heldCoin) : 0
  const opened = Math.min(Math.max(trade.quantityCoin - against, 0), trade.maxOpenedCoin)
  const reduced = floorCoin(Math.min(trade.quantityCoin, against))
  const quantityCoin = opened > 0 ? Math.max(trade.floor(reduced + opened), reduced) : reduced
  if (quantityCoin === 0) return null
  const thought = { symbol, confidence: null, reasoning }
  if (quantityCoin <= against) {
    return { action: 'CLOSE', ...thought, quantityCoin: quantityCoin === against ? null : quantityCoin }
  }
  return {
    action: direction === 1 ? 'BUY_TO_ENTER' : 'SELL_TO_ENTER',
    ...thought,
    quantityCoin,
    leverage: trade.leverage,
    stopLossUsd: null,
    profitTargetUsd: null,
    invalidation: null,
    invalidationRule: null,
  }
}
