import { useContext, useMemo } from 'react'
import { useLiveParts } from './live-context.js'
import type { LiveValue } from './live-header.js'
import { createLiveStore, type LiveOperation, type LiveStore } from './live-store.js'
import type { AnyVariables } from './operation.js'
import { SourceTroubleContext } from './surroundings.js'
import { idleStore, useLiveStore, type Live } from './use-live-store.js'

/** Follows a value by its subscription. With other variables it is another value; with null it waits. */
export function useLive<Value extends LiveValue, Update, Variables extends AnyVariables, PastVariables = never>(
  operation: LiveOperation<Value, Update, Variables, PastVariables>,
  variables: Variables | null,
): Live<Value> & Pick<LiveStore<Value>, 'loadOlder'> {
  const { client, transport, frames, freshness } = useLiveParts()
  const key = JSON.stringify(variables)
  const store = useMemo(() => {
    const parts = { client, connection: transport.connection, frames, freshness }
    const wanted = JSON.parse(key) as Variables | null
    return wanted === null ? idleStore : createLiveStore(operation, wanted, parts)
  }, [operation, key, client, transport, frames, freshness])
  return { ...useLiveStore(store, useContext(SourceTroubleContext)), loadOlder: store.loadOlder }
}
