import type { MarketData, Perpetual } from '../../../server/domain/market-data.js'

/** Values for tests: a perpetual quoted 99 / 101 and marked at 100, with sizes unknown and no funding. */
export function perpetualWith(values: Partial<Perpetual> = {}): Perpetual {
  return {
    symbol: 'BTC-PERPETUAL',
    asOf: 1_000_000,
    bidPriceUsd: 99,
    bidAmountUsd: null,
    askPriceUsd: 101,
    askAmountUsd: null,
    markPriceUsd: 100,
    lastPriceUsd: null,
    change24hPct: null,
    high24hUsd: null,
    low24hUsd: null,
    volume24hCoin: null,
    volume24hUsd: null,
    openInterestUsd: null,
    fundingRate8h: null,
    fundingPaid8h: null,
    ...values,
  }
}

/** For tests: a live market with that perpetual. */
export function marketWith(values: Partial<Perpetual> = {}, rest: Partial<MarketData> = {}): MarketData {
  return {
    seq: 1,
    asOf: 1_000_000,
    source: 'SIMULATED',
    freshness: 'LIVE',
    currency: 'BTC',
    indexPriceUsd: 100,
    perpetual: perpetualWith(values),
    volatilityIndex: null,
    ...rest,
  }
}
