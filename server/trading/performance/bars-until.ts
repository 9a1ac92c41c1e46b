import type { EquityPoint } from '../../domain/performance.js'
import type { UnixMs } from '../../domain/units.js'
import type { EquityBar } from '../../storage/equity-store.js'

/** The bars until a moment. A bar that goes on after the moment is made anew, of those of its points that are not later. */
export function barsUntil(bars: readonly EquityBar[], untilMs: UnixMs): readonly EquityBar[] {
  return bars.flatMap((bar) => (bar.lastAtMs <= untilMs ? [bar] : (barOf(pointsOf(bar), untilMs) ?? [])))
}

function pointsOf({ fromMs, firstUsd, lowUsd, lowAtMs, highUsd, highAtMs }: EquityBar): readonly EquityPoint[] {
  return [
    { timeMs: fromMs, accountValueUsd: firstUsd },
    { timeMs: lowAtMs, accountValueUsd: lowUsd },
    { timeMs: highAtMs, accountValueUsd: highUsd },
  ]
}

function barOf(points: readonly EquityPoint[], untilMs: UnixMs): EquityBar | null {
  const known = points.filter(({ timeMs }) => timeMs <= untilMs).sort((a, b) => a.timeMs - b.timeMs)
  const [first] = known
  const last = known.at(-1)
  if (!first || !last) return null
  const low = known.reduce((a, b) => (b.accountValueUsd < a.accountValueUsd ? b : a))
  const high = known.reduce((a, b) => (b.accountValueUsd > a.accountValueUsd ? b : a))
  return {
    fromMs: first.timeMs,
    firstUsd: first.accountValueUsd,
    lowUsd: low.accountValueUsd,
    lowAtMs: low.timeMs,
    highUsd: high.accountValueUsd,
    highAtMs: high.timeMs,
    lastUsd: last.accountValueUsd,
    lastAtMs: last.timeMs,
  }
}
