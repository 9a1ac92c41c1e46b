import type { EquityPoint, Performance } from '../../domain/performance.js'
import type { Portfolio } from '../../domain/portfolio.js'
import type { Position, Positions } from '../../domain/position.js'
import type { LiveHeader } from '../../domain/source.js'
import { direction } from '../engine/ledger.js'
import type { Ledger } from '../engine/ledger.js'
import type { MarkedPosition, Valuation } from '../engine/valuation.js'
import type { Drawdown } from '../performance/drawdown.js'
import type { ReturnStatistics } from '../performance/return-statistics.js'
import { minSamples, sharpe, sortino } from '../performance/return-statistics.js'
import { profitFactor, winRatePct } from '../performance/trade-statistics.js'
import { coin, orNull, percent, priceUsd, ratio, usd } from './precision.js'

/** Everything the views of an account are made from, at one moment. */
export interface AccountMoment {
  readonly header: Omit<LiveHeader, 'seq'> & { readonly accountId: string }
  readonly ledger: Ledger
  readonly valuation: Valuation
  readonly drawdown: Drawdown
  readonly returns: ReturnStatistics
  readonly sampleIntervalMs: number
}

/** The account's performance at published precision. */
export function performanceView(moment: AccountMoment): Omit<Performance, 'seq'> {
  const { header, ledger, valuation, drawdown, returns, sampleIntervalMs } = moment
  const { netDepositsUsd, trades } = ledger
  return {
    ...header,
    accountValueUsd: usd(valuation.accountValueUsd),
    cashUsd: usd(valuation.cashUsd),
    netDepositsUsd: usd(netDepositsUsd),
    totalReturnPct: percent(((valuation.accountValueUsd - netDepositsUsd) / netDepositsUsd) * 100),
    realizedPnlUsd: usd(ledger.realizedPnlUsd),
    unrealizedPnlUsd: usd(valuation.unrealizedPnlUsd),
    feesUsd: usd(ledger.feesUsd),
    fundingUsd: usd(ledger.fundingUsd),
    sharpe: orNull(ratio, sharpe(returns, sampleIntervalMs)),
    sortino: orNull(ratio, sortino(returns, sampleIntervalMs)),
    sampleIntervalSeconds: sampleIntervalMs / 1_000,
    samples: returns.count,
    minSamples,
    maxDrawdownPct: percent(drawdown.maxPct),
    currentDrawdownPct: percent(drawdown.currentPct),
    winRatePct: orNull(percent, winRatePct(trades)),
    profitFactor: orNull(ratio, profitFactor(trades)),
    trades: trades.closed,
    openPositions: valuation.positions.length,
  }
}

/** The account's open positions at published precision. */
export function positionsView({ header, valuation }: AccountMoment): Omit<Positions, 'seq'> {
  return { ...header, positions: valuation.positions.map(positionView) }
}

/** The account's money, margin and greeks at published precision. A perpetual has delta and no other greek. */
export function portfolioView({ header, valuation }: AccountMoment): Omit<Portfolio, 'seq'> {
  return {
    ...header,
    totalValueUsd: usd(valuation.accountValueUsd),
    cashUsd: usd(valuation.cashUsd),
    totalDeltaUsd: orNull(usd, totalDeltaUsd(valuation.positions)),
    totalGammaUsd: 0,
    totalVegaUsd: 0,
    totalThetaUsd: 0,
    marginUsedUsd: usd(valuation.marginUsedUsd),
    marginAvailableUsd: usd(valuation.marginAvailableUsd),
  }
}

/** A sample of the equity curve at published precision. */
export function equityPointView({ timeMs, accountValueUsd }: EquityPoint): EquityPoint {
  return { timeMs, accountValueUsd: usd(accountValueUsd) }
}

function positionView(marked: MarkedPosition): Position {
  const { position, pnlUsd } = marked
  const entryUsd = position.quantityCoin * position.entryPriceUsd
  return {
    symbol: position.symbol,
    side: position.side,
    quantityCoin: coin(position.quantityCoin),
    leverage: ratio(position.leverage),
    entryPriceUsd: priceUsd(position.entryPriceUsd),
    markPriceUsd: orNull(priceUsd, marked.markPriceUsd),
    notionalUsd: orNull(usd, marked.notionalUsd),
    marginUsd: usd(marked.marginUsd),
    pnlUsd: orNull(usd, pnlUsd),
    pnlPct: orNull(percent, pnlUsd === null ? null : (pnlUsd / entryUsd) * 100),
    liquidationPriceUsd: orNull(priceUsd, marked.liquidationPriceUsd),
    greeks: { deltaCoin: coin(deltaCoin(marked)), gamma: 0, vegaUsd: 0, thetaUsd: 0 },
    exitPlan: position.exitPlan,
    openedAtMs: position.openedAtMs,
  }
}

/** The dollar PnL of a perpetual is linear in its price with the quantity as slope (see `Ledger`), so that is its delta. */
function deltaCoin({ position }: MarkedPosition): number {
  return direction(position.side) * position.quantityCoin
}

function totalDeltaUsd(positions: readonly MarkedPosition[]): number | null {
  let total = 0
  for (const marked of positions) {
    if (marked.markPriceUsd === null) return null
    total += deltaCoin(marked) * marked.markPriceUsd
  }
  return total
}
