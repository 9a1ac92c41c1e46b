import { isTrading } from '../../domain/instrument.js'
import type { PositionSide, TrailingDistance, TrailingStop } from '../../domain/position.js'
import type { Quote } from '../../domain/quote.js'
import { withoutDust } from '../../lib/round.js'
import { direction } from './ledger.js'

/** A stop that follows from the next mark on. */
export function startTrailing(id: string, { distanceUsd, distancePct }: TrailingDistance): TrailingStop {
  return { id, distanceUsd, distancePct, bestPriceUsd: null, stopPriceUsd: null }
}

/** The mark price with which exits are compared. Null while the quote is stale or the instrument does not trade. */
export function exitMarkUsd(quote: Quote | undefined): number | null {
  return quote && quote.freshness !== 'STALE' && isTrading(quote.state) ? quote.markPriceUsd : null
}

/** The price that is better for a position on this side. */
export function betterUsd(side: PositionSide, a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return side === 'LONG' ? Math.max(a, b) : Math.min(a, b)
}

/** The stop after a mark price. It moves with a better one, and never back. */
export function followMark(trailing: TrailingStop, side: PositionSide, markUsd: number | null): TrailingStop {
  const bestPriceUsd = betterUsd(side, trailing.bestPriceUsd, markUsd)
  if (bestPriceUsd === null || bestPriceUsd === trailing.bestPriceUsd) return trailing
  const { distanceUsd, distancePct } = trailing
  const awayUsd = distanceUsd ?? (bestPriceUsd * (distancePct ?? 0)) / 100
  return { ...trailing, bestPriceUsd, stopPriceUsd: withoutDust(bestPriceUsd - direction(side) * awayUsd) }
}

/** Whether both follow at the same distance. */
export function isSameDistance(a: TrailingDistance, b: TrailingDistance): boolean {
  return a.distanceUsd === b.distanceUsd && a.distancePct === b.distancePct
}
