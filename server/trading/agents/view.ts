import type { Position } from '../../domain/position.js'
import type { AgentView } from './trading-agent.js'

/** The perpetual of the agent's currency, also while nothing was heard of it. */
export function perpetualSymbol({ market }: AgentView): string {
  return market.perpetual?.symbol ?? `${market.currency}-PERPETUAL`
}

/** The account's position in an instrument; null when it is flat there. */
export function heldIn({ positions }: AgentView, symbol: string): Position | null {
  return positions.find((position) => position.symbol === symbol) ?? null
}

/** Positive for a long position, negative for a short one. */
export function signedCoin({ side, quantityCoin }: Position): number {
  return side === 'LONG' ? quantityCoin : -quantityCoin
}
