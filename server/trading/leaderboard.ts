interface Standing {
  readonly totalReturnPct: number | null
}

interface Sorted<T> {
  readonly of: T
  readonly totalReturnPct: number
}

export interface Ranked<T> {
  readonly rank: number
  readonly of: T
}

/** Accounts by total return, best first; unknown ones come last. */
export function sortByReturn<T extends Standing>(all: readonly T[]): readonly Sorted<T>[] {
  const sorted = all.map((of) => ({ of, totalReturnPct: of.totalReturnPct ?? -Infinity }))
  return sorted.sort(({ totalReturnPct: a }, { totalReturnPct: b }) => (a === b ? 0 : b - a))
}

/** Ranks the best of those that pass, at most so many. Equal returns share the better rank. */
export function rankBest<T>(
  sorted: readonly Sorted<T>[],
  first: number,
  passes: (one: T) => boolean,
): readonly Ranked<T>[] {
  const best: Ranked<T>[] = []
  let before: number | null = null
  let rank = 0
  for (const { of, totalReturnPct } of sorted) {
    if (best.length === first) break
    if (!passes(of)) continue
    if (totalReturnPct !== before) rank = best.length + 1
    before = totalReturnPct
    best.push({ rank, of })
  }
  return best
}
