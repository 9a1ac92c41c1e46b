import type { Config } from '../config/config.js'
import { msPerMinute } from '../domain/units.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { AccountVersions } from '../storage/account-versions.js'
import { StoreUnavailable } from '../storage/journal.js'

/** Beside what is recorded of markets, versions of accounts may have this part of as many bytes. */
const versionsShare = 0.25

/** How many bytes versions of accounts may have. */
export function maxVersionBytes(bounds: Config['history']): number {
  return (bounds?.maxBytes ?? 0) * versionsShare
}

/**
 * The market of a time is kept until all of its segment is too old. What accounts were then is kept as long. Segments of earlier releases
 * and of imports are that long.
 */
const longestSegmentMs = 5 * msPerMinute

export interface TendVersionsParts {
  readonly versions: AccountVersions
  readonly bounds: NonNullable<Config['history']>
  readonly clock: Clock
  readonly log: Pick<Logger, 'error'>
}

/** Removes what accounts were too long ago, and what is too much, once a minute until the signal is aborted. */
export async function tendVersions(
  { versions, bounds, clock, log }: TendVersionsParts,
  signal: AbortSignal,
): Promise<void> {
  const maxBytes = maxVersionBytes(bounds)
  const keptMs = bounds.maxAgeMs + longestSegmentMs
  while (!signal.aborted) {
    await clock.sleep(msPerMinute, signal)
    try {
      while (!signal.aborted && (await versions.prune({ beforeMs: clock.now() - keptMs, maxBytes })));
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) log.error({ err: error }, 'Old versions of accounts cannot be removed')
    }
  }
}
