import { parseOptionName } from '../../domain/instrument-name.js'
import type { MarketEvent, OptionUpdate } from '../../domain/market-events.js'
import type { RecordedEvent } from '../recorded-event.js'
import type { ExportColumn } from './export-columns.js'

type Cell = string | number | boolean | null | undefined
/** What is left out was not spoken of; a table does not tell it from what was said to be missing. */
export type ExportRow = Readonly<Partial<Record<ExportColumn, Cell>>>

/** The rows of an event: one for each instrument that it speaks of. */
export function* rowsOf({ heardMs, event }: RecordedEvent): Generator<ExportRow> {
  const common = { heardTime: heardMs, event: event.type }
  if (event.type === 'options') {
    for (const update of event.updates) yield { ...common, currency: event.currency, ...updateRow(update) }
  } else if (event.type === 'listing') {
    const { currency, eventTimeMs: eventTime } = event
    for (const { symbol, state } of event.instruments) {
      yield { ...common, currency, eventTime, symbol, ...optionTerms(symbol), state }
    }
  } else {
    yield { ...common, ...rowOf(event) }
  }
}

/** What the name of an option says of it; nothing of another instrument. */
export function optionTerms(
  symbol: string,
): Pick<ExportRow, 'optionKind' | 'strikeUsd' | 'expiryTime' | 'premiumUnit'> {
  const option = parseOptionName(symbol)
  if (option === null) return {}
  const { optionKind, strikeUsd, expiryMs, premiumUnit } = option
  return { optionKind, strikeUsd, expiryTime: expiryMs, premiumUnit }
}

function updateRow({ symbol, eventTimeMs, values: { greeks, ...values }, state }: OptionUpdate): ExportRow {
  return { eventTime: eventTimeMs, symbol, ...optionTerms(symbol), ...values, ...greeks, state }
}

function rowOf(event: Exclude<MarketEvent, { type: 'options' | 'listing' }>): ExportRow {
  if (event.type === 'reset') return {}
  if (event.type === 'feed-state') return { state: event.state, detail: event.detail }
  const common = { currency: event.currency, eventTime: event.eventTimeMs }
  switch (event.type) {
    case 'index':
      return { ...common, priceUsd: event.priceUsd }
    case 'volatility-index':
      return { ...common, volatilityIndex: event.volatility }
    case 'perpetual':
      return { ...common, symbol: event.symbol, ...event.values, state: event.state }
    case 'instrument-state':
      return { ...common, symbol: event.symbol, state: event.state }
    case 'index-lock':
      return { ...common, locked: event.locked }
    case 'delivery-price':
      return { ...common, expiryTime: event.expiryMs, priceUsd: event.priceUsd }
  }
}
