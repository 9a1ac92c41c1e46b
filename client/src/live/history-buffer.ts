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

/**
 * A history fetched anew within the points that are held: those before it, which the server may have forgotten, and those
 * that came since. What is held is dropped when it lies far ahead: then the source began anew.
 */
export function joinHistory(
  fetched: readonly HistoryPoint[],
  held: readonly HistoryPoint[],
  limits: HistoryLimits,
): readonly HistoryPoint[] {
  const start: readonly HistoryPoint[] = []
  const base = fetched.reduce((history, point) => appendPoint(history, point, limits), start)
  const [first, last] = [base[0], base.at(-1)]
  if (first === undefined || last === undefined) return held
  const ahead = (held.at(-1)?.timeMs ?? 0) - last.timeMs
  if (ahead > Math.max(RESTART_MS, limits.bucketMs)) return base
  const before = held.filter(({ timeMs }) => timeMs < first.timeMs)
  const since = held.filter(({ timeMs }) => timeMs > last.timeMs)
  return [...before, ...base, ...since].slice(-limits.capacity)
}
