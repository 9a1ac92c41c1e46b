import { listedByName } from '../../../domain/instrument-name.js'
import type { ListedInstrument, ListedOption } from '../../../domain/instrument.js'
import type { ListingEvent } from '../../../domain/market-events.js'
import type { Arrival } from './arrival.js'
import { readFacts, stateNamed } from './instrument-facts.js'
import { isRecord, type Ignore, type Json } from './readings.js'

/**
 * The options and perpetuals of a `get_instruments` answer that have not ended, as one listing per currency. We do not
 * believe an instrument whose fields contradict its name. When an instrument comes twice, the last one counts.
 */
export function readListings(rows: readonly unknown[], arrival: Arrival, ignore: Ignore): ListingEvent[] {
  const byCurrency = new Map<string, Map<string, ListedInstrument>>()
  for (const row of rows) {
    const instrument = isRecord(row) ? readInstrument(row, ignore) : void ignore('shape', 'instrument')
    if (!instrument) continue
    const listed = byCurrency.get(instrument.currency) ?? new Map<string, ListedInstrument>()
    byCurrency.set(instrument.currency, listed.set(instrument.symbol, instrument))
  }
  const { exchangeTimeMs: eventTimeMs, receivedTimeMs } = arrival
  return [...byCurrency].map(([currency, listed]) => {
    return { type: 'listing', currency, instruments: [...listed.values()], eventTimeMs, receivedTimeMs }
  })
}

/** Leaves out the options that have expired. The exchange lists them as in settlement until they are delivered. */
export function withoutExpired(listing: ListingEvent): ListingEvent {
  const isRunning = (one: ListedInstrument) => one.kind === 'PERPETUAL' || one.expiryMs > listing.eventTimeMs
  return { ...listing, instruments: listing.instruments.filter(isRunning) }
}

/** Undefined for kinds that we do not carry: dated futures, combos and spot. */
function readInstrument(row: Json, ignore: Ignore): ListedInstrument | undefined {
  const isPerpetual = row.kind === 'future' && row.settlement_period === 'perpetual'
  if (typeof row.kind === 'string' && row.kind !== 'option' && !isPerpetual) return undefined
  const name = String(row.instrument_name)
  const instrument = listedByName(name)
  if (!instrument || !agrees(row, instrument)) return void ignore('instrument', name)
  return hasEnded(row) ? undefined : { ...instrument, ...readFacts(row, ignore) }
}

/**
 * In any other state (locked, halted, settlement …) an instrument will trade again. Before 2022 answers had no state.
 */
function hasEnded(row: Json): boolean {
  const state = stateNamed(row.state)
  return state === undefined ? row.is_active === false : state === 'CLOSED'
}

function agrees(row: Json, instrument: ListedInstrument): boolean {
  if (!isInDollars(row, instrument.currency)) return false
  return instrument.kind === 'PERPETUAL' ? row.kind === 'future' : isThisOption(row, instrument)
}

function isThisOption(row: Json, option: ListedOption): boolean {
  return (
    row.option_type === option.optionKind.toLowerCase() &&
    row.strike === option.strikeUsd &&
    row.expiration_timestamp === option.expiryMs
  )
}

/**
 * The quote currency of a linear instrument is its dollar. An inverse instrument is priced against USD. Its options are
 * quoted in the coin, but answers until 2020 say USD.
 */
function isInDollars(
  { base_currency: base, quote_currency: quote, counter_currency: counter }: Json,
  currency: string,
) {
  const [coin, stable] = currency.split('_')
  if (base !== undefined && base !== coin) return false
  if (stable !== undefined) return quote === stable
  return (quote === coin || quote === 'USD') && (counter === undefined || counter === 'USD')
}
