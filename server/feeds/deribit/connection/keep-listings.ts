import { msPerDay } from '../../../domain/units.js'
import type { Clock } from '../../../lib/clock.js'
import { createNudge } from './nudge.js'
import type { DeribitTimings } from './timings.js'

export interface ListingKeeper {
  /** An instrument changed. It asks soon. */
  changed(currency: string): void
  /**
   * Asks at once, after every change, after the daily expiry, and again when there was no answer. Ends when aborted.
   * `ask` answers false when there was no answer.
   */
  keep(currency: string, ask: () => Promise<boolean>, signal: AbortSignal): Promise<void>
}

/**
 * Keeps listings up to date. It asks for a currency at most once in `listingGapMs`, over all connections, because this
 * request costs the most.
 */
export function createListingKeeper(
  clock: Clock,
  timings: Pick<DeribitTimings, 'listingDelayMs' | 'listingGapMs' | 'afterExpiryMs'>,
): ListingKeeper {
  const asked = new Map<string, number>()
  const nudges = new Map<string, ReturnType<typeof createNudge>>()
  const nudgeOf = (currency: string) => {
    const nudge = nudges.get(currency) ?? createNudge()
    nudges.set(currency, nudge)
    return nudge
  }
  return {
    changed: (currency) => nudgeOf(currency).nudge(),
    async keep(currency, ask, signal) {
      while (!signal.aborted) {
        const sinceMs = clock.now() - (asked.get(currency) ?? -Infinity)
        // It is negative when the clock was set back. Then we do not wait.
        if (sinceMs >= 0 && sinceMs < timings.listingGapMs) await clock.sleep(timings.listingGapMs - sinceMs, signal)
        if (signal.aborted) return
        asked.set(currency, clock.now())
        if (!(await ask())) continue
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
