import { addCoin, subtractCoin } from '../../domain/coin.js'
import type { DecisionOutcome } from '../../domain/decision.js'
import type { FillReason } from '../../domain/fill.js'
import { differenceWithoutDust, withoutDust } from '../../lib/round.js'
import { addDecided } from './calibration.js'
import type { Applied, LedgerFill, ScoredDecision, TradeFacts } from './ledger-fill.js'
import { direction, withPosition, type Ledger, type OpenPosition, type TradeSums } from './ledger.js'
import { closeLots, rMultiple, type Lot } from './lots.js'
import { addTrade } from './trade-tally.js'

type EndOutcome = Exclude<DecisionOutcome, 'OPEN'>

const outcomes: Readonly<Record<FillReason, EndOutcome>> = {
  STOP: 'STOP',
  TARGET: 'TARGET',
  INVALIDATED: 'INVALIDATED',
  EXPIRY: 'EXPIRED',
  ORDER: 'CLOSED',
  LIQUIDATION: 'CLOSED',
}

/** The books after a fill against the position held, of no more than its quantity. */
export function reducePosition(ledger: Ledger, held: OpenPosition, fill: LedgerFill): Applied {
  const toward = direction(held.side)
  const movedUsd = toward * fill.quantityCoin * (fill.priceUsd - held.entryPriceUsd)
  const realizedPnlUsd = differenceWithoutDust(movedUsd, fill.quantityCoin * fill.priceUsd) + 0
  const trade = addClosing(held, fill, realizedPnlUsd)
  const quantityCoin = subtractCoin(held.quantityCoin, fill.quantityCoin)
  const { left, touched } = closeLots(held.lots, { ...fill, direction: toward, isAll: quantityCoin === 0 })
  const rest = quantityCoin === 0 ? null : { ...held, quantityCoin, lots: left, trade }
  const closed = rest ? null : tradeFacts(held, trade, fill)
  return {
    ledger: {
      ...withPosition(ledger, held.symbol, rest),
      realizedPnlUsd: ledger.realizedPnlUsd + realizedPnlUsd,
      feesUsd: ledger.feesUsd + fill.feeUsd,
      trades: closed ? addTrade(ledger.trades, held.side, closed.pnlUsd) : ledger.trades,
      calibration: touched.filter(isClosed).reduce(calibrate, ledger.calibration),
    },
    realizedPnlUsd,
    closed,
    scores: touched.flatMap((lot) => scoreOf(lot, fill)),
  }
}

function addClosing({ trade, entryPriceUsd }: OpenPosition, fill: LedgerFill, realizedUsd: number): TradeSums {
  return {
    closedCoin: addCoin(trade.closedCoin, fill.quantityCoin),
    closedEntryUsd: trade.closedEntryUsd + fill.quantityCoin * entryPriceUsd,
    closedExitUsd: trade.closedExitUsd + fill.quantityCoin * fill.priceUsd,
    realizedUsd: trade.realizedUsd + realizedUsd,
    feesUsd: trade.feesUsd + fill.feeUsd,
    fundingUsd: trade.fundingUsd,
  }
}

function tradeFacts({ symbol, side, openedAtMs }: OpenPosition, trade: TradeSums, fill: LedgerFill): TradeFacts {
  return {
    symbol,
    side,
    quantityCoin: trade.closedCoin,
    entryPriceUsd: withoutDust(trade.closedEntryUsd / trade.closedCoin),
    exitPriceUsd: withoutDust(trade.closedExitUsd / trade.closedCoin),
    openedAtMs,
    closedAtMs: fill.timeMs,
    pnlUsd: differenceWithoutDust(trade.realizedUsd - trade.feesUsd + trade.fundingUsd, trade.closedExitUsd),
    feesUsd: trade.feesUsd,
    fundingUsd: trade.fundingUsd,
    outcome: outcomes[fill.reason],
  }
}

function scoreOf(lot: Lot, { reason, timeMs }: LedgerFill): ScoredDecision[] {
  const { decisionId, confidence, resultUsd: pnlUsd } = lot
  if (decisionId === null) return []
  const score = isClosed(lot)
    ? { outcome: outcomes[reason], pnlUsd, rMultiple: rMultiple(lot), closedAtMs: timeMs }
    : { outcome: 'OPEN' as const, pnlUsd, rMultiple: null, closedAtMs: null }
  return [{ decisionId, confidence, score }]
}

function calibrate(calibration: Ledger['calibration'], { confidence, resultUsd }: Lot): Ledger['calibration'] {
  return confidence === null ? calibration : addDecided(calibration, confidence, resultUsd)
}

function isClosed(lot: Lot): boolean {
  return lot.quantityCoin === 0
}
