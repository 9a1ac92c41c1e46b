import { setMaxListeners } from 'node:events'
import type { Clock } from '../../../lib/clock.js'

/** Lets one loop sleep until there is work for it. A nudge while the loop is busy is not lost. */
export interface Nudge {
  nudge(): void
  /**
   * Resolves at the next nudge, after `ms`, or when aborted. Resolves at once when a nudge came since the last wait.
   */
  wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void>
}

export function createNudge(): Nudge {
  let nudged = false
  let wake = () => {}
  return {
    nudge() {
      nudged = true
      wake()
    },
    async wait(clock, ms, signal) {
      const sleep = abortWith(signal)
      wake = sleep.abort
      if (!nudged) await clock.sleep(ms, sleep.signal)
      nudged = false
      wake = () => {}
      sleep.abort()
    },
  }
}

/** A signal that is aborted with `outer`, or by its own `abort`. `abort` also stops listening to `outer`. */
export function abortWith(outer: AbortSignal): { readonly signal: AbortSignal; abort(): void } {
  const inner = new AbortController()
  // Every loop of a connection waits on it. Node would report more than ten listeners as a leak.
  setMaxListeners(0, inner.signal)
  const abort = () => {
    outer.removeEventListener('abort', abort)
    inner.abort()
  }
  if (outer.aborted) abort()
  else outer.addEventListener('abort', abort)
  return { signal: inner.signal, abort }
}
