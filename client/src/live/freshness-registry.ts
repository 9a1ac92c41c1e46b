/** What is known of a stream on a connection that holds: `waiting` has told nothing yet, `stale` has gone silent since. */
export type StreamFreshness = 'live' | 'waiting' | 'stale'

/** How fresh the streams on screen are, taken together. */
export interface FreshnessRegistry {
  report(stream: object, freshness: StreamFreshness): void
  forget(stream: object): void
  /** The worst of what was reported; `waiting` while nothing was. */
  overall(): StreamFreshness
  subscribe(listener: () => void): () => void
}

const WORST_FIRST = ['stale', 'waiting', 'live'] as const

export function createFreshnessRegistry(): FreshnessRegistry {
  const streams = new Map<object, StreamFreshness>()
  const listeners = new Set<() => void>()
  let overall: StreamFreshness = 'waiting'
  const settle = () => {
    const reported = new Set(streams.values())
    const now = WORST_FIRST.find((freshness) => reported.has(freshness)) ?? 'waiting'
    if (now === overall) return
    overall = now
    for (const listener of [...listeners]) listener()
  }
  return {
    report(stream, freshness) {
      streams.set(stream, freshness)
      settle()
    },
    forget(stream) {
      streams.delete(stream)
      settle()
    },
    overall: () => overall,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
