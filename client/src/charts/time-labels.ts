import { TickMarkType } from 'lightweight-charts'
import { dayAndMonth } from '../lib/format-time.js'

/** A part of the UTC time of a chart's point, in seconds. */
export const timeOf = (time: unknown, from: number, to: number) =>
  typeof time === 'number' ? new Date(time * 1000).toISOString().slice(from, to) : ''

/** Below a chart: the time of day, or the day, month or year that begins. */
export function tickMark(time: unknown, kind: TickMarkType): string {
  if (kind === TickMarkType.Time) return timeOf(time, 11, 16)
  if (kind === TickMarkType.TimeWithSeconds) return timeOf(time, 11, 19)
  if (kind === TickMarkType.Year) return timeOf(time, 0, 4)
  return typeof time === 'number' ? dayAndMonth(time * 1000) : ''
}
