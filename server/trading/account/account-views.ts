import type { Performance, SideSplit } from '../../domain/performance.js'
import type { Portfolio } from '../../domain/portfolio.js'
import type { Position, Positions } from '../../domain/position.js'
import type { LiveHeader } from '../../domain/source.js'
import type { MarkedPosition } from '../engine/marked-positions.js'
import { markedPositions } from '../engine/marked-positions.js'
import { portfolioGreeks } from '../engine/position-greeks.js'
import type { SideTally } from '../engine/trade-tally.js'
import type { Quotes } from '../engine/valuation.js'
import { exposurePct } from '../performance/exposure.js'
import { cagrPct, calmar } from '../performance/growth.js'
import { samplesNeeded, sharpe, sortino } from '../performance/return-statistics.js'
import { timeFlatPct } from '../performance/time-flat.js'
import {
  averageLossUsd,
  averageWinUsd,
  expectancyUsd,
  feeSharePct,
  profitFactor,
  winRatePct,
} from '../performance/trade-statistics.js'
import type { AccountBooks } from './account-books.js'
import { coin, orNull, percent, priceUsd, ratio, usd } from './precision.js'

/** An account at one moment. */
export interface AccountMoment {
  readonly header: Omit<LiveHeader, 'seq'> & { readonly accountId: string }
  readonly books: AccountBooks
  readonly quotes: Quotes
  readonly sampleIntervalMs: number
}

/** The account's performance at published precision. */
export function performanceView({ header, books, quotes, sampleIntervalMs }: AccountMoment): Omit<Performance, 'seq'> {
  const { ledger, totals, drawdown, returns } = books
  const { netDepositsUsd, trades } = ledger
  const { accountValueUsd } = totals
  const growthPct = growthOf(books)
  const needed = samplesNeeded(sampleIntervalMs)
  const hasDay = returns.count >= needed
  return {
    ...header,
    accountValueUsd: usd(accountValueUsd),
    cashUsd: usd(totals.cashUsd),
    netDepositsUsd: usd(netDepositsUsd),
    totalReturnPct: percent(((accountValueUsd - netDepositsUsd) / netDepositsUsd) * 100),
    realizedPnlUsd: usd(ledger.realizedPnlUsd),
    unrealizedPnlUsd: usd(totals.unrealizedPnlUsd),
    feesUsd: usd(ledger.feesUsd),
    fundingUsd: usd(ledger.fundingUsd),
    sharpe: orNull(ratio, sharpe(returns, sampleIntervalMs)),
    sortino: orNull(ratio, sortino(returns, sampleIntervalMs)),
    sampleIntervalSeconds: sampleIntervalMs / 1_000,
    samples: returns.count,
    samplesNeeded: needed,
    maxDrawdownPct: percent(drawdown.maxPct),
    currentDrawdownPct: percent(drawdown.currentPct),
    cagrPct: orNull(percent, growthPct),
    calmar: orNull(ratio, hasDay ? calmar(growthPct, drawdown.maxPct) : null),
    winRatePct: orNull(percent, winRatePct(trades)),
    profitFactor: orNull(ratio, profitFactor(trades)),
    expectancyUsd: orNull(usd, expectancyUsd(trades)),
    averageWinUsd: orNull(usd, averageWinUsd(trades)),
    averageLossUsd: orNull(usd, averageLossUsd(trades)),
    exposurePct: orNull(percent, exposurePct(ledger, quotes, totals)),
    timeFlatPct: orNull(percent, timeFlatPct(books.timeFlat)),
    feeSharePct: orNull(percent, feeSharePct(ledger)),
    trades: trades.closed,
    longTrades: splitView(trades.long),
    shortTrades: splitView(trades.short),
    openPositions: ledger.positions.length,
    calibration: ledger.calibration.map(({ decided, won }, tenth) => ({
      fromConfidence: tenth / 10,
      toConfidence: (tenth + 1) / 10,
      decided,
      won,
      winRatePct: orNull(percent, winRatePct({ closed: decided, won })),
    })),
  }
}

/** The account's open positions at published precision. */
export function positionsView({ header, books, quotes }: AccountMoment): Omit<Positions, 'seq'> {
  return { ...header, positions: markedPositions(books.ledger, quotes).map(positionView) }
}

/** The account's money, margin and greeks at published precision. */
export function portfolioView({ header, books, quotes }: AccountMoment): Omit<Portfolio, 'seq'> {
  const { totals } = books
  const greeks = portfolioGreeks(books.ledger, quotes)
  return {
    ...header,
    totalValueUsd: usd(totals.accountValueUsd),
    cashUsd: usd(totals.cashUsd),
    totalDeltaUsd: orNull(usd, greeks.totalDeltaUsd),
    totalGammaUsd: orNull(usd, greeks.totalGammaUsd),
    totalVegaUsd: orNull(usd, greeks.totalVegaUsd),
    totalThetaUsd: orNull(usd, greeks.totalThetaUsd),
    marginUsedUsd: usd(totals.initialMarginUsd),
    marginAvailableUsd: usd(totals.marginAvailableUsd),
    maintenanceMarginUsd: usd(totals.maintenanceMarginUsd),
  }
}

function growthOf({ ledger, totals, firstMarkMs, markedAtMs }: AccountBooks): number | null {
  if (firstMarkMs === null || markedAtMs === null) return null
  const { netDepositsUsd } = ledger
  const { accountValueUsd } = totals
  return cagrPct({ netDepositsUsd, accountValueUsd, openedAtMs: firstMarkMs, nowMs: markedAtMs })
}

function splitView({ closed, won, pnlUsd }: SideTally): SideSplit {
  return { trades: closed, won, pnlUsd: usd(pnlUsd) }
}

function positionView(marked: MarkedPosition): Position {
  const { position, pnlUsd, greeks } = marked
  const { quantityCoin, entryPriceUsd, exitPlan } = position
  return {
    symbol: position.symbol,
    side: position.side,
    quantityCoin: coin(quantityCoin),
    leverage: ratio(position.leverage),
    entryPriceUsd: priceUsd(entryPriceUsd),
    markPriceUsd: orNull(priceUsd, marked.markPriceUsd),
    notionalUsd: orNull(usd, marked.notionalUsd),
    marginUsd: usd(marked.marginUsd),
    pnlUsd: orNull(usd, pnlUsd),
    pnlPct: orNull(percent, pnlUsd === null ? null : (pnlUsd / (quantityCoin * entryPriceUsd)) * 100),
    liquidationPriceUsd: orNull(priceUsd, marked.liquidationPriceUsd),
    greeks: greeks && {
      deltaCoin: coin(greeks.deltaCoin),
      gamma: coin(greeks.gamma),
      vegaUsd: usd(greeks.vegaUsd),
      thetaUsd: usd(greeks.thetaUsd),
    },
    exitPlan: exitPlan && {
      profitTargetUsd: exitPlan.profitTargetUsd,
      stopLossUsd: exitPlan.stopLossUsd,
      invalidation: exitPlan.invalidation,
      invalidationRule: exitPlan.invalidationRule,
    },
    openedAtMs: position.openedAtMs,
  }
}
