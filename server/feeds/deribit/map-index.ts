import type { EventTimes, MarketEvent } from '../../domain/market-events.js'
import { readEventTime } from './arrival.js'
import { currencyOfIndex } from './index-name.js'
import { type Mapping } from './mapping.js'
import { isPositive, isRecord, readNumber } from './readings.js'

/** Events of a `deribit_price_index` frame. */
export function mapPriceIndex(data: unknown, index: string, mapping: Mapping): readonly MarketEvent[] {
  const found = readIndex(data, index, 'price', mapping)
  if (!found) return []
  return [{ type: 'index', currency: found.currency, priceUsd: found.value, ...found.times }]
}

/** Events of a `deribit_volatility_index` frame, which is in percent points. */
export function mapVolatilityIndex(data: unknown, index: string, mapping: Mapping): readonly MarketEvent[] {
  const found = readIndex(data, index, 'volatility', mapping)
  if (!found) return []
  return [{ type: 'volatility-index', currency: found.currency, volatility: found.value / 100, ...found.times }]
}

interface IndexFrame {
  readonly currency: string
  readonly value: number
  readonly times: EventTimes
}

function readIndex(data: unknown, index: string, field: string, mapping: Mapping): IndexFrame | null {
  const currency = currencyOfIndex(index)
  if (!isRecord(data) || currency === null || (data.index_name ?? index) !== index || data[field] == null) {
    mapping.ignore('shape', index)
    return null
  }
  const value = readNumber(data, field, isPositive, mapping.ignore)
  if (value == null) return null
  const eventTimeMs = readEventTime(data, 'timestamp', mapping.arrival, mapping.ignore)
  if (eventTimeMs === null) return null
  return { currency, value, times: { eventTimeMs, receivedTimeMs: mapping.arrival.receivedTimeMs } }
}
