export interface ChartPoint {
  readonly timeMs: number
  readonly value: number
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
