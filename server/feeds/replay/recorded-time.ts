import type { UnixMs } from '../../domain/units.js'
import { exchangeOpenedMs } from '../deribit/language/arrival.js'
import type { DeribitMessage } from '../deribit/language/messages.js'
import { isRecord } from '../deribit/language/readings.js'

const latestMs = Date.UTC(2200, 0, 1)
const msPerUnit = [1, 1_000, 1e-3, 1e-6]
/** Without an offset it would mean another time on each machine. */
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/**
 * Reads a time: ISO 8601, or a number (also as text) of seconds, milliseconds, microseconds or nanoseconds since 1970.
 * The unit is the one that gives a year since the exchange opened. Null for anything else.
 */
export function readRecordedTime(raw: unknown): UnixMs | null {
  if (typeof raw === 'string') return readRecordedTime(isoTime.test(raw) ? Date.parse(raw) : Number(raw))
  if (typeof raw !== 'number') return null
  const times = msPerUnit.map((factor) => Math.round(raw * factor))
  return times.find((timeMs) => timeMs >= exchangeOpenedMs && timeMs <= latestMs) ?? null
}

/** The families of channels that we play. Others may carry old dates: an order book that of its last change. */
const playedChannels = new Set([
  'ticker',
  'markprice',
  'deribit_price_index',
  'deribit_volatility_index',
  'instrument',
  'platform_state',
])

/** Whether we may play something of the message. */
export function isPlayed(message: DeribitMessage): boolean {
  if (message.kind === 'answer') return true
  return message.kind === 'notification' && playedChannels.has(message.channel.split('.')[0] ?? '')
}

/** The time that the exchange gives. Null when it gives none. */
export function dataTimeMs(message: DeribitMessage): UnixMs | null {
  if (message.kind === 'answer') return readRecordedTime(message.usOut ?? timeOf(message.result))
  return message.kind === 'notification' && isPlayed(message) ? readRecordedTime(timeOf(message.data)) : null
}

function timeOf(data: unknown): unknown {
  const one: unknown = Array.isArray(data) ? data[0] : data
  if (!isRecord(one)) return null
  if (one.timestamp !== undefined) return one.timestamp
  // The creation time of an instrument is much older than the answer that lists it.
  return 'expiration_timestamp' in one ? null : one.creation_timestamp
}
