import type { HeardChain, OptionChain } from '../domain/option-chain.js'
import { precision } from '../domain/precision.js'
import type { DataSource } from '../domain/source.js'
import { roundOrNull } from '../lib/round.js'
import { sameFields, sameItems } from '../lib/same.js'
import { isBracketed, ivAtStrike, nearestStrike } from './at-the-money.js'
import type { ChainFreshness } from './chain-freshness.js'
import { openInterestOf } from './chain-open-interest.js'
import type { ExpiryState } from './expiry-state.js'
import { believedNow } from './heard.js'
import { contractOf } from './option-contract.js'
import { publishContract, sameContracts } from './published-contract.js'
import { publishedPrice } from './published-prices.js'

export interface ChainConditions {
  readonly currency: string
  readonly source: DataSource
  readonly indexLocked: boolean
}

/** The chain of one expiry as the feed says it, nothing rounded. */
export function heardChain(expiry: ExpiryState, fresh: ChainFreshness, conditions: ChainConditions): HeardChain {
  const { expiryMs, asOf, indexPriceUsd } = expiry
  const { currency, source, indexLocked } = conditions
  const { freshness, underlyingFreshness } = fresh
  const underlyingPriceUsd = believedNow(expiry.forward)
  const contracts = [...expiry.options.values()].flatMap((state, index) => {
    const ages = fresh.options[index]
    return ages ? [contractOf(state, underlyingPriceUsd, { ...ages, indexLocked })] : []
  })
  const moneyUsd = underlyingPriceUsd ?? indexPriceUsd
  const atmStrikeUsd = nearestStrike(contracts, moneyUsd)
  const atmIv = isBracketed(contracts, moneyUsd) ? ivAtStrike(contracts, atmStrikeUsd) : null
  const header = { currency, source, freshness, underlyingFreshness, asOf }
  return { ...header, expiryMs, underlyingPriceUsd, indexPriceUsd, atmStrikeUsd, atmIv, contracts }
}

/**
 * A chain at its published precision. Contracts that did not change are the same objects as in `previous`. When only
 * times changed, `seq` stays the same.
 */
export function publishedChain(heard: HeardChain, previous: OptionChain | null): OptionChain {
  const known = new Map(previous?.contracts.map((contract) => [contract.symbol, contract]))
  const contracts = heard.contracts.map((contract) => publishContract(contract, known.get(contract.symbol)))
  const next = {
    ...heard,
    underlyingPriceUsd: publishedPrice(heard.underlyingPriceUsd),
    indexPriceUsd: publishedPrice(heard.indexPriceUsd),
    atmIv: roundOrNull(heard.atmIv, precision.iv),
    openInterest: openInterestOf(contracts, previous?.openInterest),
    contracts: previous !== null && sameItems(contracts, previous.contracts) ? previous.contracts : contracts,
    seq: previous?.seq ?? 0,
  }
  const same =
    previous !== null &&
    sameFields<OptionChain>(next, previous, ['asOf', 'contracts']) &&
    sameContracts(next.contracts, previous.contracts)
  return same ? next : { ...next, seq: next.seq + 1 }
}
