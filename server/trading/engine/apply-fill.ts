import { exactCoin, subtractCoin } from '../../domain/coin.js'
import { checkFill } from './check-fill.js'
import { enterPosition } from './enter-position.js'
import type { Applied, LedgerFill } from './ledger-fill.js'
import { findPosition, sideOf, type Ledger } from './ledger.js'
import { reducePosition } from './reduce-position.js'

/**
 * The books after a fill. A fill on the side of the position enlarges the position. A fill against it closes as much as there
 * is, and opens the rest on the other side; its fee is split by quantity. Throws a RangeError for a fill that cannot have
 * happened.
 */
export function applyFill(ledger: Ledger, given: LedgerFill): Applied {
  const fill = { ...given, quantityCoin: exactCoin(given.quantityCoin) }
  checkFill(fill)
  const held = findPosition(ledger, fill.symbol)
  if (!held || held.side === sideOf(fill)) {
    return { ledger: enterPosition(ledger, held, fill), realizedPnlUsd: 0, closed: null, scores: [] }
  }
  const opening = subtractCoin(fill.quantityCoin, held.quantityCoin)
  if (opening <= 0) return reducePosition(ledger, held, fill)
  const closingFeeUsd = (fill.feeUsd * held.quantityCoin) / fill.quantityCoin
  const closing = { ...fill, quantityCoin: held.quantityCoin, feeUsd: closingFeeUsd }
  const flat = reducePosition(ledger, held, closing)
  const rest = { ...fill, quantityCoin: opening, feeUsd: fill.feeUsd - closingFeeUsd }
  return { ...flat, ledger: enterPosition(flat.ledger, null, rest) }
}
