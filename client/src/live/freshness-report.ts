import type { FreshnessRegistry, StreamFreshness } from './freshness-registry.js'
import type { LiveValue } from './live-header.js'

/** A stream without an answer for so long counts as waiting. With a shorter time, each change of account would flicker. */
const WAITED_FOR_AFTER_MS = 2_000

/** What a stream tells the registry of itself. */
export interface FreshnessReport {
  /** Asked for, on a new connection as well: no answer yet. */
  asked(): void
  told(value: LiveValue): void
  /** The stream no longer counts: it was stopped or refused, or its connection is lost. */
  withdraw(): void
}

/** Bots publish when they want: what they publish may be old without a silent source. */
function freshnessOf({ freshness, asOf, source }: LiveValue): StreamFreshness | null {
  if (source === undefined) return null
  if (freshness === 'LIVE') return 'live'
  if (source === 'PUBLISHED') return null
  return asOf === null ? 'waiting' : 'stale'
}

export function createFreshnessReport(registry: FreshnessRegistry): FreshnessReport {
  const stream = {}
  let patience: ReturnType<typeof setTimeout> | undefined
  const withdraw = () => {
    clearTimeout(patience)
    registry.forget(stream)
  }
  return {
    asked() {
      withdraw()
      patience = setTimeout(() => registry.report(stream, 'waiting'), WAITED_FOR_AFTER_MS)
    },
    told(value) {
      clearTimeout(patience)
      const freshness = freshnessOf(value)
      if (freshness === null) registry.forget(stream)
      else registry.report(stream, freshness)
    },
    withdraw,
  }
}
