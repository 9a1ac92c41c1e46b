import type { OptionChain } from '../domain/option-chain.js'
import type { DataSource, Freshness } from '../domain/source.js'
import { roundOrNull } from '../lib/round.js'
import { sameFields } from '../lib/same-fields.js'
import { sameItems } from '../lib/same-items.js'
import { ivAtStrike, nearestStrike } from './at-the-money.js'
import type { ExpiryState } from './currency-state.js'
import { publishContract } from './option-contract.js'
import { publishedPrice } from './published-prices.js'

export interface ChainHeader {
  readonly currency: string
  readonly source: DataSource
  readonly freshness: Freshness
}

/**
 * The chain of one expiry as published. Contracts that did not change are those of `previous`; when nothing at all
 * changed but the time, so is `seq`.
 */
export function buildChain(
  header: ChainHeader,
  { expiryMs, symbols, options, asOf, ...expiry }: ExpiryState,
  previous: OptionChain | null,
): OptionChain {
  const known = new Map(previous?.contracts.map((contract) => [contract.symbol, contract]))
  const contracts = symbols.flatMap((symbol) => {
    const state = options.get(symbol)
    return state ? [publishContract(state, expiry.underlyingPriceUsd, known.get(symbol))] : []
  })
  const unchanged = previous !== null && sameItems(contracts, previous.contracts)
  const atmStrikeUsd = nearestStrike(contracts, expiry.underlyingPriceUsd ?? expiry.indexPriceUsd)
  const next = {
    ...header,
    expiryMs,
    underlyingPriceUsd: publishedPrice(expiry.underlyingPriceUsd),
    indexPriceUsd: publishedPrice(expiry.indexPriceUsd),
    atmStrikeUsd,
    atmIv: roundOrNull(ivAtStrike(contracts, atmStrikeUsd), 4),
    contracts: unchanged ? previous.contracts : contracts,
    asOf,
    seq: previous?.seq ?? 0,
  }
  return previous && sameFields<OptionChain>(next, previous, ['asOf']) ? next : { ...next, seq: next.seq + 1 }
}
