import type { AnyVariables, TypedDocumentNode } from 'urql'
import { useCallback, useEffect, useRef, useState } from 'react'
import { isLost } from './is-lost.js'
import { useLiveParts } from './live-context.js'
import { watchEpochs } from './watch-epochs.js'

export interface PolledQuery<Data> {
  /** The newest answer; a failed poll keeps the one before. */
  readonly data: Data | null
  readonly refresh: () => void
}

/** For what has no subscription: asked now, at an interval while the connection is not lost, and after it was. */
export function usePolledQuery<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  intervalMs: number,
): PolledQuery<Data> {
  const { client, transport } = useLiveParts()
  const key = JSON.stringify(variables)
  const [answer, setAnswer] = useState<{ readonly key: string; readonly data: Data } | null>(null)

  const isMissing = useRef(false)

  const refresh = useCallback(() => {
    const ask = async () => {
      const { data } = await client.query(document, JSON.parse(key) as Variables).toPromise()
      isMissing.current = !data
      if (data) setAnswer({ key, data })
    }
    void ask()
  }, [client, document, key])

  useEffect(() => {
    refresh()
    const { connection } = transport
    const poll = setInterval(() => isLost(connection) || refresh(), intervalMs)
    const unwatch = watchEpochs(connection, (epoch) => (epoch > 1 || isMissing.current) && refresh())
    return () => {
      clearInterval(poll)
      unwatch()
    }
  }, [refresh, intervalMs, transport])

  return { data: answer?.key === key ? answer.data : null, refresh }
}
