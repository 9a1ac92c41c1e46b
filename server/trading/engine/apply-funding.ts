import type { Fraction } from '../../domain/units.js'
import { fundingPeriodMs } from './instrument-rules.js'
import { direction, type Ledger, type OpenPosition } from './ledger.js'
import { fundLots } from './lots.js'
import { notionalUsd } from './notional.js'

/** Market time that passed at a mark price and a funding rate. While the rate is null (not known), nothing accrues. */
export interface FundingSpan {
  readonly symbol: string
  readonly markPriceUsd: number
  readonly fundingRate8h: Fraction | null
  readonly elapsedMs: number
}

/**
 * The books after funding of the open position: −side × notional × rate per 8 h × the share of 8 h that passed. The
 * notional is the contracts of an inverse perpetual (N contracts pay N / mark × rate coins, worth N × rate), and
 * quantity × mark of a linear one. With a positive rate longs pay shorts. Time that stands still or goes back costs nothing.
 */
export function applyFunding(ledger: Ledger, span: FundingSpan): Ledger {
  return applyFundings(ledger, (symbol) => (symbol === span.symbol ? span : null))
}

/** As `applyFunding`, of every position that has a span. */
export function applyFundings(ledger: Ledger, spanOf: (symbol: string) => FundingSpan | null): Ledger {
  let { fundingUsd } = ledger
  let positions: OpenPosition[] | null = null
  for (const [index, held] of ledger.positions.entries()) {
    const span = spanOf(held.symbol)
    const receivedUsd = span ? fundingOf(held, span) : 0
    if (receivedUsd === 0) continue
    fundingUsd += receivedUsd
    positions ??= [...ledger.positions]
    positions[index] = fund(held, receivedUsd)
  }
  return positions ? { ...ledger, fundingUsd, positions } : ledger
}

function fundingOf(held: OpenPosition, { markPriceUsd, fundingRate8h, elapsedMs }: FundingSpan): number {
  if (fundingRate8h === null || !(elapsedMs > 0)) return 0
  return -direction(held.side) * notionalUsd(held, markPriceUsd) * ((fundingRate8h * elapsedMs) / fundingPeriodMs)
}

function fund(held: OpenPosition, receivedUsd: number): OpenPosition {
  return {
    ...held,
    lots: fundLots(held.lots, receivedUsd, held.quantityCoin),
    trade: { ...held.trade, fundingUsd: held.trade.fundingUsd + receivedUsd },
  }
}
