import { msPerDay, type UnixMs } from '../../../domain/units.js'
import type { Clock } from '../../../lib/clock.js'
import { untilExpiryMs } from './keep-listings.js'
import type { DeribitTimings } from './timings.js'

export interface DeliveryPriceKeeperOptions {
  readonly clock: Clock
  readonly timings: Pick<DeribitTimings, 'afterExpiryMs' | 'deliveryRetryMs'>
  /** Asks for the delivery prices of a currency. Answers the newest expiry whose price is known then. */
  ask(currency: string): Promise<UnixMs | null>
}

/** Asks at once and after every daily expiry. Repeats until the newest price is known. Ends when aborted. */
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
