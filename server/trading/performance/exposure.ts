import type { Ledger } from '../engine/ledger.js'
import { valuedAtUsd } from '../engine/margin.js'
import { notionalUsd } from '../engine/notional.js'
import type { Quotes, Totals } from '../engine/valuation.js'

/**
 * Notional of all open positions, long and short added up, in percent of account value; a position without a mark price
 * counts at its entry. Null while the account is worth nothing or less.
 */
export function exposurePct(ledger: Ledger, quotes: Quotes, { accountValueUsd }: Totals): number | null {
  if (!(accountValueUsd > 0)) return null
  let grossUsd = 0
  for (const position of ledger.positions) {
    grossUsd += notionalUsd(position, valuedAtUsd(position, quotes.get(position.symbol)))
  }
  return (grossUsd / accountValueUsd) * 100
}
