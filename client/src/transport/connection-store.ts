import { nextConnectionState, type ConnectionEvent, type ConnectionState } from './connection-state.js'
import type { ConnectionSource } from './live-transport.js'

export interface ConnectionStore extends ConnectionSource {
  dispatch(event: ConnectionEvent): void
}

export function createConnectionStore(): ConnectionStore {
  let state: ConnectionState = { kind: 'connecting' }
  const listeners = new Set<() => void>()
  return {
    current: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispatch(event) {
      const next = nextConnectionState(state, event)
      if (next === state) return
      state = next
      for (const listener of [...listeners]) listener()
    },
  }
}
