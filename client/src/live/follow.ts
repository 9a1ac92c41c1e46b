import type { AnyVariables, Client, CombinedError, OperationContext, TypedDocumentNode } from 'urql'

export interface UpdateSink<Update> {
  data(update: Update): void
  error(error: CombinedError): void
  /** The server ended the subscription, after an error or by itself. */
  end(): void
}

/** Runs a subscription until the returned function is called; connections lost and found in between go unnoticed. */
export function follow<Update, Variables extends AnyVariables>(
  client: Client,
  document: TypedDocumentNode<Update, Variables>,
  variables: Variables,
  sink: UpdateSink<Update>,
  currentVariables?: () => Variables,
): () => void {
  const context: Partial<OperationContext> = { onEnd: () => sink.end(), currentVariables }
  const { unsubscribe } = client.subscription(document, variables, context).subscribe(({ data, error }) => {
    if (error) sink.error(error)
    else if (data) sink.data(data)
  })
  return unsubscribe
}
