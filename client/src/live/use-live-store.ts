import { useContext, useEffect, useSyncExternalStore } from 'react'
import { AwaitedContext } from './awaited.js'
import { idleStore } from './idle-store.js'
import type { LiveHeader } from './live-header.js'
import type { LiveState } from './live-state.js'
import { EMPTY_RECORD, toLiveState } from './live-state.js'
import type { LiveStore } from './live-store.js'
import type { LiveFailure } from './failure.js'
import { useLostConnection, useRetryNow } from './use-connection.js'

export interface Live<Value> {
  readonly state: LiveState<Value>
  readonly retry: () => void
}

/**
 * Runs a store while its panel is mounted, and says which face to show. `trouble` is that of the source of what
 * it shows.
 */
export function useLiveStore<Value extends Pick<LiveHeader, 'asOf' | 'freshness'>>(
  store: LiveStore<Value>,
  trouble: LiveFailure | null = null,
): Live<Value> {
  useEffect(() => {
    store.start()
    return store.stop
  }, [store])
  const shown = useSyncExternalStore(store.subscribe, store.shown)
  const lost = useLostConnection()
  const connect = useRetryNow()
  const awaited = useContext(AwaitedContext)
  const isIdle = store === idleStore
  const record = isIdle ? { ...EMPTY_RECORD, failure: awaited.failure } : shown
  const state: LiveState<Value> =
    isIdle && awaited.isNothing ? { kind: 'empty' } : toLiveState<Value>(record, { lost, trouble })
  const isCutOff = state.kind === 'failed' && state.failure.of === 'connection'
  return { state, retry: isCutOff ? connect : isIdle ? awaited.retry : store.start }
}
