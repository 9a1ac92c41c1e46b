import type { Source } from './source.js'

/** How much a source may do. A source on this machine may do more, unless the setting has a number. */
export interface Limit {
  readonly any: number
  readonly loopback: number
}

export function mostOf({ any, loopback }: Limit, { isLoopback }: Source): number {
  return isLoopback ? loopback : any
}

/** How much strangers may do. A source is an address, or a user who has shown a token. */
export interface Limits {
  /** In all. */
  readonly connections: number
  readonly connectionsPerAddress: Limit
  /** Opened, however short they live. */
  readonly newConnectionsPerMinute: Limit
  /** WebSockets that have not sent `connection_init`. */
  readonly uninitializedPerAddress: Limit
  readonly subscriptionsPerAnonymousSocket: number
  readonly subscriptionsPerSocket: number
  /** Of all sockets and event streams of a source. */
  readonly subscriptionsPerSource: Limit
  /** Of one WebSocket, control frames included. */
  readonly messagesPerMinute: number
  readonly operationsPerSecond: Limit
  readonly writesPerMinute: Limit
  readonly accountsPerHour: Limit
  /** Of each kind: incomplete messages, incomplete bodies, running operations, documents of subscriptions, answers that are not read. */
  readonly heldBytesPerAddress: Limit
  readonly heldBytes: number
}
