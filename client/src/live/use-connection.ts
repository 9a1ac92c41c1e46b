import { useSyncExternalStore } from 'react'
import type { ConnectionState, LostState } from '../transport/live-transport.js'
import type { StreamFreshness } from './freshness-registry.js'
import { useLiveParts } from './live-context.js'

export type { ConnectionState, StreamFreshness }

export function useConnection(): ConnectionState {
  const { connection } = useLiveParts().transport
  return useSyncExternalStore(connection.subscribe, connection.current, connection.current)
}

/** Null while the connection holds or is opened for the first time. */
export function useLostConnection(): LostState | null {
  const { connection } = useLiveParts().transport
  const lost = () => {
    const state = connection.current()
    return state.kind === 'reconnecting' || state.kind === 'offline' ? state : null
  }
  return useSyncExternalStore(connection.subscribe, lost, lost)
}

/** Of all streams on screen, as far as a held connection can tell. */
export function useOverallFreshness(): StreamFreshness {
  const { freshness } = useLiveParts()
  return useSyncExternalStore(freshness.subscribe, freshness.overall, freshness.overall)
}

export function useRetryNow(): () => void {
  return useLiveParts().transport.retryNow
}
