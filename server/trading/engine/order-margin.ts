import { exactCoin } from '../../domain/coin.js'
import { precision } from '../../domain/precision.js'
import type { RefusalOf } from '../../domain/refusal.js'
import { roundFinely } from '../../lib/round.js'
import { applyFill } from './apply-fill.js'
import type { LedgerFill } from './ledger-fill.js'
import { findPosition, sideOf, type Ledger } from './ledger.js'
import { initialMarginUsd } from './margin.js'
import { totalsAt, type Quotes } from './valuation.js'

/** `neededUsd` is the initial margin of everything afterward, `availableUsd` what the account would be worth. */
export type MarginRefusal = RefusalOf<'InsufficientMargin'>

/**
 * Why the account cannot afford a fill: what it is worth afterward, the fee paid, must cover the initial margin of all
 * that it then has. Null when it can, and always for a fill that only reduces a position. Throws a RangeError for a fill
 * that cannot have happened.
 */
export function marginRefusal(ledger: Ledger, quotes: Quotes, fill: LedgerFill): MarginRefusal | null {
  if (onlyReduces(ledger, fill)) return null
  const after = totalsAt(applyFill(ledger, fill).ledger, quotes)
  return refusalUnless(after.accountValueUsd, after.initialMarginUsd)
}

/**
 * As `marginRefusal`, for a limit order that is to rest. It counts as filled and marked at its limit: a limit away from the
 * market brings neither profit nor loss. A position on the other side that it would close counts as gone, at its mark. Other
 * resting orders do not count; the margin of each is checked again when it fills.
 */
export function restingMarginRefusal(ledger: Ledger, quotes: Quotes, atLimit: LedgerFill): MarginRefusal | null {
  if (onlyReduces(ledger, atLimit)) return null
  const { accountValueUsd, initialMarginUsd: nowUsd } = totalsAt(ledger, quotes)
  const quote = quotes.get(atLimit.symbol)
  const held = findPosition(ledger, atLimit.symbol)
  const isFlip = held !== null && held.side !== sideOf(atLimit)
  const goneUsd = isFlip ? initialMarginUsd(held, quote) : 0
  const opened = findPosition(
    applyFill(isFlip ? ledger : without(ledger, atLimit.symbol), atLimit).ledger,
    atLimit.symbol,
  )
  const markedAtLimit = quote && { ...quote, markPriceUsd: atLimit.priceUsd, lastMarkPriceUsd: atLimit.priceUsd }
  const addedUsd = opened ? initialMarginUsd(opened, markedAtLimit) : 0
  return refusalUnless(accountValueUsd - atLimit.feeUsd, nowUsd - goneUsd + addedUsd)
}

function onlyReduces(ledger: Ledger, fill: LedgerFill): boolean {
  const held = findPosition(ledger, fill.symbol)
  return held !== null && held.side !== sideOf(fill) && exactCoin(fill.quantityCoin) <= held.quantityCoin
}

function without(ledger: Ledger, symbol: string): Ledger {
  return { ...ledger, positions: ledger.positions.filter((position) => position.symbol !== symbol) }
}

function refusalUnless(availableUsd: number, neededUsd: number): MarginRefusal | null {
  if (availableUsd >= neededUsd) return null
  const [needed, available] = [roundFinely(neededUsd, precision.usd), roundFinely(availableUsd, precision.usd)]
  return {
    refused: 'InsufficientMargin',
    message: `This needs ${needed} USD of initial margin, and the account would be worth ${available} USD`,
    neededUsd: roundFinely(neededUsd, precision.recordUsd),
    availableUsd: roundFinely(availableUsd, precision.recordUsd),
  }
}
