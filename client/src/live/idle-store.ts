import { EMPTY_RECORD } from './live-state.js'

/** Waits, for a panel that does not know yet what to ask for. */
export const idleStore = {
  shown: () => EMPTY_RECORD,
  subscribe: () => () => undefined,
  start: () => undefined,
  stop: () => undefined,
  loadOlder: () => undefined,
}
