interface Standing {
  readonly totalReturnPct: number | null
  /** Whether only its owner says so, and nothing confirms it. */
  readonly isUnconfirmed?: boolean
}

interface Sorted<T> {
  readonly of: T
  readonly totalReturnPct: number
  readonly isUnconfirmed: boolean
}

export interface Ranked<T> {
  readonly rank: number
  readonly of: T
}

/** Accounts by total return, best first: those whose return something confirms, then the others, then those without one. */
export function sortByReturn<T extends Standing>(all: readonly T[]): readonly Sorted<T>[] {
  return all.map(sortable).sort((a, b) => {
    if (a.isUnconfirmed !== b.isUnconfirmed) return a.isUnconfirmed ? 1 : -1
    return a.totalReturnPct === b.totalReturnPct ? 0 : b.totalReturnPct - a.totalReturnPct
  })
}

function sortable<T extends Standing>(of: T): Sorted<T> {
  const { totalReturnPct, isUnconfirmed = false } = of
  return { of, totalReturnPct: totalReturnPct ?? -Infinity, isUnconfirmed: isUnconfirmed || totalReturnPct === null }
}

/** Ranks the best of those that pass, at most so many. Equal returns share the better rank. */
export function rankBest<T>(
  sorted: readonly Sorted<T>[],
  first: number,
  passes: (one: T) => boolean,
): readonly Ranked<T>[] {
  const best: Ranked<T>[] = []
  let before: Sorted<T> | null = null
  let rank = 0
  for (const one of sorted) {
    if (best.length === first) break
    if (!passes(one.of)) continue
    if (one.totalReturnPct !== before?.totalReturnPct || one.isUnconfirmed !== before.isUnconfirmed)
      rank = best.length + 1
    before = one
    best.push({ rank, of: one.of })
  }
  return best
}
