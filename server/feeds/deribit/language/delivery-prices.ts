import type { DeliveryPriceEvent } from '../../../domain/market-events.js'
import { msPerDay, type UnixMs } from '../../../domain/units.js'
import type { Clock } from '../../../lib/clock.js'
import type { Arrival } from './arrival.js'
import { untilExpiryMs } from '../connection/keep-listings.js'
import { isPositive, isRecord, readNumber, type Ignore } from './readings.js'
import type { DeribitTimings } from '../connection/timings.js'

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

export interface DeliveryPriceKeeperOptions {
  readonly clock: Clock
  readonly timings: Pick<DeribitTimings, 'afterExpiryMs' | 'deliveryRetryMs'>
  /** Asks for the delivery prices of a currency and takes them in; answers the newest expiry among them. */
  ask(currency: string): Promise<UnixMs | null>
}

/** Asks at once and after every daily expiry, and again until the newest is told; until aborted. */
export async function keepDeliveryPrices(
  currency: string,
  { clock, timings, ask }: DeliveryPriceKeeperOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const toldMs = await ask(currency)
    const nowMs = clock.now()
    const untilNextMs = untilExpiryMs(nowMs)
    const isTold = toldMs !== null && toldMs >= nowMs + untilNextMs - msPerDay
    await clock.sleep(isTold ? untilNextMs + timings.afterExpiryMs : timings.deliveryRetryMs, signal)
  }
}
