import type { AnyVariables, TypedDocumentNode } from 'urql'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { keepSame } from '../lib/same-data.js'
import type { LiveFailure } from './failure.js'
import { useLiveParts } from './live-context.js'
import { createPolledStore } from './polled-store.js'

export interface PolledQuery<Data> {
  /** The newest answer; a failed poll keeps the one before. */
  readonly data: Data | null
  /** While there is no data: why. It is asked again by itself. */
  readonly failure: LiveFailure | null
  readonly refresh: () => void
}

/** For what has no subscription: asked now, at an interval while the connection is not lost, and after it was. */
export function usePolledQuery<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  everyMs: number,
): PolledQuery<Data> {
  const { client, transport, frames } = useLiveParts()
  const key = JSON.stringify(variables)
  const store = useMemo(() => {
    const asked = JSON.parse(key) as Variables
    return createPolledStore<Data, Data>(
      {
        ask: () => client.query(document, asked).toPromise(),
        valueOf: (data, current) => keepSame(current ?? undefined, data),
        everyMs,
      },
      { client, connection: transport.connection, frames },
    )
  }, [client, transport, frames, document, key, everyMs])
  useEffect(() => {
    store.start()
    return store.stop
  }, [store])
  const { value, failure } = useSyncExternalStore(store.subscribe, store.shown)
  return { data: value, failure: value === null ? failure : null, refresh: store.refresh }
}
