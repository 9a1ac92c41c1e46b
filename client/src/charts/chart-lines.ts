import type { ChartPoint } from './chart-points.js'
import type { ChartMoment } from './gaps.js'

/** One of several lines of a chart. */
export interface ChartLine {
  readonly id: string
  /** Which of the series colors it has. */
  readonly color: number
  readonly isChosen: boolean
  readonly points: readonly ChartPoint[]
  /** How far apart the points usually are; 0 where that is not known. */
  readonly usualStepMs: number
}

/** Seconds, each once and ascending, as the library wants them; of two moments in a second the later one. */
export function toSeconds(
  moments: readonly ChartMoment[],
): readonly { readonly second: number; readonly value?: number }[] {
  const bySecond = new Map(moments.map(({ timeMs, ...rest }) => [Math.floor(timeMs / 1_000), rest]))
  return [...bySecond].sort(([one], [other]) => one - other).map(([second, rest]) => ({ second, ...rest }))
}
