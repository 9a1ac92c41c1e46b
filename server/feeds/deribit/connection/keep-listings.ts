import { msPerDay } from '../../../domain/units.js'
import type { Clock } from '../../../lib/clock.js'
import { createNudge } from './nudge.js'
import type { DeribitTimings } from './timings.js'

export interface ListingKeeperOptions {
  readonly clock: Clock
  readonly timings: Pick<DeribitTimings, 'listingDelayMs' | 'listingGapMs' | 'afterExpiryMs'>
  /** Asks for the listing of a currency and takes it in; false when that did not work. */
  refresh(currency: string): Promise<boolean>
}

export interface ListingKeeper {
  /** Something changed: ask soon. */
  changed(currency: string): void
  /** Asks at once, then after every change, after a failure, and after the daily expiry; until aborted. */
  keep(currency: string, signal: AbortSignal): Promise<void>
}

/**
 * Keeps listings fresh without asking a currency more often than every `listingGapMs`, over all connections: the
 * request is the dearest one there is.
 */
export function createListingKeeper(options: ListingKeeperOptions): ListingKeeper {
  const { clock, timings, refresh } = options
  const asked = new Map<string, number>()
  const nudges = new Map<string, ReturnType<typeof createNudge>>()
  const nudgeOf = (currency: string) => {
    const nudge = nudges.get(currency) ?? createNudge()
    nudges.set(currency, nudge)
    return nudge
  }
  return {
    changed: (currency) => nudgeOf(currency).nudge(),
    async keep(currency, signal) {
      while (!signal.aborted) {
        const sinceMs = clock.now() - (asked.get(currency) ?? -Infinity)
        // Negative when the clock was set back, which must not be waited for.
        if (sinceMs >= 0 && sinceMs < timings.listingGapMs) await clock.sleep(timings.listingGapMs - sinceMs, signal)
        if (signal.aborted) return
        asked.set(currency, clock.now())
        const fresh = await refresh(currency)
        if (!fresh) continue
        await nudgeOf(currency).wait(clock, untilExpiryMs(clock.now()) + timings.afterExpiryMs, signal)
        await clock.sleep(timings.listingDelayMs, signal)
      }
    },
  }
}

/** Milliseconds until the next 08:00 UTC. */
export function untilExpiryMs(nowMs: number): number {
  const sinceEightMs = (nowMs - msPerDay / 3) % msPerDay
  return msPerDay - sinceEightMs
}
