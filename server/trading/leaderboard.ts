import type { LeaderboardEntry } from '../domain/performance.js'

/** Ranks accounts by total return, best first; equal returns share the better rank, unknown ones come last. */
export function rankByReturn(entries: readonly Omit<LeaderboardEntry, 'rank'>[]): readonly LeaderboardEntry[] {
  const returnOf = ({ performance }: Omit<LeaderboardEntry, 'rank'>) => performance.totalReturnPct ?? -Infinity
  const sorted = [...entries].sort((a, b) => (returnOf(a) === returnOf(b) ? 0 : returnOf(b) - returnOf(a)))
  let rank = 0
  return sorted.map((entry, index) => {
    const before = sorted[index - 1]
    if (!before || returnOf(before) !== returnOf(entry)) rank = index + 1
    return { rank, ...entry }
  })
}
