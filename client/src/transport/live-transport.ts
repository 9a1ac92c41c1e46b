import type { GraphQLFormattedError } from 'graphql'
import type { ConnectionState, LostState } from './connection-state.js'

export type { ConnectionState, LostState }

export interface LiveRequest {
  readonly query: string
  readonly operationName?: string | undefined
  readonly variables?: Record<string, unknown> | undefined
}

interface LiveResult {
  readonly data?: Record<string, unknown> | null | undefined
  readonly errors?: readonly GraphQLFormattedError[] | undefined
}

export interface LiveSink {
  next(result: LiveResult): void
  /** The server refused or ended the operation. A lost connection never comes here. */
  error(errors: readonly GraphQLFormattedError[]): void
  complete(): void
}

export interface ConnectionSource {
  current(): ConnectionState
  subscribe(listener: () => void): () => void
}

/**
 * Carries subscriptions to the server and outlives every connection: whenever one is opened, each running subscription
 * is sent on it, with the request asked for anew, so that a reader of a log can continue after the last entry it saw.
 */
export interface LiveTransport {
  readonly connection: ConnectionSource
  subscribe(request: () => LiveRequest, sink: LiveSink): () => void
  /** Try again at once instead of waiting for the countdown or for an attempt that hangs. */
  retryNow(): void
  /** Something else has just reached the server: a connection that waits or hangs is tried at once, once a loss. */
  heardFromServer(): void
  dispose(): void
}
