import type { Fraction } from '../../domain/units.js'
import { fundingPeriodMs } from './deribit-rules.js'
import type { Ledger } from './ledger.js'
import { direction, findPosition } from './ledger.js'

/** Market time that passed at a mark price and a funding rate. A null rate was not said, so nothing accrues. */
export interface FundingSpan {
  readonly symbol: string
  readonly markPriceUsd: number
  readonly fundingRate8h: Fraction | null
  readonly elapsedMs: number
}

/**
 * The books after funding of the open position: −side × quantity × mark × rate per 8 h × the share of 8 h that passed.
 * A positive rate makes longs pay shorts. Time that did not pass, or went backwards, costs nothing.
 */
export function applyFunding(ledger: Ledger, span: FundingSpan): Ledger {
  const held = findPosition(ledger, span.symbol)
  if (!held || span.fundingRate8h === null || !(span.elapsedMs > 0)) return ledger
  const notionalUsd = held.quantityCoin * span.markPriceUsd
  const rate = (span.fundingRate8h * span.elapsedMs) / fundingPeriodMs
  const receivedUsd = -direction(held.side) * notionalUsd * rate
  if (receivedUsd === 0) return ledger
  const funded = { ...held, tradeResultUsd: held.tradeResultUsd + receivedUsd }
  return {
    ...ledger,
    fundingUsd: ledger.fundingUsd + receivedUsd,
    positions: ledger.positions.map((position) => (position === held ? funded : position)),
  }
}
