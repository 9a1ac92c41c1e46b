export interface HistoryPoint {
  readonly timeMs: number
  readonly value: number
}

export interface HistoryLimits {
  readonly capacity: number
  /** Points of one bucket become one, the newest. */
  readonly bucketMs: number
}

/** A step back further than this is a source that started over, not a late value. */
const RESTART_MS = 5_000

const toBucket = ({ timeMs, value }: HistoryPoint, { bucketMs }: HistoryLimits): HistoryPoint => ({
  timeMs: Math.floor(timeMs / bucketMs) * bucketMs,
  value,
})

/** The history with one more point, never longer than its capacity. */
export function appendPoint(
  history: readonly HistoryPoint[],
  newest: HistoryPoint,
  limits: HistoryLimits,
): readonly HistoryPoint[] {
  const last = history.at(-1)
  const point = toBucket(newest, limits)
  if (last === undefined) return [point]
  if (point.timeMs === last.timeMs) return last.value === point.value ? history : [...history.slice(0, -1), point]
  if (point.timeMs < last.timeMs) {
    return last.timeMs - point.timeMs > Math.max(RESTART_MS, limits.bucketMs) ? [point] : history
  }
  return [...history.slice(Math.max(0, history.length + 1 - limits.capacity)), point]
}

/** A history fetched anew, continued by the live points that are newer than it. */
export function joinHistory(
  fetched: readonly HistoryPoint[],
  live: readonly HistoryPoint[],
  limits: HistoryLimits,
): readonly HistoryPoint[] {
  const start: readonly HistoryPoint[] = []
  const base = fetched.reduce((history, point) => appendPoint(history, point, limits), start)
  const end = base.at(-1)?.timeMs ?? -Infinity
  return [...base, ...live.filter((point) => point.timeMs > end)].slice(-limits.capacity)
}
