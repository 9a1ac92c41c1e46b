import type { DeliveryPriceEvent } from '../../../domain/market-events.js'
import type { Arrival } from './arrival.js'
import { isPositive, isRecord, readNumber, type Ignore } from './readings.js'

/** The deliveries in the answer to `get_delivery_prices`, which names days and not the index that was asked for. */
export function readDeliveryPrices(
  result: unknown,
  currency: string,
  { exchangeTimeMs: eventTimeMs, receivedTimeMs }: Arrival,
  ignore: Ignore,
): readonly DeliveryPriceEvent[] {
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
