import type { DrawnPoint, EquityPoint } from '../../domain/performance.js'
import type { UnixMs } from '../../domain/units.js'
import type { EquityBar } from '../../storage/equity-store.js'

/** A bar gives its first, its extremes and its last. */
const pointsPerBar = 4

export interface CurveOptions {
  /** 4 or more. */
  readonly maxPoints: number
  /** Points that are earlier are left out. */
  readonly sinceMs: UnixMs
  /** When the books began anew. Then the peak does, too. */
  readonly anewMs: UnixMs
  /** The highest account value of the same books before the first bar. Null when there was none. */
  readonly peakUsd: number | null
}

/** A curve with its falls from the running peak. */
export interface EquityLine {
  readonly points: readonly DrawnPoint[]
  /** Of all bars, also of points that were left out. Null while no fall is known. */
  readonly maxDrawdownPct: number | null
}

/** A bar whose points have their drawdown. */
interface DrawnBar {
  readonly first: DrawnPoint
  readonly low: DrawnPoint
  readonly high: DrawnPoint
  readonly last: DrawnPoint
}

/**
 * Bars as at most `maxPoints` points in the order of time. Neighboring bars are joined until they fit; no low and no
 * high of the span is left out.
 */
export function lineOfBars(
  bars: readonly EquityBar[],
  { maxPoints, sinceMs, anewMs, peakUsd }: CurveOptions,
): EquityLine {
  const drawn = withDrawdown(bars, anewMs, peakUsd)
  const isOfLine = ({ timeMs }: DrawnPoint) => timeMs >= sinceMs
  const all = drawn.flatMap(pointsOfBar).filter(isOfLine)
  const falls = all.flatMap(({ drawdownPct }) => drawdownPct ?? [])
  const maxDrawdownPct = falls.length === 0 ? null : falls.reduce((deepest, fall) => Math.max(deepest, fall))
  if (all.length <= maxPoints) return { points: all, maxDrawdownPct }
  const size = Math.ceil(drawn.length / Math.floor(maxPoints / pointsPerBar))
  const joined: DrawnBar[] = []
  for (let at = 0; at < drawn.length; at += size) joined.push(drawn.slice(at, at + size).reduce(join))
  return { points: joined.flatMap(pointsOfBar).filter(isOfLine), maxDrawdownPct }
}

function join(a: DrawnBar, b: DrawnBar): DrawnBar {
  const low = b.low.accountValueUsd < a.low.accountValueUsd ? b.low : a.low
  const high = b.high.accountValueUsd > a.high.accountValueUsd ? b.high : a.high
  return { first: a.first, low, high, last: b.last }
}

/**
 * Follows the peak from point to point. When the low of a bar came before its high, the peak between the beginning of the bar
 * and the low is not known; then the peak at the beginning counts. There is no drawdown from a peak that is not positive.
 */
function withDrawdown(bars: readonly EquityBar[], anewMs: UnixMs, before: number | null): readonly DrawnBar[] {
  let peakUsd = before ?? -Infinity
  let isAnew = (bars[0]?.fromMs ?? anewMs) >= anewMs
  return bars.map((bar) => {
    const beginsAnew = !isAnew && bar.lastAtMs >= anewMs
    if (beginsAnew) [peakUsd, isAnew] = [-Infinity, true]
    // In the bar in which the books begin anew, points from before do not count.
    const counts = (timeMs: UnixMs) => !beginsAnew || timeMs >= anewMs
    const startUsd = counts(bar.fromMs) ? Math.max(peakUsd, bar.firstUsd) : peakUsd
    const highestUsd = counts(bar.highAtMs) ? Math.max(startUsd, bar.highUsd) : startUsd
    const point = (timeMs: UnixMs, accountValueUsd: number): DrawnPoint => {
      const peakThenUsd = Math.max(timeMs < bar.highAtMs ? startUsd : highestUsd, accountValueUsd)
      return { timeMs, accountValueUsd, drawdownPct: fallFrom(peakThenUsd, accountValueUsd) }
    }
    peakUsd = Math.max(highestUsd, bar.lastUsd)
    return {
      first: point(bar.fromMs, bar.firstUsd),
      low: point(bar.lowAtMs, bar.lowUsd),
      high: point(bar.highAtMs, bar.highUsd),
      last: point(bar.lastAtMs, bar.lastUsd),
    }
  })
}

function fallFrom(peakUsd: number, accountValueUsd: number): number | null {
  return peakUsd > 0 ? ((peakUsd - accountValueUsd) / peakUsd) * 100 : null
}

/** Each time once. */
function pointsOfBar({ first, low, high, last }: DrawnBar): DrawnPoint[] {
  const points = [first, low, high, last].sort(byTime)
  return points.filter((point, index) => point.timeMs !== points[index - 1]?.timeMs)
}

function byTime(a: EquityPoint, b: EquityPoint): number {
  return a.timeMs - b.timeMs
}
