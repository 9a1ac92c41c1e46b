import type { OrderSide } from '../../domain/order.js'
import type { Charge } from './instrument-rules.js'
import { feeUsd } from './instrument-rules.js'
import type { Ledger } from './ledger.js'
import { tradedContractsUsd } from './notional.js'

/**
 * The fee in USD of a trade for these books: as `feeUsd`, with the contracts of an inverse perpetual that the trade
 * closes counted at their entry. Throws a RangeError for an unknown symbol.
 */
export function fillFeeUsd(ledger: Ledger, trade: Omit<Charge, 'contractsUsd'> & { readonly side: OrderSide }): number {
  return feeUsd({ ...trade, contractsUsd: tradedContractsUsd(ledger, trade) })
}
