import type { UnixMs } from '../../../domain/units.js'
import { disbelieved, type Ignore, type Json } from './readings.js'

/** When a frame came, by our clock and by the exchange's. */
export interface Arrival {
  /** Stamped on the events. */
  readonly receivedTimeMs: UnixMs
  /** What the exchange's clock showed, as well as we know; stands in where a frame names no time. */
  readonly exchangeTimeMs: UnixMs
  /** A frame that claims to be from after this counts as of `exchangeTimeMs`. */
  readonly aheadTimeMs: UnixMs
  /** A frame that claims to be from after this is not believed. */
  readonly latestTimeMs: UnixMs
}

/** The exchange opened in 2016; an earlier time is in another unit, or nonsense. */
export const exchangeOpenedMs = Date.UTC(2016, 0, 1)

/** The time a frame names in `field`, no later than it can be; null, and reported, when it is not believable. */
export function readEventTime(source: Json, field: string, arrival: Arrival, ignore: Ignore): UnixMs | null {
  const timeMs = readTime(source[field], arrival)
  if (timeMs !== null && timeMs <= arrival.latestTimeMs) {
    return timeMs > arrival.aheadTimeMs ? arrival.exchangeTimeMs : timeMs
  }
  ignore('time', field)
  return null
}

/** As the exchange's clock showed where nothing is said; null for what is no time. */
function readTime(raw: unknown, { exchangeTimeMs }: Arrival): UnixMs | null {
  if (raw === undefined) return exchangeTimeMs
  return Number.isSafeInteger(raw) && Number(raw) >= exchangeOpenedMs ? Number(raw) : null
}

/**
 * What a frame says, and when; null for one of a later moment than can be. Of one whose time is no time nothing is
 * believed: all that it names is unknown from its arrival on, because it stands for something newer than what is known.
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
