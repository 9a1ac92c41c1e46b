import type { PublishedPerformance } from '../../../server/domain/publication.js'
import { unsaid } from '../../../server/trading/published/published-account.js'

/** Of an owner who says a return, and what confirms it. Null: the owner says neither. */
export function figuresOf(totalReturnPct: number | null): PublishedPerformance['figures'] {
  if (totalReturnPct === null) return unsaid
  return { ...unsaid, totalReturnPct, netDepositsUsd: 10_000, accountValueUsd: 10_000 * (1 + totalReturnPct / 100) }
}
