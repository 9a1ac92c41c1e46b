import type { ChartPoint } from './chart-points.js'

/** A point, or a moment at which nothing is known: the line breaks there. */
export type ChartMoment = ChartPoint | { readonly timeMs: number }

/** A shorter silence is not a gap: values come only when they change. */
const SHORTEST_GAP_MS = 30_000
/** A gap is so many times as long as the steps beside it. */
const GAP_STEPS = 3
/** Room that the longest gap takes on the axis, in steps. */
const MOST_STEPS = 120

/** Whether nothing was heard between two points, given how far apart the points beside them are. */
function isGap(fromMs: number, toMs: number, stepMs: number): boolean {
  return toMs - fromMs > Math.max(SHORTEST_GAP_MS, GAP_STEPS * stepMs)
}

/**
 * The points, with moments between two points that an outage separates, so that no line is drawn over it. `usualStepMs`
 * is the step of the source where that is known, else 0: one or two points do not show it.
 */
export function withGaps(points: readonly ChartPoint[], usualStepMs: number): readonly ChartMoment[] {
  return points.flatMap((point, index) => {
    const next = points[index + 1]
    if (next === undefined) return [point]
    const before = point.timeMs - (points[index - 1]?.timeMs ?? point.timeMs)
    const after = (points[index + 2]?.timeMs ?? next.timeMs) - next.timeMs
    const stepMs = Math.max(usualStepMs, before, after)
    return isGap(point.timeMs, next.timeMs, stepMs) ? [point, ...silence(point.timeMs, next.timeMs, stepMs)] : [point]
  })
}

function silence(fromMs: number, toMs: number, stepMs: number): readonly ChartMoment[] {
  const spanMs = toMs - fromMs
  const steps = Math.min(MOST_STEPS, Math.ceil(spanMs / Math.max(stepMs, 1_000)))
  return Array.from({ length: steps - 1 }, (_, index) => ({ timeMs: fromMs + ((index + 1) * spanMs) / steps }))
}
