import { addCoin, subtractCoin } from '../../domain/coin.js'
import { withoutDust } from '../../lib/round.js'

/** The part of a position that one decision entered, or several fills in a row without a decision. */
export interface Lot {
  readonly decisionId: string | null
  /** From 0 to 1. */
  readonly confidence: number | null
  /** What is left of it; 0 once all is closed. */
  readonly quantityCoin: number
  readonly enteredCoin: number
  /** Its own, not the position's average. */
  readonly entryPriceUsd: number
  readonly stopLossUsd: number | null
  /** Realized so far, less its fees, plus its share of funding. */
  readonly resultUsd: number
}

/**
 * Adds what a fill entered. Fills of the same decision make one lot, at their average price. Fills without a decision that
 * follow each other make one lot too: no score needs them apart, and otherwise their number would have no bound.
 */
export function enterLot(lots: readonly Lot[], entered: Lot): readonly Lot[] {
  const index = isScored(entered)
    ? lots.findIndex((lot) => lot.decisionId !== null && lot.decisionId === entered.decisionId)
    : lots.length - 1
  const before = lots[index]
  const isSame = before && isScored(before) === isScored(entered)
  return isSame ? lots.with(index, join(before, entered)) : [...lots, entered]
}

/** Whether it counts by itself: for a decision, or for the calibration. */
function isScored({ decisionId, confidence }: Lot): boolean {
  return decisionId !== null || confidence !== null
}

export interface LotClosing {
  readonly direction: 1 | -1
  readonly quantityCoin: number
  readonly priceUsd: number
  readonly feeUsd: number
  /** Whether nothing of the position is left. Then nothing of any lot is left either, although each lot was rounded by itself. */
  readonly isAll: boolean
}

export interface ClosedLots {
  readonly left: readonly Lot[]
  /** Those of which something was closed, as they are afterward. */
  readonly touched: readonly Lot[]
}

/** Closes the oldest first, each at its own entry price; the fee is split by quantity. */
export function closeLots(lots: readonly Lot[], closing: LotClosing): ClosedLots {
  const touched: Lot[] = []
  let openCoin = closing.quantityCoin
  for (const lot of lots) {
    if (openCoin <= 0 && !closing.isAll) break
    const closedCoin = closing.isAll ? lot.quantityCoin : Math.min(lot.quantityCoin, openCoin)
    openCoin = subtractCoin(openCoin, closedCoin)
    touched.push(closePart(lot, closedCoin, closing))
  }
  const started = touched.filter((lot) => lot.quantityCoin > 0)
  return { left: [...started, ...lots.slice(touched.length)], touched }
}

/** Gives every lot its share of funding, by quantity. */
export function fundLots(lots: readonly Lot[], receivedUsd: number, positionCoin: number): readonly Lot[] {
  return lots.map((lot) => ({ ...lot, resultUsd: lot.resultUsd + (receivedUsd * lot.quantityCoin) / positionCoin }))
}

/** The result divided by what the way to the stop would have cost. Null without a stop, or with a stop at the entry. */
export function rMultiple({ entryPriceUsd, enteredCoin, stopLossUsd, resultUsd }: Lot): number | null {
  if (stopLossUsd === null || stopLossUsd === entryPriceUsd) return null
  return resultUsd / (Math.abs(entryPriceUsd - stopLossUsd) * enteredCoin)
}

function closePart(lot: Lot, closedCoin: number, { direction, quantityCoin, priceUsd, feeUsd }: LotClosing): Lot {
  const pnlUsd = direction * closedCoin * (priceUsd - lot.entryPriceUsd)
  return {
    ...lot,
    quantityCoin: subtractCoin(lot.quantityCoin, closedCoin),
    resultUsd: lot.resultUsd + pnlUsd - (feeUsd * closedCoin) / quantityCoin,
  }
}

function join(before: Lot, entered: Lot): Lot {
  const quantityCoin = addCoin(before.quantityCoin, entered.quantityCoin)
  const valueUsd = before.quantityCoin * before.entryPriceUsd + entered.quantityCoin * entered.entryPriceUsd
  return {
    ...before,
    quantityCoin,
    enteredCoin: addCoin(before.enteredCoin, entered.enteredCoin),
    entryPriceUsd: withoutDust(valueUsd / quantityCoin),
    stopLossUsd: entered.stopLossUsd ?? before.stopLossUsd,
    resultUsd: before.resultUsd + entered.resultUsd,
  }
}
