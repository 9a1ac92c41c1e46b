import { setMaxListeners } from 'node:events'
import type { Clock } from '../../../lib/clock.js'

/** Lets one loop sleep until somebody has work for it. A nudge while it is busy is not lost. */
export interface Nudge {
  nudge(): void
  /** Resolves at the next nudge (at once if one came since the last wait), after `ms`, or when aborted. */
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

/** A signal of its own that also follows another one; aborting it lets go of the other. */
export function abortWith(outer: AbortSignal): { readonly signal: AbortSignal; abort(): void } {
  const inner = new AbortController()
  // Every loop of a connection waits on it; Node takes more than ten listeners for a leak.
  setMaxListeners(0, inner.signal)
  const abort = () => {
    outer.removeEventListener('abort', abort)
    inner.abort()
  }
  if (outer.aborted) abort()
  else outer.addEventListener('abort', abort)
  return { signal: inner.signal, abort }
}
