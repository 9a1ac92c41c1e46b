import { roundTo } from '../../lib/round.js'
import type { LedgerFill } from './apply-fill.js'
import type { Ledger, OpenPosition } from './ledger.js'
import { sideOf } from './ledger.js'
import type { Lot } from './lots.js'
import { enterLot } from './lots.js'
import { withPosition } from './with-position.js'

/** The books after a fill that opens a position (`held` null) or enlarges the one held. */
export function enterPosition(ledger: Ledger, held: OpenPosition | null, fill: LedgerFill): Ledger {
  const position = held ? enlarge(held, fill) : open(fill)
  return { ...withPosition(ledger, fill.symbol, position), feesUsd: ledger.feesUsd + fill.feeUsd }
}

function open(fill: LedgerFill): OpenPosition {
  const { symbol, quantityCoin, priceUsd, leverage, exitPlan, feeUsd } = fill
  return {
    symbol,
    side: sideOf(fill),
    quantityCoin,
    entryPriceUsd: priceUsd,
    leverage,
    openedAtMs: fill.timeMs,
    exitPlan,
    lots: [lotOf(fill)],
    trade: { closedCoin: 0, closedEntryUsd: 0, closedExitUsd: 0, realizedUsd: 0, feesUsd: feeUsd, fundingUsd: 0 },
  }
}

/** Margins add up, so the leverage of both together is their notional over the sum. */
function enlarge(held: OpenPosition, fill: LedgerFill): OpenPosition {
  const heldUsd = held.quantityCoin * held.entryPriceUsd
  const addedUsd = fill.quantityCoin * fill.priceUsd
  const quantityCoin = roundTo(held.quantityCoin + fill.quantityCoin, 8)
  const marginUsd = heldUsd / held.leverage + addedUsd / fill.leverage
  return {
    ...held,
    quantityCoin,
    entryPriceUsd: (heldUsd + addedUsd) / quantityCoin,
    // Options may have cost nothing at all.
    leverage: marginUsd > 0 ? (heldUsd + addedUsd) / marginUsd : fill.leverage,
    exitPlan: fill.exitPlan ?? held.exitPlan,
    lots: enterLot(held.lots, lotOf(fill)),
    trade: { ...held.trade, feesUsd: held.trade.feesUsd + fill.feeUsd },
  }
}

function lotOf({ decisionId, confidence, quantityCoin, priceUsd, exitPlan, feeUsd }: LedgerFill): Lot {
  return {
    decisionId,
    confidence,
    quantityCoin,
    enteredCoin: quantityCoin,
    entryPriceUsd: priceUsd,
    stopLossUsd: exitPlan?.stopLossUsd ?? null,
    // Not −feeUsd: JSON knows no −0.
    resultUsd: 0 - feeUsd,
  }
}
