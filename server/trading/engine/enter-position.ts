import { addCoin } from '../../domain/coin.js'
import type { TrailingStop } from '../../domain/position.js'
import { withoutDust } from '../../lib/round.js'
import type { LedgerFill } from './ledger-fill.js'
import { sideOf, withPosition, type ExitRules, type Ledger, type OpenPosition } from './ledger.js'
import { enterLot, type Lot } from './lots.js'
import { isSameDistance } from './trailing-stop.js'

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

function enlarge(held: OpenPosition, fill: LedgerFill): OpenPosition {
  const heldUsd = held.quantityCoin * held.entryPriceUsd
  const addedUsd = fill.quantityCoin * fill.priceUsd
  const quantityCoin = addCoin(held.quantityCoin, fill.quantityCoin)
  return {
    ...held,
    quantityCoin,
    entryPriceUsd: withoutDust((heldUsd + addedUsd) / quantityCoin),
    leverage: joinedLeverage({ usd: heldUsd, leverage: held.leverage }, { usd: addedUsd, leverage: fill.leverage }),
    exitPlan: joinedPlan(held.exitPlan, fill.exitPlan),
    lots: enterLot(held.lots, lotOf(fill)),
    trade: { ...held.trade, feesUsd: held.trade.feesUsd + fill.feeUsd },
  }
}

/** What the added plan leaves out stays as it was. The invalidation and its rule are replaced together. */
function joinedPlan(held: ExitRules | null, added: ExitRules | null): ExitRules | null {
  if (!held || !added) return added ?? held
  const { invalidation, invalidationRule } = hasInvalidation(added) ? added : held
  return {
    profitTargetUsd: added.profitTargetUsd ?? held.profitTargetUsd,
    stopLossUsd: added.stopLossUsd ?? held.stopLossUsd,
    trailingStop: joinedTrailing(held.trailingStop, added.trailingStop),
    invalidation,
    invalidationRule,
  }
}

/** A trailing stop at the same distance goes on from where it is, so that a further fill does not move it back. */
function joinedTrailing(held: TrailingStop | null, added: TrailingStop | null): TrailingStop | null {
  if (held && added && isSameDistance(held, added)) return held
  return added ?? held
}

function hasInvalidation({ invalidation, invalidationRule }: ExitRules): boolean {
  return invalidation !== null || invalidationRule !== null
}

interface Levered {
  readonly usd: number
  readonly leverage: number
}

/**
 * Margins add up, so the leverage of both together is their notional over the sum of their margins. That lies between the
 * two, but binary fractions can put it a little outside: without the bounds 50 and 50 can make 50.00000000000001, which no
 * order may have.
 */
function joinedLeverage(held: Levered, added: Levered): number {
  const marginUsd = held.usd / held.leverage + added.usd / added.leverage
  // An option may have cost nothing.
  const joined = marginUsd > 0 ? (held.usd + added.usd) / marginUsd : added.leverage
  const [low, high] = [Math.min(held.leverage, added.leverage), Math.max(held.leverage, added.leverage)]
  return Math.min(Math.max(joined, low), high)
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
