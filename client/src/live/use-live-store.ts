import { useContext, useEffect, useSyncExternalStore } from 'react'
import type { LiveFailure } from './failure.js'
import type { LiveValue } from './live-header.js'
import { EMPTY_RECORD, toLiveState, type LiveState } from './live-state.js'
import type { LiveStore } from './live-store.js'
import { AwaitedContext } from './surroundings.js'
import { useLostConnection, useRetryNow } from './use-connection.js'

export interface Live<Value> {
  readonly state: LiveState<Value>
  /** Why what was before the value is not there. */
  readonly pastFailure: LiveFailure | null
  readonly retry: () => void
}

const ignore = () => undefined

/** Waits, for a panel that does not know yet what to ask for. */
export const idleStore = {
  shown: () => EMPTY_RECORD,
  subscribe: () => ignore,
  start: ignore,
  stop: ignore,
  loadOlder: ignore,
}

/**
 * Runs a store while its panel is mounted, and says which face to show. `trouble` is that of the source of what
 * it shows.
 */
export function useLiveStore<Value extends LiveValue>(
  store: Omit<LiveStore<Value>, 'loadOlder'>,
  trouble: LiveFailure | null = null,
): Live<Value> {
  useEffect(() => {
    store.start()
    return store.stop
  }, [store])
  const shown = useSyncExternalStore(store.subscribe, store.shown, store.shown)
  const lost = useLostConnection()
  const connect = useRetryNow()
  const awaited = useContext(AwaitedContext)
  const isIdle = store === idleStore
  const record = isIdle ? { ...EMPTY_RECORD, failure: awaited.failure } : shown
  const state: LiveState<Value> =
    isIdle && awaited.isNothing ? { kind: 'empty' } : toLiveState<Value>(record, { lost, trouble })
  const isCutOff = state.kind === 'failed' && state.failure.of === 'connection'
  const retry = isCutOff ? connect : isIdle ? awaited.retry : store.start
  return { state, pastFailure: shown.pastFailure, retry }
}
