import { parseExpiryLabel } from '../domain/instrument.js'
import { msPerDay, msPerMinute, type UnixMs } from '../domain/units.js'

/**
 * A date, then maybe a time of day, then an offset. This is RFC 3339, with parts that may be left out: the seconds, the
 * time of day, and the colon and minutes of the offset.
 */
const instant = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)? ?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/
/** The day of an expiry, however people write it. */
const expiryDay = /^\d{1,2}[a-z]{3}\d{2}$/i
/** The years that RFC 3339 can write. */
const firstMs = Date.parse('0000-01-01T00:00:00Z')
const lastMs = Date.parse('9999-12-31T23:59:59.999Z')

/** An instant in milliseconds, or a text that says why it cannot be read. Fractions of a millisecond are cut. */
export function readInstant(text: string): UnixMs | string {
  if (expiryDay.test(text)) return parseExpiryLabel(text.toUpperCase().replace(/^0/, '')) ?? 'names no existing day'
  const match = instant.exec(text)
  if (!match) return 'cannot be read'
  const [, date = '', hour, minute, second = '', fraction = '', offset] = match
  const midnightMs = Date.parse(date)
  if (Number.isNaN(midnightMs) || !new Date(midnightMs).toISOString().startsWith(date)) return 'names no existing day'
  if (hour === undefined) return midnightMs
  if (offset === undefined) return 'has no offset: end it with "Z", or with one such as "+01:00"'
  const offsetMs = readOffset(offset)
  if (offsetMs === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60)
    return 'names no existing time'
  const minuteMs = midnightMs + (Number(hour) * 60 + Number(minute)) * msPerMinute - offsetMs
  if (second === '60' && !mayHoldLeapSecond(minuteMs)) return 'names no existing time'
  const instantMs = minuteMs + Number(second) * 1_000 + Number(fraction.slice(0, 3).padEnd(3, '0'))
  return instantMs < firstMs || instantMs > lastMs ? 'is outside the years 0000 to 9999 in UTC' : instantMs
}

/** `Z` has no digits, so that it counts as none. */
function readOffset(offset: string): number | null {
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(3).replace(':', ''))]
  if (hours > 23 || minutes > 59) return null
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * msPerMinute
}

/** Leap seconds come at the end of June or December in UTC. Like Unix time, `:60` is the first second of the next day. */
function mayHoldLeapSecond(minuteMs: UnixMs): boolean {
  if ((minuteMs + msPerMinute) % msPerDay !== 0) return false
  return ['-06-30', '-12-31'].includes(new Date(minuteMs).toISOString().slice(-20, -14))
}
