import { TickMarkType } from 'lightweight-charts'

/** A part of the UTC time of a chart's point, in seconds. */
export const timeOf = (time: unknown, from: number, to: number) =>
  typeof time === 'number' ? new Date(time * 1000).toISOString().slice(from, to) : ''

export function tickMark(time: unknown, kind: TickMarkType): string {
  if (kind === TickMarkType.Time) return timeOf(time, 11, 16)
  if (kind === TickMarkType.TimeWithSeconds) return timeOf(time, 11, 19)
  return timeOf(time, 5, 10)
}
