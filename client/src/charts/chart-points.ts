export interface ChartPoint {
  readonly timeMs: number
  readonly value: number
}

/**
 * From which index on `next` continues what is drawn, beginning with the last drawn point itself, which may have a new
 * value. Null when it is another series or one with its gaps filled, which has to be drawn anew.
 */
export function continuesAt(drawn: readonly ChartPoint[], next: readonly ChartPoint[]): number | null {
  const first = next[0]
  const last = drawn.at(-1)
  if (first === undefined || last === undefined) return null
  const dropped = drawn.findIndex((point) => point.timeMs === first.timeMs)
  if (dropped === -1) return null
  const index = drawn.length - 1 - dropped
  return next[index]?.timeMs === last.timeMs ? index : null
}
