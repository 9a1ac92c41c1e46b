import { useContext, useEffect, useSyncExternalStore } from 'react'
import { AwaitedContext } from './awaited.js'
import { idleStore } from './idle-store.js'
import type { LiveHeader } from './live-header.js'
import type { LiveState } from './live-state.js'
import { toLiveState } from './live-state.js'
import type { LiveStore } from './live-store.js'
import { useConnectionLostAt } from './use-connection.js'

export interface Live<Value> {
  readonly state: LiveState<Value>
  readonly retry: () => void
}

/** Runs a store while its panel is mounted, and says which of four faces to show. */
export function useLiveStore<Value extends Pick<LiveHeader, 'asOf' | 'freshness'>>(
  store: LiveStore<Value>,
): Live<Value> {
  useEffect(() => {
    store.start()
    return store.stop
  }, [store])
  const record = useSyncExternalStore(store.subscribe, store.shown)
  const lostAtMs = useConnectionLostAt()
  const { failure, retry } = useContext(AwaitedContext)
  if (store === idleStore && failure !== null) return { state: { kind: 'failed', failure, lastUpdateMs: null }, retry }
  return { state: toLiveState(record, lostAtMs), retry: store.start }
}
