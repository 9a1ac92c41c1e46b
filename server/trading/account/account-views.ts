import type { Performance, SideSplit } from '../../domain/performance.js'
import type { Portfolio } from '../../domain/portfolio.js'
import type { Position, Positions } from '../../domain/position.js'
import type { LiveHeader } from '../../domain/source.js'
import { differenceWithoutDust } from '../../lib/round.js'
import { markedPositions, type MarkedPosition } from '../engine/marked-positions.js'
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
import type { Books } from './books.js'
import { accountUsd, coin, gamma, orNull, percent, priceUsd, ratio, usd } from './published-precision.js'

/** An account at one moment. */
export interface AccountMoment {
  readonly header: Omit<LiveHeader, 'seq'> & { readonly accountId: string }
  readonly books: Books
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
    accountValueUsd: accountUsd(accountValueUsd),
    cashUsd: accountUsd(totals.cashUsd),
    netDepositsUsd: accountUsd(netDepositsUsd),
    totalReturnPct: totalReturnPct(books),
    realizedPnlUsd: accountUsd(ledger.realizedPnlUsd),
    unrealizedPnlUsd: accountUsd(totals.unrealizedPnlUsd),
    feesUsd: accountUsd(ledger.feesUsd),
    fundingUsd: accountUsd(ledger.fundingUsd),
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
    expectancyUsd: orNull(accountUsd, expectancyUsd(trades)),
    averageWinUsd: orNull(accountUsd, averageWinUsd(trades)),
    averageLossUsd: orNull(accountUsd, averageLossUsd(trades)),
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
    doubts: [],
  }
}

/** At published precision, as the account is ranked. */
export function totalReturnPct({ ledger: { netDepositsUsd }, totals }: Books): number {
  return percent(((totals.accountValueUsd - netDepositsUsd) / netDepositsUsd) * 100)
}

/** The account's open positions, nothing rounded: what agents trade on. */
export function heldPositions({ books, quotes }: Pick<AccountMoment, 'books' | 'quotes'>): readonly Position[] {
  return markedPositions(books.ledger, quotes).map(positionOf)
}

/** The account's open positions at published precision. */
export function positionsView({ header, books, quotes }: AccountMoment): Omit<Positions, 'seq'> {
  return { ...header, positions: heldPositions({ books, quotes }).map(publishedPosition) }
}

/** The account's money, margin and greeks at published precision. */
export function portfolioView({ header, books, quotes }: AccountMoment): Omit<Portfolio, 'seq'> {
  const { totals } = books
  const greeks = portfolioGreeks(books.ledger, quotes)
  return {
    ...header,
    totalValueUsd: accountUsd(totals.accountValueUsd),
    cashUsd: accountUsd(totals.cashUsd),
    totalDeltaUsd: orNull(accountUsd, greeks.totalDeltaUsd),
    totalGammaUsd: orNull(accountUsd, greeks.totalGammaUsd),
    totalVegaUsd: orNull(accountUsd, greeks.totalVegaUsd),
    totalThetaUsd: orNull(accountUsd, greeks.totalThetaUsd),
    marginUsedUsd: accountUsd(totals.initialMarginUsd),
    marginAvailableUsd: accountUsd(totals.marginAvailableUsd),
    maintenanceMarginUsd: accountUsd(totals.maintenanceMarginUsd),
  }
}

function growthOf({ ledger, totals, firstMarkMs, markedAtMs }: Books): number | null {
  if (firstMarkMs === null || markedAtMs === null) return null
  const { netDepositsUsd } = ledger
  const { accountValueUsd } = totals
  return cagrPct({ netDepositsUsd, accountValueUsd, openedAtMs: firstMarkMs, nowMs: markedAtMs })
}

function splitView({ closed, won, pnlUsd }: SideTally): SideSplit {
  return { trades: closed, won, pnlUsd: accountUsd(pnlUsd) }
}

function positionOf(marked: MarkedPosition): Position {
  const { position, state, pnlUsd, greeks, markPriceUsd, markDoubted, notionalUsd, marginUsd, liquidationPriceUsd } =
    marked
  const { symbol, side, quantityCoin, leverage, entryPriceUsd, exitPlan, openedAtMs } = position
  return {
    symbol,
    state,
    side,
    quantityCoin,
    leverage,
    entryPriceUsd,
    markPriceUsd,
    markDoubted,
    notionalUsd,
    marginUsd,
    pnlUsd,
    pnlPct: pnlUsd === null ? null : (pnlUsd / (quantityCoin * entryPriceUsd)) * 100,
    liquidationPriceUsd,
    greeks,
    exitPlan: exitPlan && {
      profitTargetUsd: exitPlan.profitTargetUsd,
      stopLossUsd: exitPlan.stopLossUsd,
      trailingStop: exitPlan.trailingStop,
      invalidation: exitPlan.invalidation,
      invalidationRule: exitPlan.invalidationRule,
    },
    openedAtMs,
  }
}

function publishedPosition(position: Position): Position {
  const { quantityCoin, entryPriceUsd, greeks } = position
  const pnlUsd = position.pnlUsd && differenceWithoutDust(position.pnlUsd, quantityCoin * entryPriceUsd)
  return {
    ...position,
    quantityCoin: coin(quantityCoin),
    leverage: orNull(ratio, position.leverage),
    entryPriceUsd: priceUsd(entryPriceUsd),
    markPriceUsd: orNull(priceUsd, position.markPriceUsd),
    notionalUsd: orNull(usd, position.notionalUsd),
    marginUsd: orNull(usd, position.marginUsd),
    pnlUsd: orNull(usd, pnlUsd),
    pnlPct: orNull(percent, position.pnlPct),
    liquidationPriceUsd: orNull(priceUsd, position.liquidationPriceUsd),
    greeks: greeks && {
      deltaCoin: coin(greeks.deltaCoin),
      gamma: gamma(greeks.gamma),
      vegaUsd: usd(greeks.vegaUsd),
      thetaUsd: usd(greeks.thetaUsd),
    },
  }
}
