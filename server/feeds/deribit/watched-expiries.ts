import type { Clock } from '../../lib/clock.js'
import type { FeedLog } from '../feed-log.js'

/** Counts who watches which expiry. */
export interface WatchedExpiries {
  /** Watches until it is disposed. A second dispose does nothing. */
  watch(currency: string, expiryMs: number): Disposable
  /** True while somebody watches, and for `lingerMs` after that: a reader who comes back soon changes nothing. */
  isWatched(currency: string, expiryMs: number): boolean
}

export interface WatchOptions {
  readonly clock: Clock
  readonly lingerMs: number
  /** Called when `isWatched` may have changed. */
  onChange(): void
  /** Ends the waits of `lingerMs`. */
  readonly signal: AbortSignal
  readonly log: Pick<FeedLog, 'warn'>
}

export function createWatchedExpiries({ clock, lingerMs, onChange, signal, log }: WatchOptions): WatchedExpiries {
  const watchers = new Map<string, number>()
  const change = (key: string, by: number) => {
    const before = watchers.get(key) ?? 0
    if (before + by > 0) watchers.set(key, before + by)
    else watchers.delete(key)
    if ((before === 0) !== (before + by === 0)) onChange()
  }
  return {
    watch(currency, expiryMs) {
      const key = keyOf(currency, expiryMs)
      let disposed = false
      change(key, 1)
      return {
        [Symbol.dispose]() {
          if (disposed) return
          disposed = true
          clock
            .sleep(lingerMs, signal)
            .then(() => change(key, -1))
            .catch((error: unknown) => log.warn({ err: error }, 'A change of what is watched was not followed'))
        },
      }
    },
    isWatched: (currency, expiryMs) => watchers.has(keyOf(currency, expiryMs)),
  }
}

function keyOf(currency: string, expiryMs: number): string {
  return `${currency} ${expiryMs}`
}
