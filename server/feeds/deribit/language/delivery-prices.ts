import type { DeliveryPriceEvent } from '../../../domain/market-events.js'
import type { Arrival } from './arrival.js'
import { currencyOfIndex } from './index-name.js'
import { isPositive, isRecord, readNumber, type Ignore } from './readings.js'

/** The deliveries in the answer to `get_delivery_prices`. It names days, but not the index that was asked for. */
export function readDeliveryPrices(
  result: unknown,
  indexName: string,
  { exchangeTimeMs: eventTimeMs, receivedTimeMs }: Arrival,
  ignore: Ignore,
): readonly DeliveryPriceEvent[] {
  const currency = currencyOfIndex(indexName)
  if (currency === null) return []
  const rows: unknown[] = isRecord(result) && Array.isArray(result.data) ? result.data : []
  return rows.flatMap((row) => {
    const expiryMs = isRecord(row) ? Date.parse(`${String(row.date)}T08:00:00Z`) : NaN
    const priceUsd = isRecord(row) ? readNumber(row, 'delivery_price', isPositive, ignore) : null
    if (!(expiryMs <= eventTimeMs) || priceUsd == null) {
      ignore('shape', 'delivery price')
      return []
    }
    return [{ type: 'delivery-price', currency, expiryMs, priceUsd, eventTimeMs, receivedTimeMs }]
  })
}
