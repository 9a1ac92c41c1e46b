import type { AnyVariables } from 'urql'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Answers, EachQuery } from './each-store.js'
import { createEachStore } from './each-store.js'
import type { LiveFailure } from './failure.js'
import { useLiveParts } from './live-context.js'

export interface Each<Data> {
  readonly answers: Answers<Data>
  /** Why some of them are not there, or no longer renewed. */
  readonly failure: LiveFailure | null
}

const NOTHING = new Map<string, never>()

/** One query for each of several things, at an interval and after a lost connection. */
export function useEach<Data, Variables extends AnyVariables>(
  query: EachQuery<Data, Variables>,
  ids: readonly string[],
): Each<Data> {
  const { client, transport, frames } = useLiveParts()
  const key = JSON.stringify([...ids].sort())
  const store = useMemo(
    () => createEachStore(query, { client, connection: transport.connection, frames }),
    [query, client, transport, frames],
  )
  useEffect(() => store.want(JSON.parse(key) as string[]), [store, key])
  useEffect(() => {
    store.start()
    return store.stop
  }, [store])
  const { value, unanswered } = useSyncExternalStore(store.subscribe, store.shown)
  return { answers: value ?? NOTHING, failure: unanswered }
}
