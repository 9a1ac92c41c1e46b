import type { Chain, ChainContract } from '../features/option-chain/chain-model.js'
import {
  OptionCells_OptionContractFragmentDoc,
  type OptionCells_OptionContractFragment,
  type OptionKind,
} from '../gql/graphql.js'
import { makeFragmentData } from '../gql/index.js'
import { header } from './headers.js'

const CELLS: OptionCells_OptionContractFragment = {
  bidPriceCoin: 0.0125,
  bidPriceUsd: 1_234.5,
  bidIv: 0.441,
  askPriceCoin: 0.013,
  askPriceUsd: 1_281.2,
  askIv: 0.46,
  markPriceCoin: 0.0127,
  markPriceUsd: 1_255.1,
  markIv: 0.4512,
  greeks: { delta: 0.51234, gamma: 0.00015201, vega: 23.04567, theta: -401.33, origin: 'EXCHANGE' },
  quoteIvOrigin: 'EXCHANGE',
  openInterestCoin: 120,
  volume24hCoin: 12,
}

export function contract(
  strikeUsd: number,
  optionKind: OptionKind,
  cells: Partial<OptionCells_OptionContractFragment> = {},
  more: Partial<
    Pick<
      ChainContract,
      'state' | 'quoteDoubted' | 'quoteAsOf' | 'quoteFreshness' | 'markDoubted' | 'markAsOf' | 'markFreshness'
    >
  > = {},
): ChainContract {
  const all = { ...CELLS, ...cells }
  return {
    symbol: `BTC-25DEC26-${strikeUsd}-${optionKind === 'CALL' ? 'C' : 'P'}`,
    optionKind,
    strikeUsd,
    state: 'OPEN',
    quoteDoubted: false,
    quoteAsOf: '2026-11-21T12:00:00.000Z',
    quoteFreshness: 'LIVE',
    markDoubted: false,
    markAsOf: '2026-11-21T12:00:00.000Z',
    markFreshness: 'LIVE',
    ...more,
    openInterestCoin: all.openInterestCoin,
    volume24hCoin: all.volume24hCoin,
    ...makeFragmentData(all, OptionCells_OptionContractFragmentDoc),
  }
}

export function chain(contracts: readonly ChainContract[], more: Partial<Chain> = {}): Chain {
  return {
    ...header(),
    expiryLabel: '25DEC26',
    daysToExpiry: 34.2,
    underlyingPriceUsd: 99_100,
    underlyingFreshness: 'LIVE',
    atmStrikeUsd: 99_000,
    atmIv: 0.45,
    openInterest: { largestCoin: 300, putCallRatio: 3 },
    contractCount: 80,
    whole: true,
    removed: [],
    contracts,
    ...more,
  }
}
