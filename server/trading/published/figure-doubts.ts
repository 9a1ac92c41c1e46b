import type { FigureDoubt } from '../../domain/performance.js'
import type { PublishedPerformance } from '../../domain/publication.js'

/** In percentage points: owners round, and value and deposits may be of different moments. */
const returnTolerance = 1
const believedReturnPct = { min: -100, max: 1_000 }
const believedRatio = 20
const believedValueUsd = 1e10

/** What in the figures of an owner is hard to believe. What was left unsaid is not doubted. */
export function doubtsOf(figures: PublishedPerformance['figures']): readonly FigureDoubt[] {
  const { totalReturnPct, sharpe, sortino, accountValueUsd } = figures
  const isBeyond = (value: number | null, most: number) => value !== null && Math.abs(value) > most
  const { min, max } = believedReturnPct
  const isReturnOut = totalReturnPct !== null && (totalReturnPct < min || totalReturnPct > max)
  return [
    ...(fits(figures) ? [] : ['RETURN_DOES_NOT_FIT' as const]),
    ...(isReturnOut ? ['RETURN_OUT_OF_RANGE' as const] : []),
    ...(isBeyond(sharpe, believedRatio) || isBeyond(sortino, believedRatio) ? ['RATIO_OUT_OF_RANGE' as const] : []),
    ...(isBeyond(accountValueUsd, believedValueUsd) ? ['VALUE_OUT_OF_RANGE' as const] : []),
  ]
}

function fits({ totalReturnPct, accountValueUsd, netDepositsUsd }: PublishedPerformance['figures']): boolean {
  if (totalReturnPct === null || accountValueUsd === null || netDepositsUsd === null || netDepositsUsd <= 0) return true
  return Math.abs((accountValueUsd / netDepositsUsd - 1) * 100 - totalReturnPct) <= returnTolerance
}
