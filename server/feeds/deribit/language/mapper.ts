import type { MarketEvent } from '../../../domain/market-events.js'
import type { Arrival } from './arrival.js'
import { readListings } from './listing.js'
import { mapPriceIndex, mapVolatilityIndex } from './map-index.js'
import { mapMarkPrices, mapSummary } from './map-option-rows.js'
import { mapInstrumentState, mapPlatformState, type Mapped } from './map-signal.js'
import { mapTicker } from './map-ticker.js'
import { leaveOut, rememberOptionNames, type Mapping } from './mapping.js'
import type { DeribitMessage } from './messages.js'
import { isRecord, type Ignore, type IgnoredReason } from './readings.js'

/** How many frames became events or signals, and how often something was left out for each reason. */
interface MapperCounts {
  mapped: number
  readonly ignored: Record<IgnoredReason, number>
}

export interface DeribitMapper {
  /**
   * Maps a whole message. It tells from the shape of an answer what was asked, because a recording may lack the
   * request.
   */
  message(message: DeribitMessage, arrival: Arrival): Mapped
  notification(channel: string, data: unknown, arrival: Arrival): Mapped
  /** Maps the result of `get_instruments`, `get_book_summary_by_currency`, `ticker` or `get_order_book`. */
  answer(result: unknown, arrival: Arrival): Mapped
  readonly counts: Readonly<MapperCounts>
}

export interface MapperOptions {
  /** Is called for everything that is left out. */
  readonly onIgnored?: Ignore
  /** Currencies whose index comes from their tickers. A recording may lack the index channel. */
  readonly indexFromTickers?: ReadonlySet<string>
}

/**
 * Turns what Deribit says into market events. Only here its units become ours: volatilities in percent become
 * fractions, and a 0.0 that means "nothing" becomes null. A field that a frame does not name is not in `values`. It
 * never throws. It leaves out and counts what it does not know or cannot believe.
 */
export function createMapper({ onIgnored, indexFromTickers = new Set() }: MapperOptions = {}): DeribitMapper {
  const counts = emptyCounts()
  const optionOf = rememberOptionNames()
  const ignore: Ignore = (reason, what) => {
    counts.ignored[reason] += 1
    onIgnored?.(reason, what)
  }
  const count = (mapped: Mapped): Mapped => {
    if (mapped.events.length > 0 || mapped.signal) counts.mapped += 1
    return mapped
  }
  const about = (arrival: Arrival): Mapping => ({ arrival, ignore, optionOf, indexFromTickers })
  return {
    counts,
    answer: (result, arrival) => count(mapAnswer(result, about(arrival))),
    notification: (channel, data, arrival) => count(mapNotification(channel, data, about(arrival))),
    message: (message, arrival) => count(mapMessage(message, about(arrival))),
  }
}

function mapMessage(message: DeribitMessage, mapping: Mapping): Mapped {
  if (message.kind === 'notification') return mapNotification(message.channel, message.data, mapping)
  if (message.kind === 'answer') return mapAnswer(message.result, mapping)
  return events(leaveOut(mapping, 'message', message.kind))
}

function mapNotification(channel: string, data: unknown, mapping: Mapping): Mapped {
  const [family, name = ''] = channel.split('.')
  switch (family) {
    case 'ticker':
      return events(mapTicker(data, name, mapping))
    case 'markprice':
      return events(mapMarkPrices(data, mapping))
    case 'deribit_price_index':
      return events(mapPriceIndex(data, name, mapping))
    case 'deribit_volatility_index':
      return events(mapVolatilityIndex(data, name, mapping))
    case 'instrument':
      return mapInstrumentState(data, mapping)
    case 'platform_state':
      return mapPlatformState(data, mapping)
    default:
      return events(leaveOut(mapping, 'channel', channel))
  }
}

function mapAnswer(result: unknown, mapping: Mapping): Mapped {
  if (isRecord(result) && typeof result.instrument_name === 'string') {
    return events(mapTicker(result, result.instrument_name, mapping))
  }
  const rows: unknown[] = Array.isArray(result) ? result : []
  if (!rows.some(isRecord)) return events(leaveOut(mapping, 'message', 'answer'))
  if (isNamedIn(rows, 'expiration_timestamp')) return events(readListings(rows, mapping.arrival, mapping.ignore))
  if (isNamedIn(rows, 'mark_price')) return events(mapSummary(rows, mapping))
  return events(leaveOut(mapping, 'shape', 'answer'))
}

/** The first row may be bad, so it looks at all. */
function isNamedIn(rows: readonly unknown[], field: string): boolean {
  return rows.some((row) => isRecord(row) && field in row)
}

function events(mapped: readonly MarketEvent[]): Mapped {
  return { events: mapped, signal: null }
}

function emptyCounts(): MapperCounts {
  return { mapped: 0, ignored: { message: 0, channel: 0, shape: 0, instrument: 0, time: 0, value: 0 } }
}
