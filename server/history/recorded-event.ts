import type { MarketEvent } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'

/**
 * A market event as history keeps it. Histories are in the order in which we heard of their events. `heardMs` is by our
 * clock, also of events that carry no time of their own.
 */
export interface RecordedEvent {
  readonly heardMs: UnixMs
  readonly event: MarketEvent
}
