import type { AnyVariables } from 'urql'
import { useContext, useMemo } from 'react'
import { idleStore } from './idle-store.js'
import { useLiveParts } from './live-context.js'
import type { LiveHeader } from './live-header.js'
import type { LiveOperation } from './live-store.js'
import { createLiveStore } from './live-store.js'
import type { Live } from './use-live-store.js'
import { SourceTroubleContext } from './source-trouble.js'
import { useLiveStore } from './use-live-store.js'

/** Seeds a value from its query and follows it by its subscription. Other variables are another value; without any it waits. */
export function useLive<Value extends LiveHeader, Snapshot, Update, Variables extends AnyVariables>(
  operation: LiveOperation<Value, Snapshot, Update, Variables>,
  variables: Variables | null,
): Live<Value> {
  const { client, transport, frames, freshness } = useLiveParts()
  const key = JSON.stringify(variables)
  const store = useMemo(() => {
    const parts = { client, connection: transport.connection, frames, freshness }
    const wanted = JSON.parse(key) as Variables | null
    return wanted === null ? idleStore : createLiveStore(operation, wanted, parts)
  }, [operation, key, client, transport, frames, freshness])
  return useLiveStore(store, useContext(SourceTroubleContext))
}
