export interface HistoryPoint {
  readonly timeMs: number
  readonly value: number
}

export interface HistoryLimits {
  readonly capacity: number
  /** Points of one bucket become one, the newest. */
  readonly bucketMs: number
  /** DROP lets the oldest points go. THIN lets every second point go, so that the whole span stays. */
  readonly whenFull: 'DROP' | 'THIN'
}

type Points = readonly HistoryPoint[]

/** A step back further than this is a source that started over, not a late value. */
const RESTART_MS = 5_000

const toBucket = ({ timeMs, value }: HistoryPoint, { bucketMs }: HistoryLimits): HistoryPoint => ({
  timeMs: Math.floor(timeMs / bucketMs) * bucketMs,
  value,
})

function fitted(points: Points, { capacity, whenFull }: Omit<HistoryLimits, 'bucketMs'>): Points {
  if (points.length <= capacity) return points
  if (whenFull === 'DROP') return points.slice(-capacity)
  const [first, last] = [points.slice(0, 1), points.slice(-1)]
  const thinned = [...first, ...points.slice(1, -1).filter((_point, index) => index % 2 === 1), ...last]
  return fitted(thinned, { capacity, whenFull })
}

/** The history with one more point, never longer than its capacity. */
export function appendPoint(history: Points, newest: HistoryPoint, limits: HistoryLimits): Points {
  const last = history.at(-1)
  const point = toBucket(newest, limits)
  if (last === undefined) return [point]
  if (point.timeMs === last.timeMs) return last.value === point.value ? history : [...history.slice(0, -1), point]
  if (point.timeMs < last.timeMs) {
    return last.timeMs - point.timeMs > Math.max(RESTART_MS, limits.bucketMs) ? [point] : history
  }
  return fitted([...history, point], limits)
}

/**
 * Puts a history that was read among the points that are held: those before it, which the server may have forgotten, and
 * those that came since. What is held is dropped when it lies far ahead: then the source began anew.
 */
export function joinHistory(read: Points, held: Points, limits: HistoryLimits): Points {
  const base = read.reduce<Points>((history, point) => appendPoint(history, point, limits), [])
  const [first, last] = [base[0], base.at(-1)]
  if (first === undefined || last === undefined) return held
  const aheadMs = (held.at(-1)?.timeMs ?? 0) - last.timeMs
  if (aheadMs > Math.max(RESTART_MS, limits.bucketMs)) return base
  const before = held.filter(({ timeMs }) => timeMs < first.timeMs)
  const since = held.filter(({ timeMs }) => timeMs > last.timeMs)
  return fitted([...before, ...base, ...since], limits)
}

/** Whether buckets are missing between the end of a history and the end of what it became. */
export function skips(before: Points, after: Points, { bucketMs }: HistoryLimits): boolean {
  const [was, is] = [before.at(-1), after.at(-1)]
  return is !== undefined && (was === undefined || is.timeMs < was.timeMs || is.timeMs - was.timeMs > bucketMs)
}
