import type { ChartPoint } from './chart-points.js'

/** One of several lines of a chart. */
export interface ChartLine {
  readonly id: string
  /** Which of the series colours it has. */
  readonly colour: number
  readonly isChosen: boolean
  readonly points: readonly ChartPoint[]
}

/** How many `--series-` tokens there are. */
export const SERIES_COLOURS = 6

/** Seconds, each once and ascending, as the library wants them; of two points in a second the later one. */
export function toSeconds(
  points: readonly ChartPoint[],
): readonly { readonly second: number; readonly value: number }[] {
  const bySecond = new Map(points.map(({ timeMs, value }) => [Math.floor(timeMs / 1_000), value]))
  return [...bySecond].sort(([one], [other]) => one - other).map(([second, value]) => ({ second, value }))
}
