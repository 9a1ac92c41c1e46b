import type { OptionKind } from '../../../domain/instrument.js'
import { optionOffer, type OptionOffer } from '../options/option-offer.js'
import type { TradableChain } from '../options/tradable-chains.js'
import type { VolSellerRules } from './rules.js'

/** Call and put of a chain to sell at their bids. */
export type Strangle = readonly [call: OptionOffer, put: OptionOffer]

/** The call and the put whose deltas are nearest to the preferred; null without either. */
export function chooseStrangle(chain: TradableChain, rules: VolSellerRules): Strangle | null {
  const [call, put] = [nearestDelta(chain, 'CALL', rules), nearestDelta(chain, 'PUT', rules)]
  return call && put && [call, put]
}

function nearestDelta(chain: TradableChain, optionKind: OptionKind, rules: VolSellerRules): OptionOffer | null {
  const { min, max, preferred } = rules.delta
  const { underlyingPriceUsd } = chain
  let nearest: OptionOffer | null = null
  for (const contract of chain.contracts) {
    if (contract.optionKind !== optionKind) continue
    const offer = optionOffer(contract, -1, rules.maxSpread)
    if (!offer || offer.priceUsd < rules.minPremium * underlyingPriceUsd) continue
    const delta = Math.abs(offer.delta)
    if (!(delta >= min && delta <= max)) continue
    if (!nearest || Math.abs(delta - preferred) < Math.abs(Math.abs(nearest.delta) - preferred)) nearest = offer
  }
  return nearest
}
