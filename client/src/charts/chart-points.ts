export interface ChartPoint {
  readonly timeMs: number
  readonly value: number
}

/**
 * The index in `next` of the last drawn point, which may have a new value. Drawing goes on from there. Null when `next`
 * is another series, or has new points between the drawn ones: then it has to be drawn anew.
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

/** Half a time label, so that neither the first nor the last is cut off. */
const ROOM_PX = 32

/** The logical range that shows a whole series with room on both sides; a bar is drawn in the middle of its index. */
export function wholeRange(count: number, widthPx: number): { from: number; to: number } | null {
  const spacing = (widthPx - 2 * ROOM_PX) / Math.max(1, count - 1)
  if (count === 0 || spacing <= 0) return null
  const from = 0.5 - ROOM_PX / spacing
  return { from, to: from + widthPx / spacing - 1 }
}
