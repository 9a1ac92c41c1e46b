import type { Client, CombinedError, TypedDocumentNode } from 'urql'
import type { OperationSettings } from '../transport/live-transport.js'

export type AnyVariables = Readonly<Record<string, unknown>>

export interface ResultSink<Data> {
  data(data: Data): void
  error(error: CombinedError): void
  /** The server has ended the operation, after an error or by itself. */
  end(): void
}

/** Starts an operation and returns what stops it. It outlives the connection: the transport sends it on each new one. */
export type Operation<Data> = (sink: ResultSink<Data>) => () => void

/** `currentVariables` is called for each connection. */
export const subscriptionOf =
  <Data, Variables extends AnyVariables>(
    client: Client,
    document: TypedDocumentNode<Data, Variables>,
    currentVariables: () => Variables,
  ): Operation<Data> =>
  (sink) => {
    const settings: OperationSettings = { onEnd: () => sink.end(), currentVariables }
    const { unsubscribe } = client.subscription(document, currentVariables(), settings).subscribe(({ data, error }) => {
      if (error) sink.error(error)
      else if (data) sink.data(data)
    })
    return unsubscribe
  }

export const queryOf =
  <Data, Variables extends AnyVariables>(
    client: Client,
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Operation<Data> =>
  (sink) => {
    const { unsubscribe } = client.query(document, variables).subscribe(({ data, error }) => {
      if (data) sink.data(data)
      else if (error) sink.error(error)
      sink.end()
    })
    return unsubscribe
  }
