import type { LiveRecord } from './live-state.js'

const NOTHING: LiveRecord<never> = { value: null, lastUpdateMs: null, failure: null }

/** Waits, for a panel that does not know yet what to ask for. */
export const idleStore = {
  shown: () => NOTHING,
  subscribe: () => () => undefined,
  start: () => undefined,
  stop: () => undefined,
}
