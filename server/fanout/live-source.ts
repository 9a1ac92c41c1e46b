import { GraphQLError } from 'graphql'
import type { ReadGate } from '../lib/read-gate.js'
import type { ReaderFlow } from './reader-flow.js'

/** A value of a state stream. `seq` grows with every change of the stream. */
export interface Sequenced {
  readonly seq: number
}

/** The reader of a stream. It must hold nothing of the operation, because it stays as long as the stream. */
export interface StreamReader {
  /** Readers of equal audiences may have the same. It may be another one later. */
  audience(): string
  /** Throws when the reader may not have the stream any more. While the gate of the source is closed, only whether the stream goes on is known. */
  check(): void
}

/** The audience of streams that are the same for all who may subscribe to them. */
export const everyone = 'everyone'

/**
 * What the resolver makes for each reader. Only the source of the first one is read. Of the others the fan-out keeps the
 * functions about the reader itself, as long as the reader stays. They must hold nothing of the operation.
 *
 * graphql-js accepts only an async iterable as a stream. Nobody iterates it; the fan-out reads the source in its own
 * way.
 */
interface Source extends AsyncIterable<never> {
  /** The root field, for the counts of running streams. */
  readonly field: string
  /** Who shares the stream. Readers of equal operations and equal audiences get the same. */
  readonly audience: string
  /** The reader who subscribed. Left out: it may have the stream for good. */
  readonly reader?: StreamReader
  /**
   * Calls `listener` at once whenever readers of the stream may see less than before, until the signal is aborted. Left out:
   * that never happens.
   */
  onWithdrawal?(listener: () => void, signal: AbortSignal): void
  /** Told when readers have taken what they were given, for a source that waits for its readers. Left out: it does not. */
  readonly flow?: ReaderFlow
  /** Closed while there is nothing that anybody may see, and no result can be executed. Left out: it is always open. */
  readonly gate?: ReadGate
}

/**
 * A state and its changes. A late reader needs only the newest. Nothing is attached before `states` is called.
 */
export interface StateSource<T extends Sequenced> extends Source {
  readonly kind: 'STATE'
  /**
   * The present state, then the newest whenever its `seq` changed. Ends with the signal or with the stream. Readers who `has`
   * get no state with the same `seq`, and wait for the next one as if they had just got theirs. Nothing is read while the gate is
   * closed.
   */
  states(signal: AbortSignal, has?: T, gate?: ReadGate): AsyncIterable<T>
  /** The present state; null when there is none. To be called while the gate is open. */
  current(): T | null
  /**
   * What a reader of `before` needs to have `after`. Null when it needs all of `after`. Left out when every event is
   * whole.
   */
  change?(before: T, after: T): T | null
  /**
   * Calls `listener` at once before readers of the stream come to see different things, until the signal is aborted. Left
   * out: that never happens.
   */
  onDivision?(listener: () => void, signal: AbortSignal): void
  /** The same stream, with the same state, for the audience of which its reader is at present. Needed with `onDivision`. As `current`. */
  readonly forPresentAudience?: () => StateSource<T>
}

/** Events of which none may be lost. Nothing is attached before `news` is called. */
export interface EventSource<T> extends Source {
  readonly kind: 'EVENTS'
  /**
   * Attached when it returns: events from now on, of audiences that are read, until the signal is aborted. Throws `FellBehind`
   * when it lost any.
   */
  news(signal: AbortSignal, isRead: (audience: string) => boolean): AsyncIterable<T>
  /** The events after the place that this reader named, oldest first. Null when it named none. */
  readonly missed: (() => AsyncIterable<T>) | null
  /** The id of the event after which `missed` begins. If it is announced later, this reader does not get it again. */
  readonly after?: string
  /** The same for an event that was missed and for the same one in the news. */
  idOf(event: T): string
  /** Events have audiences of their own: nobody else gets the event. */
  audienceOf(event: T): string
  /** Whether the reader who subscribed is of the audience at present. While the gate is closed it may be false for everybody. */
  readonly isOf: (audience: string) => boolean
}

/** What the resolver of a subscription field returns. */
export type LiveSource = StateSource<Sequenced> | EventSource<unknown>

export function isLiveSource(value: object): value is LiveSource {
  return (value as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator] === iteratedByFanout
}

/** The `[Symbol.asyncIterator]` of every source, which tells it from other streams. */
export function iteratedByFanout(): never {
  throw new Error('Only the fan-out reads a LiveSource')
}

/**
 * A reader is so far behind that the server keeps no more events for it. It may resume after the last one that it has.
 */
export class FellBehind extends GraphQLError {
  constructor() {
    super('This reader fell too far behind; subscribe again with "after".', { extensions: { code: 'SLOW_READER' } })
  }
}
