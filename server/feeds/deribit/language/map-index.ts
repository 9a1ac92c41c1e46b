import type { EventTimes, MarketEvent } from '../../../domain/market-events.js'
import { readDated } from './arrival.js'
import { currencyOfIndex } from './index-name.js'
import type { Mapping } from './mapping.js'
import { isPositive, isRecord, percent, readNumber } from './readings.js'

/** Events of a `deribit_price_index` frame. */
export function mapPriceIndex(data: unknown, index: string, mapping: Mapping): readonly MarketEvent[] {
  const found = readIndex(data, index, { field: 'price', fits: isPositive }, mapping)
  if (!found) return []
  return [{ type: 'index', currency: found.currency, priceUsd: found.value, ...found.times }]
}

/** Events of a `deribit_volatility_index` frame, which is in percent points. */
export function mapVolatilityIndex(data: unknown, index: string, mapping: Mapping): readonly MarketEvent[] {
  const found = readIndex(data, index, { field: 'volatility', fits: isVolatility }, mapping)
  if (!found) return []
  return [{ type: 'volatility-index', currency: found.currency, volatility: percent(found.value), ...found.times }]
}

interface IndexFrame {
  readonly currency: string
  /** Null: unknown. */
  readonly value: number | null
  readonly times: EventTimes
}

/** In percent points. 10,000 of them are 100 as a fraction. */
const isVolatility = (points: number) => points > 0 && points <= 10_000

interface IndexField {
  readonly field: string
  readonly fits: (value: number) => boolean
}

function readIndex(data: unknown, index: string, { field, fits }: IndexField, mapping: Mapping): IndexFrame | null {
  const currency = currencyOfIndex(index)
  if (!isRecord(data) || currency === null || (data.index_name ?? index) !== index) {
    mapping.ignore('shape', index)
    return null
  }
  const dated = readDated(data, 'timestamp', mapping.arrival, mapping.ignore)
  if (!dated) return null
  const { said, eventTimeMs } = dated
  const value = readNumber(said, field, fits, mapping.ignore)
  if (value === undefined) {
    mapping.ignore('shape', index)
    return null
  }
  return { currency, value, times: { eventTimeMs, receivedTimeMs: mapping.arrival.receivedTimeMs } }
}
