import type { AnyVariables, TypedDocumentNode } from 'urql'
import { useMemo } from 'react'
import { useLiveParts } from './live-context.js'
import type { LiveHeader } from './live-header.js'
import { createPolledStore } from './polled-store.js'
import type { Live } from './use-live-store.js'
import { useLiveStore } from './use-live-store.js'

/** A panel's value that has a query and no subscription. */
export interface PolledValue<Value, Snapshot, Variables extends AnyVariables> {
  readonly document: TypedDocumentNode<Snapshot, Variables>
  readonly variables: Variables
  readonly valueOf: (snapshot: Snapshot, current: Value | null) => Value
  readonly everyMs: number
}

/** Asks for a value at an interval, with the four faces of a panel. `operation` is one for all time. */
export function usePolled<
  Value extends Pick<LiveHeader, 'asOf' | 'freshness'>,
  Snapshot,
  Variables extends AnyVariables,
>(operation: PolledValue<Value, Snapshot, Variables>): Live<Value> {
  const { client, transport, frames } = useLiveParts()
  const store = useMemo(() => {
    const { document, variables, valueOf, everyMs } = operation
    const ask = () => client.query(document, variables).toPromise()
    return createPolledStore<Value, Snapshot>(
      { ask, valueOf, everyMs },
      { client, connection: transport.connection, frames },
    )
  }, [operation, client, transport, frames])
  return useLiveStore(store)
}
