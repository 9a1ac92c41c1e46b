import type { FigureDoubt } from '../../domain/performance.js'
import type { Position } from '../../domain/position.js'
import type { PublishedPerformance, PublishedPositions } from '../../domain/publication.js'
import { msPerMinute } from '../../domain/units.js'
import { believedAmountUsd, isWithin } from './amounts.js'

/** Positions and performance are published separately. They are compared only when they are of nearly the same time. */
const sameTimeMs = msPerMinute
/** Prices move between the two, and margin is more than the value for a moment before a liquidation. */
const slack = 0.1

/** What is hard to believe in published positions, alone and together with the figures of the account. */
export function positionDoubtsOf(
  { asOf, positions }: PublishedPositions,
  performance: PublishedPerformance | null,
): readonly FigureDoubt[] {
  const isNear = performance !== null && Math.abs(performance.asOf - asOf) <= sameTimeMs
  const fit = positions.every(canBeTrue) && (!isNear || doFiguresFit(positions, performance.figures))
  return fit ? [] : ['POSITIONS_DO_NOT_FIT']
}

function canBeTrue({ side, quantityCoin, entryPriceUsd, markPriceUsd, marginUsd, pnlUsd }: Position): boolean {
  if (!isWithin(pnlUsd, believedAmountUsd) || !isWithin(marginUsd, believedAmountUsd)) return false
  if (markPriceUsd === null || pnlUsd === null) return true
  const gain = quantityCoin * (markPriceUsd - entryPriceUsd) * (side === 'LONG' ? 1 : -1)
  // Some owners include fees and funding in the PnL.
  return Math.abs(pnlUsd - gain) <= quantityCoin * Math.max(markPriceUsd, entryPriceUsd) * slack + 1
}

function doFiguresFit(positions: readonly Position[], figures: PublishedPerformance['figures']): boolean {
  const { unrealizedPnlUsd, totalReturnPct, trades } = figures
  // An account without a position that never closed one has gained and lost nothing.
  if (positions.length === 0 && trades === 0 && Math.abs(totalReturnPct ?? 0) > 1) return false
  const pnlUsd = sumOf(positions.map((position) => position.pnlUsd))
  const doesPnlFit =
    pnlUsd === null || unrealizedPnlUsd === null || Math.abs(pnlUsd - unrealizedPnlUsd) <= sizeUsd(figures) * slack + 1
  return doesPnlFit && isMarginCovered(positions, figures)
}

function isMarginCovered(
  positions: readonly Position[],
  { accountValueUsd }: PublishedPerformance['figures'],
): boolean {
  if (accountValueUsd === null) return true
  const marginUsd = positions.reduce((sum, position) => sum + (position.marginUsd ?? 0), 0)
  return marginUsd <= Math.max(0, accountValueUsd) * (1 + slack) + 1
}

function sizeUsd({ accountValueUsd, netDepositsUsd }: PublishedPerformance['figures']): number {
  return Math.max(Math.abs(accountValueUsd ?? 0), Math.abs(netDepositsUsd ?? 0))
}

/** Null while one of them is unknown. */
function sumOf(amounts: readonly (number | null)[]): number | null {
  return amounts.reduce((sum, amount) => (sum === null || amount === null ? null : sum + amount), 0)
}
