import type { Client, TypedDocumentNode } from 'urql'
import type { ConnectionSource } from '../transport/live-transport.js'
import type { LiveFailure } from './failure.js'
import { askUntilAnswered } from './keep-running.js'
import { queryOf, type AnyVariables, type Operation } from './operation.js'

/** Queries for the past of a live value, for example a curve. The subscription has only what comes after it began. */
export interface PastQuery<Value, Of, Variables> {
  /** Which pasts to read. The value is null before the first event. */
  readonly wanted: (of: Of, value: Value | null) => readonly Variables[]
  /** Answers with a function that adds the past to the value. */
  readonly ask: (client: Client, variables: Variables) => Operation<(value: Value) => Value>
  /** Which pasts have a hole, given the value before a lost connection or a failure, and the first one after it. */
  readonly missed: (before: Value, after: Value, of: Of) => readonly Variables[]
  /** The next past to read when somebody looks further back. Null when there is none. Left out: nobody can. */
  readonly older?: (of: Of, value: Value) => Variables | null
}

export interface PastOptions<Value, Of, Past, Variables> extends Omit<PastQuery<Value, Of, Variables>, 'ask'> {
  readonly join: (value: Value, past: Past, variables: Variables) => Value
}

export const pastQuery = <Value, Of, Past, Variables extends AnyVariables>(
  document: TypedDocumentNode<Past, Variables>,
  { join, ...options }: PastOptions<Value, Of, Past, Variables>,
): PastQuery<Value, Of, Variables> => ({
  ...options,
  ask: (client, variables) => (sink) =>
    queryOf(
      client,
      document,
      variables,
    )({ ...sink, data: (past) => sink.data((value) => join(value, past, variables)) }),
})

export interface PastReader<Variables> {
  /** Asks for those of the list that it was not asked for before, and forgets all others but older ones. */
  want(list: readonly Variables[]): void
  /** Asks for an older one, unless it is on its way. One that was answered is asked for anew: what it brought may have been dropped. */
  older(variables: Variables): void
  /** Asks anew for those of the list that are wanted. */
  again(list: readonly Variables[]): void
  stop(): void
}

interface PastSink<Value> {
  joined(join: (value: Value) => Value): void
  /** Why some of them are not there; null when nothing keeps them away. */
  failed(failure: LiveFailure | null): void
}

interface Asked {
  readonly stop: () => void
  readonly failure: LiveFailure | null
  readonly isAnswered: boolean
}

/** Asks for each past once. */
export function createPastReader<Value, Variables>(
  query: Pick<PastQuery<Value, never, Variables>, 'ask'>,
  { client, connection }: { readonly client: Client; readonly connection: ConnectionSource },
  sink: PastSink<Value>,
): PastReader<Variables> {
  const olderKeys = new Set<string>()
  const asked = new Map<string, Asked>()
  const tell = () => sink.failed([...asked.values()].find(({ failure }) => failure !== null)?.failure ?? null)
  const ask = (key: string, variables: Variables) => {
    const stop = askUntilAnswered(query.ask(client, variables), connection, {
      data(join) {
        asked.set(key, { stop, failure: null, isAnswered: true })
        tell()
        sink.joined(join)
      },
      failed(failure) {
        asked.set(key, { stop, failure, isAnswered: false })
        tell()
      },
    })
    asked.set(key, { stop, failure: null, isAnswered: false })
  }
  const keysOf = (list: readonly Variables[]) =>
    new Map(list.map((variables) => [JSON.stringify(variables), variables]))
  const forget = (isForgotten: (key: string) => boolean) => {
    const forgotten = [...asked].filter(([key]) => isForgotten(key))
    for (const [key, { stop }] of forgotten) {
      stop()
      asked.delete(key)
    }
    if (forgotten.length > 0) tell()
  }
  return {
    want(list) {
      const wanted = keysOf(list)
      forget((key) => !wanted.has(key) && !olderKeys.has(key))
      for (const [key, variables] of wanted) if (!asked.has(key)) ask(key, variables)
    },
    older(variables) {
      for (const [key] of keysOf([variables])) {
        olderKeys.add(key)
        if (asked.get(key)?.isAnswered ?? true) ask(key, variables)
      }
    },
    again(list) {
      for (const [key, variables] of keysOf(list)) {
        if (!asked.has(key)) continue
        asked.get(key)?.stop()
        ask(key, variables)
      }
    },
    stop() {
      olderKeys.clear()
      forget(() => true)
    },
  }
}
