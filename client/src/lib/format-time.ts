import { DASH } from './format.js'

const DAY_MS = 86_400_000
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const isoOf = (timeMs: number) => new Date(timeMs).toISOString()

/** `12:03:04.512`, UTC. */
export const clockMs = (timeMs: number): string => isoOf(timeMs).slice(11, 23)
/** `12:03:04`, UTC. */
export const clock = (timeMs: number): string => isoOf(timeMs).slice(11, 19)

/** `12:03`, UTC. */
const clockMinutes = (timeMs: number): string => isoOf(timeMs).slice(11, 16)

/** `29 Nov`, UTC. */
export function dayAndMonth(timeMs: number): string {
  const when = new Date(timeMs)
  return `${when.getUTCDate()} ${MONTHS[when.getUTCMonth()] ?? ''}`
}

const date = (timeMs: number): string => `${dayAndMonth(timeMs)} ${new Date(timeMs).getUTCFullYear()}`

/** The same all day long. */
export const startOfDay = (timeMs: number): number => Math.floor(timeMs / DAY_MS) * DAY_MS

/** The time of day, after its date when that is not today. */
export function clockWithDate(timeMs: number, todayMs: number, format: (timeMs: number) => string = clock): string {
  const isToday = startOfDay(timeMs) === startOfDay(todayMs)
  return isToday ? format(timeMs) : `${date(timeMs)} ${format(timeMs)}`
}

/** `02:04–02:09`, UTC; dated as `clockWithDate` does, and once only where both are of one day. */
export function timeSpan(fromMs: number, toMs: number, todayMs: number): string {
  const from = clockWithDate(fromMs, todayMs, clockMinutes)
  if (startOfDay(fromMs) !== startOfDay(toMs)) return `${from}–${clockWithDate(toMs, todayMs, clockMinutes)}`
  return clockMinutes(fromMs) === clockMinutes(toMs) ? from : `${from}–${clockMinutes(toMs)}`
}

/** When a candle begins, as finely as its length needs: `29 Nov 2026`, `29 Nov 23:05` or `23:05:17`, UTC. */
export function candleTime(timeMs: number, lengthMs: number): string {
  if (lengthMs >= DAY_MS) return date(timeMs)
  return lengthMs < 60_000 ? clock(timeMs) : `${dayAndMonth(timeMs)} ${clockMinutes(timeMs)}`
}

/** Time left: days when there are many, days and hours, or hours and minutes. */
export function timeLeft(days: number | null): string {
  if (days === null) return DASH
  const minutes = Math.max(0, Math.floor(days * 1440))
  if (minutes < 60) return `${minutes}m`
  if (minutes < 1440) return `${Math.floor(minutes / 60)}h ${minutes % 60}m`
  if (minutes < 4320) return `${Math.floor(minutes / 1440)}d ${Math.floor((minutes % 1440) / 60)}h`
  return `${Math.floor(minutes / 1440)}d`
}

/** How long something took: seconds and minutes while it was short. */
export function durationOf(spanMs: number): string {
  const seconds = Math.max(0, Math.round(spanMs / 1_000))
  if (seconds < 60) return `${seconds}s`
  return seconds < 3_600 ? `${Math.floor(seconds / 60)}m ${seconds % 60}s` : timeLeft(spanMs / DAY_MS)
}
