import type { ListedInstrument } from '../../domain/instrument.js'
import type { OrderSide } from '../../domain/order.js'
import { feeUsd, type Charge } from './instrument-rules.js'
import type { Ledger } from './ledger.js'
import { tradedContractsUsd } from './notional.js'

export interface Traded extends Omit<Charge, 'contractsUsd' | 'commission'> {
  readonly side: OrderSide
  /** As it is listed; null or left out where nobody says. */
  readonly listed?: ListedInstrument | null
}

/**
 * The fee in USD of a trade for these books: as `feeUsd`, at the commission that is listed, with the contracts of an
 * inverse perpetual that the trade closes counted at their entry. Throws a RangeError for an unknown symbol.
 */
export function fillFeeUsd(ledger: Ledger, { listed = null, ...trade }: Traded): number {
  const commission = commissionOf(listed, trade)
  return feeUsd({ ...trade, commission, contractsUsd: tradedContractsUsd(ledger, trade) })
}

function commissionOf(listed: ListedInstrument | null, { liquidity }: Pick<Charge, 'liquidity'>): number | null {
  if (!listed || liquidity === 'DELIVERY') return null
  return liquidity === 'MAKER' ? listed.makerCommission : listed.takerCommission
}
