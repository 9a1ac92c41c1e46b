import type { Fraction } from '../../domain/units.js'
import { fundingPeriodMs } from './instrument-rules.js'
import type { Ledger, OpenPosition } from './ledger.js'
import { direction, findPosition } from './ledger.js'
import { fundLots } from './lots.js'
import { notionalUsd } from './notional.js'

/** Market time that passed at a mark price and a funding rate. A null rate was not said, so nothing accrues. */
export interface FundingSpan {
  readonly symbol: string
  readonly markPriceUsd: number
  readonly fundingRate8h: Fraction | null
  readonly elapsedMs: number
}

/**
 * The books after funding of the open position: −side × notional × rate per 8 h × the share of 8 h that passed. The
 * notional is the contracts of an inverse perpetual (N contracts pay N / mark × rate coins, worth N × rate), and
 * quantity × mark of a linear one. A positive rate makes longs pay shorts. Time that did not pass, or went backwards,
 * costs nothing.
 */
export function applyFunding(ledger: Ledger, span: FundingSpan): Ledger {
  const held = findPosition(ledger, span.symbol)
  if (!held || span.fundingRate8h === null || !(span.elapsedMs > 0)) return ledger
  const rate = (span.fundingRate8h * span.elapsedMs) / fundingPeriodMs
  const receivedUsd = -direction(held.side) * notionalUsd(held, span.markPriceUsd) * rate
  if (receivedUsd === 0) return ledger
  const funded = fund(held, receivedUsd)
  return {
    ...ledger,
    fundingUsd: ledger.fundingUsd + receivedUsd,
    positions: ledger.positions.map((position) => (position === held ? funded : position)),
  }
}

function fund(held: OpenPosition, receivedUsd: number): OpenPosition {
  return {
    ...held,
    lots: fundLots(held.lots, receivedUsd, held.quantityCoin),
    trade: { ...held.trade, fundingUsd: held.trade.fundingUsd + receivedUsd },
  }
}
