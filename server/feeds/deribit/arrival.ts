import type { UnixMs } from '../../domain/units.js'
import type { Ignore, Json } from './readings.js'

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
const earliestTimeMs = Date.UTC(2016, 0, 1)

/** The time a frame names in `field`, no later than it can be; null, and reported, when it is not believable. */
export function readEventTime(source: Json, field: string, arrival: Arrival, ignore: Ignore): UnixMs | null {
  const raw = source[field]
  if (raw === undefined) return arrival.exchangeTimeMs
  const timeMs = Number.isSafeInteger(raw) ? Number(raw) : NaN
  if (timeMs >= earliestTimeMs && timeMs <= arrival.latestTimeMs) {
    return timeMs > arrival.aheadTimeMs ? arrival.exchangeTimeMs : timeMs
  }
  ignore('time', field)
  return null
}
