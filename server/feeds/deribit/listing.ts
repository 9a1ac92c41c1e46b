import { listedByName } from '../../domain/instrument-name.js'
import type { ListedInstrument, ListedOption } from '../../domain/instrument.js'
import type { ListingEvent } from '../../domain/market-events.js'
import type { Arrival } from './arrival.js'
import { readFacts } from './instrument-facts.js'
import { isRecord, type Ignore, type Json } from './readings.js'

/**
 * The options and perpetuals of a `get_instruments` answer, one listing per currency: all that have not ended. An
 * instrument whose fields contradict its name is not believed.
 */
export function readListings(rows: readonly unknown[], arrival: Arrival, ignore: Ignore): ListingEvent[] {
  const byCurrency = new Map<string, ListedInstrument[]>()
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
  const isRunning = (one: ListedInstrument) => one.kind === 'PERPETUAL' || one.expiryMs > listing.eventTimeMs
  return { ...listing, instruments: listing.instruments.filter(isRunning) }
}

/** What is carried of the kinds of instruments; dated futures, combos and spot are not. */
function readInstrument(row: Json, ignore: Ignore): ListedInstrument | undefined {
  const isPerpetual = row.kind === 'future' && row.settlement_period === 'perpetual'
  if (typeof row.kind === 'string' && row.kind !== 'option' && !isPerpetual) return undefined
  const name = String(row.instrument_name)
  const instrument = listedByName(name)
  if (!instrument || !agrees(row, instrument)) return void ignore('instrument', name)
  return hasEnded(row) ? undefined : { ...instrument, ...readFacts(row, ignore) }
}

/** In any other state (locked, halted, settlement …) an instrument will trade again, and is not active meanwhile. */
const finalStates = new Set<unknown>(['delivered', 'inactive', 'archivized', 'closed', 'terminated'])

/** Answers of before 2022 have no `state`. */
function hasEnded(row: Json): boolean {
  return row.state === undefined ? row.is_active === false : finalStates.has(row.state)
}

function agrees(row: Json, instrument: ListedInstrument): boolean {
  return instrument.kind === 'PERPETUAL' ? row.kind === 'future' : isThisOption(row, instrument)
}

function isThisOption(row: Json, option: ListedOption): boolean {
  const linear = row.quote_currency !== row.base_currency
  return (
    row.option_type === option.optionKind.toLowerCase() &&
    row.strike === option.strikeUsd &&
    row.expiration_timestamp === option.expiryMs &&
    linear === (option.premiumUnit === 'USD')
  )
}
