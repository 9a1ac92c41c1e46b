import type { ExecutionResult, GraphQLError } from 'graphql'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { FellBehind } from './live-source.js'
import type { End, Member, Takeable, Wakeable } from './member.js'
import type { Payload } from './payload.js'

/** Turns any error into the one that a client sees. */
export type MaskError = (error: unknown) => GraphQLError

export interface SubscriptionParts {
  readonly counts: StreamCounts
  readonly maskError: MaskError
}

/** A transport that sends results by itself. */
export interface Sink extends Pick<Wakeable, 'wake'> {
  /** The stream is over, and everything that waited is taken. Null: for good, else with an error as callers see it. */
  ended(error: GraphQLError | null): void
  /**
   * The reader lost events, or too many wait for it. The sink ends its connection, so that it comes back and resumes.
   */
  fellBehind(): void
}

/** Results as an iterator. `return()` ends it at once, even while a `next()` waits. */
export type Results = AsyncGenerator<ExecutionResult, void, void>

/**
 * A subscription that has joined its group. It sends nothing before somebody reads it. It is read once, in one of two
 * ways: a reader iterates it, or has it delivered to a sink.
 */
export class Subscription implements AsyncIterable<ExecutionResult> {
  readonly #member: Member
  readonly #parts: SubscriptionParts

  constructor(member: Member, parts: SubscriptionParts) {
    this.#member = member
    this.#parts = parts
  }

  /** Yields the results. */
  [Symbol.asyncIterator](): Results {
    return new PulledResults(this.#member, this.#parts)
  }

  /** Sends the results to the sink from now on. */
  deliverTo(sink: Sink): void {
    this.#member.open(new Delivery(sink, this.#parts.maskError))
  }

  /** As `Takeable.ownBytes`. */
  get waitingBytes(): number {
    return this.#member.ownBytes
  }

  leave(): void {
    this.#member.leave()
  }

  /** Ends it at once with an error. Nothing that waits is sent. */
  end(error: unknown): void {
    this.#member.drop({ error })
  }
}

class Delivery implements Wakeable {
  readonly #sink: Sink
  readonly #maskError: MaskError

  constructor(sink: Sink, maskError: MaskError) {
    this.#sink = sink
    this.#maskError = maskError
  }

  wake(member: Takeable): void {
    this.#sink.wake(member)
  }

  ended(end: End): void {
    if (end.error instanceof FellBehind) this.#sink.fellBehind()
    else this.#sink.ended('error' in end ? this.#maskError(end.error) : null)
  }
}

const done: IteratorResult<never, void> = { done: true, value: undefined }

/** Each result carries the JSON that all readers share. It throws a failure once. After that it is done. */
class PulledResults implements Results, Wakeable {
  readonly #member: Member
  readonly #parts: SubscriptionParts
  #end: End | null = null
  #failed = false
  #go: () => void = () => {}

  constructor(member: Member, parts: SubscriptionParts) {
    this.#member = member
    this.#parts = parts
  }

  wake(): void {
    this.#go()
  }

  ended(end: End): void {
    this.#end = end
    this.#go()
  }

  async next(): Promise<IteratorResult<ExecutionResult, void>> {
    if (this.#failed) return done
    this.#member.open(this)
    for (;;) {
      const woken = new Promise<void>((resolve) => (this.#go = resolve))
      const payload = this.#member.take()
      if (payload !== null) {
        this.#parts.counts.bytes += payload.bytes
        return { done: false, value: sharedResult(payload) }
      }
      if (this.#end !== null) return this.#finish(this.#end)
      await woken
    }
  }

  return(): Promise<IteratorResult<never, void>> {
    this.#member.leave()
    return Promise.resolve(done)
  }

  throw(): Promise<IteratorResult<never, void>> {
    return this.return()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  #finish(end: End): IteratorResult<never, void> {
    if (end.error instanceof FellBehind) this.#parts.counts.closedAsSlow += 1
    if (!('error' in end)) return done
    this.#failed = true
    throw this.#parts.maskError(end.error)
  }
}

/** Yoga sends what `stringify` answers, and does not serialize the result itself. */
function sharedResult({ result, json }: Payload): ExecutionResult {
  return { ...result, stringify: () => json } as ExecutionResult
}
