import type { AgentView } from '../trading-agent.js'
import { heldIn, perpetualSymbol, signedCoin } from '../view.js'
import type { OptionLeg } from './option-legs.js'

/**
 * Delta in the coin of the perpetual and of all options of the currency: the account's own figure of a position, else
 * the delta of its contract × the signed quantity. Null when one is unknown, and when an option is not heard live.
 */
export function netDeltaCoin(view: AgentView, legs: readonly OptionLeg[]): number | null {
  const perpetual = heldIn(view, perpetualSymbol(view))
  let total = perpetual ? (perpetual.greeks?.deltaCoin ?? signedCoin(perpetual)) : 0
  for (const leg of legs) {
    const delta = legDeltaCoin(leg)
    if (delta === null) return null
    total += delta
  }
  return Number.isFinite(total) ? total : null
}

/** Symbols whose delta is unknown, for people. */
export function withoutDelta(legs: readonly OptionLeg[]): string {
  return legs.flatMap((leg) => (legDeltaCoin(leg) === null ? [leg.position.symbol] : [])).join(', ')
}

function legDeltaCoin({ position, contract }: OptionLeg): number | null {
  if (contract === null) return null
  if (position.greeks) return position.greeks.deltaCoin
  return contract.greeks && signedCoin(position) * contract.greeks.delta
}

/**
 * About the chance that none of these short options ends in the money: 1 − Σ |delta| of one contract each, by the live deltas;
 * never below 0. Null when a delta is unknown.
 */
export function chanceAllExpireWorthless(legs: readonly OptionLeg[]): number | null {
  let chance = 1
  for (const { contract, position } of legs) {
    if (position.side !== 'SHORT') continue
    if (!contract?.greeks) return null
    chance -= Math.abs(contract.greeks.delta)
  }
  return Math.min(Math.max(chance, 0), 1)
}
