import type { UnixMs } from '../../domain/units.js'
import { exchangeOpenedMs } from '../deribit/language/arrival.js'
import type { DeribitMessage } from '../deribit/language/messages.js'
import { isRecord } from '../deribit/language/readings.js'

const latestMs = Date.UTC(2200, 0, 1)
const msPerUnit = [1, 1_000, 1e-3, 1e-6]
/** Without an offset it would be another time on each machine. */
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/**
 * A time in seconds, milliseconds, microseconds or nanoseconds since 1970, as a number or text, or in ISO 8601. The
 * years since the exchange opened tell the units apart. Null for anything else.
 */
export function readRecordedTime(raw: unknown): UnixMs | null {
  if (typeof raw === 'string') return readRecordedTime(isoTime.test(raw) ? Date.parse(raw) : Number(raw))
  if (typeof raw !== 'number') return null
  const times = msPerUnit.map((factor) => Math.round(raw * factor))
  return times.find((timeMs) => timeMs >= exchangeOpenedMs && timeMs <= latestMs) ?? null
}

/** Families of channels that are played. Others, such as order books, date a frame by a change of long ago. */
const playedChannels = new Set([
  'ticker',
  'markprice',
  'deribit_price_index',
  'deribit_volatility_index',
  'instrument',
  'platform_state',
])

/** Whether anything of it may be played. */
export function isPlayed(message: DeribitMessage): boolean {
  if (message.kind === 'answer') return true
  return message.kind === 'notification' && playedChannels.has(message.channel.split('.')[0] ?? '')
}

/** When the exchange says that this was so; null where it does not say. */
export function dataTimeMs(message: DeribitMessage): UnixMs | null {
  if (message.kind === 'answer') return readRecordedTime(message.usOut ?? timeOf(message.result))
  return message.kind === 'notification' && isPlayed(message) ? readRecordedTime(timeOf(message.data)) : null
}

function timeOf(data: unknown): unknown {
  const one: unknown = Array.isArray(data) ? data[0] : data
  if (!isRecord(one)) return null
  if (one.timestamp !== undefined) return one.timestamp
  // An instrument was created long before the answer that lists it.
  return 'expiration_timestamp' in one ? null : one.creation_timestamp
}
