import type { UnixMs } from '../../../domain/units.js'
import { disbelieved, type Ignore, type Json } from './readings.js'

/** When a frame came, by our clock and by the exchange's clock. */
export interface Arrival {
  /** By our clock. The events carry it. */
  readonly receivedTimeMs: UnixMs
  /** By the exchange's clock, as far as we know it. A frame without a time of its own gets this one. */
  readonly exchangeTimeMs: UnixMs
  /** When a frame names a later time than this, it counts as of `exchangeTimeMs`. */
  readonly aheadTimeMs: UnixMs
  /** When a frame names a later time than this, we do not believe it. */
  readonly latestTimeMs: UnixMs
}

/** The exchange opened in 2016. An earlier time is in another unit, or nonsense. */
export const exchangeOpenedMs = Date.UTC(2016, 0, 1)

/** The time that a frame names in `field`, at most `aheadTimeMs`. Null, and reported, when we do not believe it. */
export function readEventTime(source: Json, field: string, arrival: Arrival, ignore: Ignore): UnixMs | null {
  const timeMs = readTime(source[field], arrival)
  if (timeMs !== null && timeMs <= arrival.latestTimeMs) {
    return timeMs > arrival.aheadTimeMs ? arrival.exchangeTimeMs : timeMs
  }
  ignore('time', field)
  return null
}

/** `exchangeTimeMs` when the frame names no time. Null when what it names is not a time. */
function readTime(raw: unknown, { exchangeTimeMs }: Arrival): UnixMs | null {
  if (raw === undefined) return exchangeTimeMs
  return Number.isSafeInteger(raw) && Number(raw) >= exchangeOpenedMs ? Number(raw) : null
}

/**
 * What a frame says, and when. Null when its time is later than possible. When its time is not a time, we believe none
 * of its values. Still it is newer than what we know, so every field that it names becomes unknown when it arrives.
 */
export function readDated(
  source: Json,
  field: string,
  arrival: Arrival,
  ignore: Ignore,
): { readonly said: Json; readonly eventTimeMs: UnixMs } | null {
  const eventTimeMs = readEventTime(source, field, arrival, ignore)
  if (eventTimeMs !== null) return { said: source, eventTimeMs }
  const isNoTime = readTime(source[field], arrival) === null
  return isNoTime ? { said: disbelieved(source), eventTimeMs: arrival.exchangeTimeMs } : null
}
