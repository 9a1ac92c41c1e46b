import { GraphQLError } from 'graphql'

/** A value of a state stream: `seq` grows with every change of the stream. */
export interface Sequenced {
  readonly seq: number
}

/** graphql-js takes nothing but an async iterable for a stream, and is never let near iterating it. */
interface Source extends AsyncIterable<never> {
  /** The root field, for the counts of running streams. */
  readonly field: string
}

/**
 * A state and its changes: who comes late needs the newest only. Nothing is attached before `states` is called.
 */
export interface StateSource<T extends Sequenced> extends Source {
  readonly kind: 'STATE'
  /** The present state, then the newest whenever its `seq` moved, until the signal is aborted or the stream is over. */
  states(signal: AbortSignal): AsyncIterable<T>
  /** The present state; null when there is none. */
  current(): T | null
  /**
   * What turns `before` into `after` in the hands of a reader, or null when only the whole will do. Left out where every
   * event is whole.
   */
  change?(before: T, after: T): T | null
}

/** Events none of which may be lost. Nothing is attached before `news` is called. */
export interface EventSource<T> extends Source {
  readonly kind: 'EVENTS'
  /** Attached when it returns: events from now on, until the signal is aborted. Throws `FellBehind` when it lost any. */
  news(signal: AbortSignal): AsyncIterable<T>
  /** Events behind the place that this reader named, oldest first; null when it named none. */
  readonly missed: (() => AsyncIterable<T>) | null
  /** The id of the event behind which `missed` begins: it is not sent again, though it may just be being announced. */
  readonly after?: string
  /** The same for the same event, however it came. */
  idOf(event: T): string
}

/** What the resolver of a subscription field returns. */
export type LiveSource = StateSource<Sequenced> | EventSource<unknown>

export function isLiveSource(value: object): value is LiveSource {
  return 'kind' in value && 'field' in value
}

/** For the `[Symbol.asyncIterator]` of every source. */
export function iteratedByFanout(): never {
  throw new Error('Only the fan-out reads a LiveSource')
}

/** A reader is too far behind for every event to be kept for it; it may resume from the last one that it has. */
export class FellBehind extends GraphQLError {
  constructor() {
    super('This reader fell too far behind; subscribe again with "after".', { extensions: { code: 'SLOW_READER' } })
  }
}
