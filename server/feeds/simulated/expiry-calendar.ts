import { msPerDay, msPerHour, type UnixMs } from '../../domain/units.js'
import { rememberMany } from './remember.js'

const expiryHour = 8
const dailies = 4
const weeklies = 4
const monthlies = 3
const quarterlies = 4
const friday = 5

/**
 * The listed expiries at a time, the nearest first, all at 08:00 UTC. As on Deribit they are the next days, the next
 * Fridays, and the last Fridays of the next months and quarters. At its own moment an expiry is no longer listed.
 */
export function listedExpiries(nowMs: UnixMs): UnixMs[] {
  const next = nextDays(nowMs, 7 * (weeklies + 1))
  const lastFridays = nextLastFridays(nowMs, 3 * (quarterlies + 1))
  const listed = new Set([
    ...next.slice(0, dailies),
    ...next.filter(isFriday).slice(0, weeklies),
    ...lastFridays.slice(0, monthlies),
    ...lastFridays.filter(endsQuarter).slice(0, quarterlies),
  ])
  return [...listed].sort((a, b) => a - b)
}

/** Number of the exchange's day that a time is in. A day begins at 08:00 UTC, when options expire and are listed. */
export function exchangeDay(timeMs: UnixMs): number {
  return Math.floor((timeMs - expiryHour * msPerHour) / msPerDay)
}

export function exchangeDayStart(day: number): UnixMs {
  return day * msPerDay + expiryHour * msPerHour
}

const lookEveryMs = 2 ** 20

/** When the exchange looks at the market for a day: within the 18 minutes before it, where paths have a coarse node. */
export function morningLookMs(day: number): UnixMs {
  return Math.floor(exchangeDayStart(day) / lookEveryMs) * lookEveryMs
}

/** Several times as many as are listed at a time. */
const keptExpiries = 100

/** Since when an expiry is listed: the 08:00 at which it came into the calendar. From then on it stays until its end. */
export const listedSince = rememberMany(keptExpiries, (expiryMs: UnixMs): UnixMs => {
  const isListed = (days: number) => listedExpiries(expiryMs - days * msPerDay).includes(expiryMs)
  let step = 1
  while (isListed(1 + step)) step *= 2
  let days = 1
  for (; step >= 1; step /= 2) if (isListed(days + step)) days += step
  return expiryMs - days * msPerDay
})

function nextDays(nowMs: UnixMs, count: number): UnixMs[] {
  const today = new Date(nowMs)
  const first = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate(), expiryHour)
  const start = first > nowMs ? first : first + msPerDay
  return Array.from({ length: count }, (_, index) => start + index * msPerDay)
}

function nextLastFridays(nowMs: UnixMs, count: number): UnixMs[] {
  const now = new Date(nowMs)
  return Array.from({ length: count + 1 }, (_, index) => lastFriday(now.getUTCFullYear(), now.getUTCMonth() + index))
    .filter((expiryMs) => expiryMs > nowMs)
    .slice(0, count)
}

/** `month` starts at 0. 12 is January of the next year. */
function lastFriday(year: number, month: number): UnixMs {
  const lastDay = Date.UTC(year, month + 1, 0, expiryHour)
  const back = (new Date(lastDay).getUTCDay() - friday + 7) % 7
  return lastDay - back * msPerDay
}

function isFriday(expiryMs: UnixMs): boolean {
  return new Date(expiryMs).getUTCDay() === friday
}

function endsQuarter(expiryMs: UnixMs): boolean {
  return new Date(expiryMs).getUTCMonth() % 3 === 2
}
