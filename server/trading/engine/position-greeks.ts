import type { PositionGreeks } from '../../domain/position.js'
import type { Quote } from '../../domain/quote.js'
import { tradedInstrument } from './instrument-rules.js'
import { direction, type Ledger, type OpenPosition } from './ledger.js'
import type { Quotes } from './valuation.js'

/** Greeks over all positions, in USD; a total is null where it is unknown for a position. */
export interface PortfolioGreeks {
  /** Sum of delta in the coin × price of its underlying: the exposure to the coins' prices. */
  readonly totalDeltaUsd: number | null
  /** Change of `totalDeltaUsd` for a 1 % move of every underlying that comes from gamma: gamma × U² × 0.01. */
  readonly totalGammaUsd: number | null
  /** Per volatility point. */
  readonly totalVegaUsd: number | null
  /** Per day. */
  readonly totalThetaUsd: number | null
}

/**
 * Greeks of a whole position, signed. The dollar PnL of a perpetual is linear in its price with the quantity as slope
 * (see `Ledger`), so that is its delta, and it has no other. Those of an option are null while the quote has none.
 */
export function positionGreeks(position: OpenPosition, quote: Quote | undefined): PositionGreeks | null {
  const signedCoin = direction(position.side) * position.quantityCoin
  if (tradedInstrument(position.symbol).kind === 'PERPETUAL') {
    return { deltaCoin: signedCoin, gamma: 0, vegaUsd: 0, thetaUsd: 0 }
  }
  const greeks = quote?.greeks
  if (!greeks) return null
  const { delta, gamma, vega, theta } = greeks
  return {
    deltaCoin: signedCoin * delta,
    gamma: signedCoin * gamma,
    vegaUsd: signedCoin * vega,
    thetaUsd: signedCoin * theta,
  }
}

/** The greeks of all positions at the newest quotes; zeros for none. */
export function portfolioGreeks(ledger: Ledger, quotes: Quotes): PortfolioGreeks {
  const all = ledger.positions.map((position): Sensed => {
    const quote = quotes.get(position.symbol)
    return { greeks: positionGreeks(position, quote), underlyingUsd: underlyingOf(position, quote) }
  })
  return {
    totalDeltaUsd: total(all, ({ greeks, underlyingUsd }) => times(greeks?.deltaCoin, underlyingUsd)),
    totalGammaUsd: total(all, gammaUsd),
    totalVegaUsd: total(all, ({ greeks }) => greeks?.vegaUsd ?? null),
    totalThetaUsd: total(all, ({ greeks }) => greeks?.thetaUsd ?? null),
  }
}

interface Sensed {
  readonly greeks: PositionGreeks | null
  readonly underlyingUsd: number | null
}

/** Perpetuals have none, whatever their price. */
function gammaUsd({ greeks, underlyingUsd }: Sensed): number | null {
  if (greeks?.gamma === 0) return 0
  return times(greeks?.gamma, underlyingUsd === null ? null : underlyingUsd ** 2 * 0.01)
}

/** A perpetual moves with its own mark price. */
function underlyingOf({ symbol }: OpenPosition, quote: Quote | undefined): number | null {
  const isPerpetual = tradedInstrument(symbol).kind === 'PERPETUAL'
  return (isPerpetual ? quote?.markPriceUsd : quote?.underlyingPriceUsd) ?? null
}

function times(amount: number | undefined, factor: number | null): number | null {
  return amount === undefined || factor === null ? null : amount * factor
}

function total<T>(items: readonly T[], amount: (item: T) => number | null): number | null {
  let sum = 0
  for (const item of items) {
    const value = amount(item)
    if (value === null) return null
    sum += value
  }
  return sum
}
