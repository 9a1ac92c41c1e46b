import type { AnyVariables, TypedDocumentNode } from 'urql'
import { keepSame } from '../lib/same-data.js'
import type { LiveStoreParts } from './live-store.js'
import type { PolledStore } from './polled-store.js'
import { createPolledStore } from './polled-store.js'

export interface EachQuery<Data, Variables extends AnyVariables> {
  readonly document: TypedDocumentNode<Data, Variables>
  readonly variablesOf: (id: string) => Variables
  readonly everyMs: number
}

export type Answers<Data> = ReadonlyMap<string, Data>

export interface EachStore<Data> extends PolledStore<Answers<Data>> {
  /** Which ones are asked for from now on. */
  want(ids: readonly string[]): void
}

/** The answers for those wanted; the same ones, and the same map, where nothing else was answered. */
export function renewAnswers<Data>(
  before: Answers<Data>,
  answered: readonly (readonly [string, Data])[],
  wanted: readonly string[],
): Answers<Data> {
  const kept = [...before].filter(([id]) => wanted.includes(id))
  const renewed = new Map([...kept, ...answered.map(([id, data]) => [id, keepSame(before.get(id), data)] as const)])
  const isSame = renewed.size === before.size && [...renewed].every(([id, data]) => before.get(id) === data)
  return isSame ? before : renewed
}

/** One query for each of several things. What was answered stays until it is answered anew. */
export function createEachStore<Data, Variables extends AnyVariables>(
  { document, variablesOf, everyMs }: EachQuery<Data, Variables>,
  parts: Omit<LiveStoreParts, 'freshness'>,
): EachStore<Data> {
  let wanted: readonly string[] = []
  const askOne = async (id: string) => {
    const { data, error } = await parts.client.query(document, variablesOf(id)).toPromise()
    return { error, answer: data === undefined || data === null ? [] : [[id, data] as const] }
  }
  const ask = async () => {
    const answers = await Promise.all(wanted.map(askOne))
    const error = answers.find((one) => one.error !== undefined)?.error
    return { data: answers.flatMap(({ answer }) => answer), error }
  }
  const none: Answers<Data> = new Map()
  const store = createPolledStore<Answers<Data>, readonly (readonly [string, Data])[]>(
    { ask, valueOf: (answered, current) => renewAnswers(current ?? none, answered, wanted), everyMs },
    parts,
  )
  const want = (ids: readonly string[]) => {
    wanted = ids
    store.refresh()
  }
  return { ...store, want }
}
