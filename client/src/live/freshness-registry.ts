/** Which of the streams on screen are stale although the connection holds. */
export interface FreshnessRegistry {
  report(stream: object, stale: boolean): void
  forget(stream: object): void
  anyStale(): boolean
  subscribe(listener: () => void): () => void
}

export function createFreshnessRegistry(): FreshnessRegistry {
  const stale = new Set<object>()
  const listeners = new Set<() => void>()
  const change = (apply: () => void) => {
    const before = stale.size > 0
    apply()
    if (before !== stale.size > 0) for (const listener of [...listeners]) listener()
  }
  return {
    report: (stream, isStale) => change(() => (isStale ? stale.add(stream) : stale.delete(stream))),
    forget: (stream) => change(() => stale.delete(stream)),
    anyStale: () => stale.size > 0,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
