import type { Greeks } from '../../../domain/greeks.js'
import type { HeardMarket } from '../../../domain/market-data.js'
import type { HeardChain } from '../../../domain/option-chain.js'

export interface PaperQuote {
  readonly bidPriceUsd: number | null
  readonly askPriceUsd: number | null
  readonly markPriceUsd: number | null
  readonly markIv: number | null
  readonly greeks: Pick<Greeks, 'delta' | 'gamma' | 'vega' | 'theta'> | null
}

/** For tests: what a symbol is quoted at, in whatever market it is; null when it is listed nowhere. */
export function paperQuote(symbol: string, market: HeardMarket, chains: readonly HeardChain[]): PaperQuote | null {
  if (symbol === market.perpetual?.symbol) {
    return { ...market.perpetual, markIv: null, greeks: { delta: 1, gamma: 0, vega: 0, theta: 0 } }
  }
  return chains.flatMap(({ contracts }) => contracts).find((contract) => contract.symbol === symbol) ?? null
}
