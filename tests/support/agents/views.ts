import type { HeardMarket, Perpetual } from '../../../server/domain/market-data.js'
import type { Position } from '../../../server/domain/position.js'
import type { AgentView } from '../../../server/trading/agents/trading-agent.js'
import { noon } from '../builders.js'
import { marketWith, perpetualWith } from '../trading/builders.js'

/** For tests: quoted 1 USD around a price at noon, with 400,000 USD on either side. */
export function perpetualAt(priceUsd = 80_000, values: Partial<Perpetual> = {}): Perpetual {
  const sides = { bidPriceUsd: priceUsd - 1, askPriceUsd: priceUsd + 1 }
  const sizes = { bidAmountUsd: 400_000, askAmountUsd: 400_000 }
  const times = { asOf: noon, quoteAsOf: noon, markAsOf: noon }
  return perpetualWith({ ...sides, ...sizes, ...times, markPriceUsd: priceUsd, ...values })
}

/** For tests: a live market with that perpetual and a volatility index of 50 %. */
export function marketAt(priceUsd = 80_000, values: Partial<HeardMarket> = {}): HeardMarket {
  const perpetual = perpetualAt(priceUsd)
  const volatility = { volatilityIndex: 0.5, volatilityIndexAsOf: noon }
  return marketWith({}, { asOf: noon, indexPriceUsd: priceUsd, perpetual, ...volatility, ...values })
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
    openedAtMs: noon,
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
    nowMs: noon,
    ...values,
  }
}

/** For tests: never aborted. */
export const noAbort = new AbortController().signal
