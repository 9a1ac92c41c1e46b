import { isLinear, parsePerpetualName } from '../../../domain/instrument-name.js'
import type { InstrumentState } from '../../../domain/instrument.js'
import type { MarketEvent } from '../../../domain/market-events.js'
import type { UnixMs } from '../../../domain/units.js'
import { readDated } from './arrival.js'
import { stateNamed } from './instrument-facts.js'
import { isEmpty, leaveOut, type Mapping } from './mapping.js'
import { readOptionTicker } from './option-values.js'
import { readPerpetualTicker } from './perpetual-values.js'
import { isPositive, isRecord, readNumber, type Json } from './readings.js'

/** Events of the ticker of an option or a perpetual. We do not carry dated futures. */
export function mapTicker(data: unknown, name: string, mapping: Mapping): readonly MarketEvent[] {
  if (!isRecord(data) || data.instrument_name !== name) return leaveOut(mapping, 'shape', 'ticker')
  const option = mapping.optionOf(name)
  const currency = option?.currency ?? parsePerpetualName(name)
  if (currency === null) return leaveOut(mapping, 'instrument', name)
  const dated = readDated(data, 'timestamp', mapping.arrival, mapping.ignore)
  if (!dated) return []
  const { said, eventTimeMs } = dated
  const instrument = option
    ? mapOption(said, currency, name, eventTimeMs, mapping)
    : mapPerpetual(said, currency, name, eventTimeMs, mapping)
  return mapping.indexFromTickers.has(currency)
    ? [...mapIndexPrice(said, currency, eventTimeMs, mapping), ...instrument]
    : instrument
}

function mapOption(data: Json, currency: string, symbol: string, eventTimeMs: UnixMs, mapping: Mapping) {
  const values = readOptionTicker(data, mapping.ignore)
  const said = { values, ...stateOf(data) }
  if (isEmpty(values) && !said.state) return leaveOut(mapping, 'shape', 'ticker')
  const { receivedTimeMs } = mapping.arrival
  return [{ type: 'options', currency, receivedTimeMs, updates: [{ symbol, eventTimeMs, ...said }] }] as const
}

function mapPerpetual(data: Json, currency: string, symbol: string, eventTimeMs: UnixMs, mapping: Mapping) {
  const values = readPerpetualTicker(data, isLinear(currency), mapping.ignore)
  const said = { values, ...stateOf(data) }
  if (isEmpty(values) && !said.state) return leaveOut(mapping, 'shape', 'ticker')
  const { receivedTimeMs } = mapping.arrival
  return [{ type: 'perpetual', currency, symbol, eventTimeMs, receivedTimeMs, ...said }] as const
}

function stateOf(data: Json): { readonly state?: InstrumentState } {
  const state = stateNamed(data.state)
  return state ? { state } : {}
}

function mapIndexPrice(data: Json, currency: string, eventTimeMs: UnixMs, mapping: Mapping): readonly MarketEvent[] {
  const priceUsd = readNumber(data, 'index_price', isPositive, mapping.ignore)
  if (priceUsd === undefined) return []
  return [{ type: 'index', currency, priceUsd, eventTimeMs, receivedTimeMs: mapping.arrival.receivedTimeMs }]
}
