import { tradedInstrument } from './instrument-rules.js'
import type { LedgerFill } from './ledger-fill.js'
import { findPosition, sideOf, type Ledger, type OpenPosition } from './ledger.js'

/**
 * The notional of a position in USD, at a price of the instrument: quantity × price. Of an inverse perpetual it is its number
 * of contracts of 1 USD, which is quantity × entry and does not change with the price.
 */
export function notionalUsd({ symbol, quantityCoin, entryPriceUsd }: OpenPosition, priceUsd: number): number {
  const { kind, settlement } = tradedInstrument(symbol)
  return quantityCoin * (kind === 'PERPETUAL' && settlement === 'INVERSE' ? entryPriceUsd : priceUsd)
}

/**
 * The contracts of 1 USD that change hands when this is traded in an inverse perpetual: what it closes counts at the
 * position's entry price, what it opens at the price of the trade.
 */
export function tradedContractsUsd(
  ledger: Ledger,
  trade: Pick<LedgerFill, 'symbol' | 'side' | 'quantityCoin' | 'priceUsd'>,
): number {
  const held = findPosition(ledger, trade.symbol)
  if (!held || held.side === sideOf(trade)) return trade.quantityCoin * trade.priceUsd
  const closingCoin = Math.min(held.quantityCoin, trade.quantityCoin)
  return closingCoin * held.entryPriceUsd + (trade.quantityCoin - closingCoin) * trade.priceUsd
}
