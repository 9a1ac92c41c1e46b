import type { AnyVariables, TypedDocumentNode } from 'urql'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { LiveFailure } from './failure.js'
import { isAway } from './failure.js'
import { isLost } from './is-lost.js'
import { useLiveParts } from './live-context.js'
import { createRetries, delayOf } from './retries.js'
import { watchEpochs } from './watch-epochs.js'

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
  intervalMs: number,
): PolledQuery<Data> {
  const { client, transport } = useLiveParts()
  const { connection } = transport
  const key = JSON.stringify(variables)
  const [answer, setAnswer] = useState<{ readonly key: string; readonly data: Data } | null>(null)
  const [failure, setFailure] = useState<LiveFailure | null>(null)
  const [retries] = useState(createRetries)
  const again = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isMounted = useRef(false)

  const refresh = useCallback(() => {
    const ask = async () => {
      const { data, error } = await client.query(document, JSON.parse(key) as Variables).toPromise()
      clearTimeout(again.current)
      if (data) {
        retries.succeeded()
        setFailure(null)
        setAnswer({ key, data })
      } else if (error && isMounted.current) {
        const why = retries.failed(error)
        const delayMs = delayOf(why)
        if (!isAway(error, connection)) setFailure(why)
        if (delayMs !== null) again.current = setTimeout(() => isLost(connection) || void ask(), delayMs)
      }
    }
    void ask()
  }, [client, connection, document, key, retries])

  useEffect(() => {
    isMounted.current = true
    refresh()
    const poll = setInterval(() => isLost(connection) || refresh(), intervalMs)
    const unwatch = watchEpochs(connection, (epoch) => (epoch > 1 || retries.isFailing()) && refresh())
    return () => {
      isMounted.current = false
      clearTimeout(again.current)
      clearInterval(poll)
      unwatch()
    }
  }, [refresh, intervalMs, connection, retries])

  const data = answer?.key === key ? answer.data : null
  return { data, failure: data === null ? failure : null, refresh }
}
