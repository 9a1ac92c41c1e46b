import type { HeardMarket, Perpetual } from '../../../domain/market-data.js'
import type { Position } from '../../../domain/position.js'
import type { AgentView } from '../trading-agent.js'

/** 2026-11-20T12:00Z, a Friday. */
export const testNowMs = Date.UTC(2026, 10, 20, 12)

/** For tests: quoted 1 USD around 80,000 USD, with 400,000 USD on either side. */
export function perpetualAt(priceUsd = 80_000, values: Partial<Perpetual> = {}): Perpetual {
  return {
    symbol: 'BTC-PERPETUAL',
    asOf: testNowMs,
    state: 'OPEN',
    quoteDoubted: false,
    quoteAsOf: testNowMs,
    quoteFreshness: 'LIVE',
    markDoubted: false,
    markAsOf: testNowMs,
    markFreshness: 'LIVE',
    bidPriceUsd: priceUsd - 1,
    bidAmountUsd: 400_000,
    askPriceUsd: priceUsd + 1,
    askAmountUsd: 400_000,
    markPriceUsd: priceUsd,
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

/** For tests: a live market around 80,000 USD. */
export function marketAt(priceUsd = 80_000, values: Partial<HeardMarket> = {}): HeardMarket {
  return {
    asOf: testNowMs,
    timeMs: testNowMs,
    indexAsOf: testNowMs,
    deliveryPricesUsd: new Map(),
    source: 'SIMULATED',
    freshness: 'LIVE',
    currency: 'BTC',
    indexPriceUsd: priceUsd,
    indexFreshness: 'LIVE',
    perpetual: perpetualAt(priceUsd),
    volatilityIndex: 0.5,
    volatilityIndexAsOf: testNowMs,
    volatilityIndexFreshness: 'LIVE',
    ...values,
  }
}

/** For tests: a long of 0.1 in the perpetual, entered at 80,000 USD. */
export function positionWith(values: Partial<Position> = {}): Position {
  const { side = 'LONG', quantityCoin = 0.1 } = values
  const deltaCoin = side === 'LONG' ? quantityCoin : -quantityCoin
  return {
    symbol: 'BTC-PERPETUAL',
    state: 'OPEN',
    side,
    quantityCoin,
    leverage: 1,
    entryPriceUsd: 80_000,
    markPriceUsd: 80_000,
    markDoubted: false,
    notionalUsd: quantityCoin * 80_000,
    marginUsd: quantityCoin * 80_000,
    pnlUsd: 0,
    pnlPct: 0,
    liquidationPriceUsd: null,
    greeks: { deltaCoin, gamma: 0, vegaUsd: 0, thetaUsd: 0 },
    exitPlan: null,
    openedAtMs: testNowMs,
    ...values,
  }
}

/** For tests: a flat account of 100,000 USD on that market, without options. */
export function viewWith(values: Partial<AgentView> = {}): AgentView {
  return {
    market: marketAt(),
    chains: [],
    instruments: new Map(),
    positions: [],
    account: {
      accountValueUsd: 100_000,
      marginAvailableUsd: 100_000,
      greeks: { totalDeltaUsd: null, totalGammaUsd: null, totalVegaUsd: null, totalThetaUsd: null },
    },
    nowMs: testNowMs,
    ...values,
  }
}

/** For tests: never aborted. */
export const noAbort = new AbortController().signal
