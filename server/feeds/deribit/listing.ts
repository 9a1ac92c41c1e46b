import type { ListingEvent } from '../../domain/market-events.js'
import type { OptionInstrument } from '../../domain/instrument.js'
import type { Arrival } from './arrival.js'
import { parseOptionName } from '../../domain/instrument-name.js'
import { isRecord, type Ignore, type Json } from './readings.js'

/**
 * The options of a `get_instruments` answer, one listing per currency: all that have not ended. An instrument whose
 * fields contradict its name is not believed.
 */
export function readListings(rows: readonly unknown[], arrival: Arrival, ignore: Ignore): ListingEvent[] {
  const byCurrency = new Map<string, OptionInstrument[]>()
  for (const row of rows) {
    const instrument = isRecord(row) ? readInstrument(row, ignore) : void ignore('shape', 'instrument')
    if (!instrument) continue
    const listed = byCurrency.get(instrument.currency)
    if (listed) listed.push(instrument)
    else byCurrency.set(instrument.currency, [instrument])
  }
  const { exchangeTimeMs: eventTimeMs, receivedTimeMs } = arrival
  return [...byCurrency].map(([currency, instruments]) => {
    return { type: 'listing', currency, instruments, eventTimeMs, receivedTimeMs }
  })
}

/** A listing without options that had expired when it was asked for, which are in settlement until they are delivered. */
export function withoutExpired(listing: ListingEvent): ListingEvent {
  return { ...listing, instruments: listing.instruments.filter(({ expiryMs }) => expiryMs > listing.eventTimeMs) }
}

function readInstrument(row: Json, ignore: Ignore): OptionInstrument | undefined {
  const name = String(row.instrument_name)
  if (row.kind !== 'option') return void ignore('instrument', name)
  const instrument = parseOptionName(name)
  if (!instrument || !agrees(row, instrument)) return void ignore('instrument', name)
  return hasEnded(row) ? undefined : instrument
}

/** In any other state (locked, halted, settlement …) an instrument will trade again, and is not active meanwhile. */
const finalStates = new Set<unknown>(['delivered', 'inactive', 'archivized', 'closed', 'terminated'])

/** Answers of before 2022 have no `state`. */
function hasEnded(row: Json): boolean {
  return row.state === undefined ? row.is_active === false : finalStates.has(row.state)
}

function agrees(row: Json, instrument: OptionInstrument): boolean {
  const linear = row.quote_currency !== row.base_currency
  return (
    row.option_type === instrument.optionKind.toLowerCase() &&
    row.strike === instrument.strikeUsd &&
    row.expiration_timestamp === instrument.expiryMs &&
    linear === (instrument.premiumUnit === 'USD')
  )
}
