import type { EquityPoint } from '../../domain/performance.js'
import type { EquityBar } from '../../storage/equity-store.js'

/** A bar gives its first, its extremes and its last. */
const pointsPerBar = 4

/**
 * Bars as at most `maxPoints` points in the order of time. Neighboring bars are joined until they fit; no low and no
 * high of the span is left out. `maxPoints` is 4 or more.
 */
export function pointsOfBars(bars: readonly EquityBar[], maxPoints: number): readonly EquityPoint[] {
  const points = bars.flatMap(pointsOfBar)
  if (points.length <= maxPoints) return points
  const size = Math.ceil(bars.length / Math.floor(maxPoints / pointsPerBar))
  const joined: EquityBar[] = []
  for (let at = 0; at < bars.length; at += size) joined.push(bars.slice(at, at + size).reduce(join))
  return joined.flatMap(pointsOfBar)
}

function join(a: EquityBar, b: EquityBar): EquityBar {
  const low = b.lowUsd < a.lowUsd ? b : a
  const high = b.highUsd > a.highUsd ? b : a
  return {
    fromMs: a.fromMs,
    firstUsd: a.firstUsd,
    lowUsd: low.lowUsd,
    lowAtMs: low.lowAtMs,
    highUsd: high.highUsd,
    highAtMs: high.highAtMs,
    lastUsd: b.lastUsd,
    lastAtMs: b.lastAtMs,
  }
}

/** Each time once. */
function pointsOfBar(bar: EquityBar): EquityPoint[] {
  const points = [
    { timeMs: bar.fromMs, accountValueUsd: bar.firstUsd },
    { timeMs: bar.lowAtMs, accountValueUsd: bar.lowUsd },
    { timeMs: bar.highAtMs, accountValueUsd: bar.highUsd },
    { timeMs: bar.lastAtMs, accountValueUsd: bar.lastUsd },
  ].sort((a, b) => a.timeMs - b.timeMs)
  return points.filter((point, index) => point.timeMs !== points[index - 1]?.timeMs)
}
