interface Standing {
  readonly totalReturnPct: number | null
}

/** Ranks accounts by total return, best first; equal returns share the better rank, unknown ones come last. */
export function rankByReturn<T extends Standing>(
  all: readonly T[],
): readonly { readonly rank: number; readonly of: T }[] {
  const returnOf = (one: Standing) => one.totalReturnPct ?? -Infinity
  const sorted = [...all].sort((a, b) => (returnOf(a) === returnOf(b) ? 0 : returnOf(b) - returnOf(a)))
  let rank = 0
  return sorted.map((of, index) => {
    const before = sorted[index - 1]
    if (!before || returnOf(before) !== returnOf(of)) rank = index + 1
    return { rank, of }
  })
}
