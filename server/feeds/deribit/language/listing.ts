import { listedByName } from '../../../domain/instrument-name.js'
import type { ListedInstrument, ListedOption } from '../../../domain/instrument.js'
import type { ListingEvent } from '../../../domain/market-events.js'
import type { Arrival } from './arrival.js'
import { readFacts, stateNamed } from './instrument-facts.js'
import { isRecord, type Ignore, type Json } from './readings.js'

/**
 * The options and perpetuals of a `get_instruments` answer, one listing per currency: all that have not ended. An
 * instrument whose fields contradict its name is not believed; one that is named twice is as named last.
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

/** In any other state (locked, halted, settlement …) an instrument will trade again. Answers of before 2022 have none. */
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
 * Linear instruments name their dollar in the quote currency, inverse ones are against USD: their options are quoted in
 * the coin, but said to be in USD until 2020.
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
