import type { AnyVariables, TypedDocumentNode } from 'urql'
import { useEffect, useState } from 'react'
import { keepSame } from '../lib/same-data.js'
import { useLiveParts } from './live-context.js'
import { oneAtATime } from './one-at-a-time.js'
import { watchEpochs } from './watch-epochs.js'

export interface EachQuery<Data, Variables extends AnyVariables> {
  readonly document: TypedDocumentNode<Data, Variables>
  readonly variablesOf: (id: string) => Variables
  readonly everyMs: number
}

/** The answers for those wanted; the same ones, and the same map, where nothing else was answered. */
export function renewAnswers<Data>(
  before: ReadonlyMap<string, Data>,
  answered: readonly (readonly [string, Data])[],
  wanted: readonly string[],
): ReadonlyMap<string, Data> {
  const kept = [...before].filter(([id]) => wanted.includes(id))
  const renewed = new Map([...kept, ...answered.map(([id, data]) => [id, keepSame(before.get(id), data)] as const)])
  const isSame = renewed.size === before.size && [...renewed].every(([id, data]) => before.get(id) === data)
  return isSame ? before : renewed
}

/** One query for each of several things, at an interval and after a lost connection. What was answered stays until it is answered anew. */
export function useEach<Data, Variables extends AnyVariables>(
  { document, variablesOf, everyMs }: EachQuery<Data, Variables>,
  ids: readonly string[],
): ReadonlyMap<string, Data> {
  const { client, transport } = useLiveParts()
  const [answers, setAnswers] = useState<ReadonlyMap<string, Data>>(() => new Map())
  const key = JSON.stringify([...ids].sort())

  useEffect(() => {
    let over = false
    const wanted = JSON.parse(key) as string[]
    const askOne = async (id: string) => {
      const { data } = await client.query(document, variablesOf(id)).toPromise()
      return data === undefined || data === null ? [] : [[id, data] as const]
    }
    const ask = oneAtATime(async () => {
      if (over) return
      const answered = await Promise.all(wanted.map(askOne))
      if (!over) setAnswers((before) => renewAnswers(before, answered.flat(), wanted))
    })
    ask()
    const poll = setInterval(ask, everyMs)
    const unwatch = watchEpochs(transport.connection, (epoch) => epoch > 1 && ask())
    return () => {
      over = true
      clearInterval(poll)
      unwatch()
    }
  }, [client, transport, document, variablesOf, everyMs, key])

  return answers
}
