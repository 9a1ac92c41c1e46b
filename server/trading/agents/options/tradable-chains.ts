import type { HeardChain } from '../../../domain/option-chain.js'
import { msPerDay } from '../../../domain/units.js'
import type { AgentView } from '../trading-agent.js'

/** Which expiries are considered, in days from now. */
export interface ExpiryRules {
  readonly minDays: number
  readonly maxDays: number
  /** The one nearest to this is preferred. */
  readonly preferredDays: number
}

/** A chain that may be traded, with a known underlying price. */
export interface TradableChain extends HeardChain {
  readonly underlyingPriceUsd: number
}

/** The live chains of the expiries in range, the preferred first. */
export function tradableChains({ chains, nowMs }: AgentView, rules: ExpiryRules): readonly TradableChain[] {
  const daysLeft = ({ expiryMs }: HeardChain) => (expiryMs - nowMs) / msPerDay
  const distance = (chain: HeardChain) => Math.abs(daysLeft(chain) - rules.preferredDays)
  return chains
    .filter((chain): chain is TradableChain => chain.freshness === 'LIVE' && (chain.underlyingPriceUsd ?? 0) > 0)
    .filter((chain) => daysLeft(chain) >= rules.minDays && daysLeft(chain) <= rules.maxDays)
    .sort((a, b) => distance(a) - distance(b))
}
