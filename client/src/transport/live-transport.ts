import type { GraphQLFormattedError } from 'graphql'
import type { OperationContext } from 'urql'
import type { ConnectionState, LostState } from './connection-state.js'

export type { ConnectionState, LostState }

export interface LiveRequest {
  readonly query: string
  readonly operationName?: string | undefined
  readonly variables?: Readonly<Record<string, unknown>> | undefined
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

/** What an operation may carry in its context besides the settings of urql. */
export interface OperationSettings extends Partial<OperationContext> {
  /** Asked for the variables on every connection, the first one and each later one. */
  readonly currentVariables?: (() => Readonly<Record<string, unknown>>) | undefined
  /** The server has ended the operation. urql tells only those who pipe its sources. */
  readonly onEnd?: (() => void) | undefined
}

/** For whom the server is asked. */
export interface Credentials {
  /** The token for a new connection; null where nobody is signed in. Rejects while it cannot be had. */
  token(): Promise<string | null>
  /** The server took it. */
  accepted(token: string | null): void
  /**
   * The server does not take it, or takes it no longer; it says why. Answers whether to ask for a token again, which
   * then is another.
   */
  refused(token: string | null, why: string): boolean
}

/**
 * Carries queries and subscriptions to the server and outlives every connection. Whenever one is opened, it sends what
 * is still running on it, with the request asked for anew, so that a reader of a log can continue after the last entry
 * that it saw.
 */
export interface LiveTransport {
  readonly connection: ConnectionSource
  run(request: () => LiveRequest, sink: LiveSink): () => void
  /** Try again at once instead of waiting for the countdown or for an attempt that hangs. */
  retryNow(): void
  dispose(): void
}
