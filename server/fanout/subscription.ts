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
export interface Sink extends Wakeable {
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

  /**
   * Sends the results to the sink. The iterator yields nothing. Its first `next` begins the stream, and it ends with
   * the stream.
   */
  deliverTo(sink: Sink): Results {
    return new DeliveredResults(this.#member, sink, this.#parts.maskError)
  }

  leave(): void {
    this.#member.leave()
  }

  /** Ends it at once with an error. Nothing that waits is sent. */
  end(error: unknown): void {
    this.#member.drop({ error })
  }
}

const done: IteratorResult<never, void> = { done: true, value: undefined }

/** It throws a failure once. After that it is done. */
abstract class ResultIterator implements Results {
  protected readonly member: Member
  readonly #maskError: MaskError
  #failed = false

  constructor(member: Member, maskError: MaskError) {
    this.member = member
    this.#maskError = maskError
  }

  protected abstract read(): Promise<IteratorResult<ExecutionResult, void>>

  async next(): Promise<IteratorResult<ExecutionResult, void>> {
    return this.#failed ? done : await this.read()
  }

  protected finish(end: End): IteratorResult<never, void> {
    if (!('error' in end)) return done
    this.#failed = true
    throw this.#maskError(end.error)
  }

  return(): Promise<IteratorResult<never, void>> {
    this.member.leave()
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
}

class DeliveredResults extends ResultIterator {
  readonly #sink: Sink

  constructor(member: Member, sink: Sink, maskError: MaskError) {
    super(member, maskError)
    this.#sink = sink
  }

  protected async read(): Promise<IteratorResult<never, void>> {
    this.member.open(this.#sink)
    const end = await this.member.ended
    if (!(end.error instanceof FellBehind)) return this.finish(end)
    this.#sink.fellBehind()
    return done
  }
}

/** Each result carries the JSON that all readers share. */
class PulledResults extends ResultIterator {
  readonly #waker = new Waker()
  readonly #counts: StreamCounts
  #end: End | null = null

  constructor(member: Member, { counts, maskError }: SubscriptionParts) {
    super(member, maskError)
    this.#counts = counts
    void member.ended.then((end) => {
      this.#end = end
      this.#waker.wake()
    })
  }

  protected async read(): Promise<IteratorResult<ExecutionResult, void>> {
    this.member.open(this.#waker)
    for (;;) {
      const woken = this.#waker.next()
      const payload = this.member.take()
      if (payload !== null) {
        this.#counts.bytes += payload.bytes
        return { done: false, value: sharedResult(payload) }
      }
      if (this.#end !== null) return this.#finishAs(this.#end)
      await woken
    }
  }

  #finishAs(end: End): IteratorResult<never, void> {
    if (end.error instanceof FellBehind) this.#counts.closedAsSlow += 1
    return this.finish(end)
  }
}

class Waker implements Wakeable {
  #wake: () => void = () => {}

  /** Resolves with the next `wake`. */
  next(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve))
  }

  wake(_member?: Takeable): void {
    this.#wake()
  }
}

/** Yoga sends what `stringify` answers, and does not serialize the result itself. */
function sharedResult({ result, json }: Payload): ExecutionResult {
  return { ...result, stringify: () => json } as ExecutionResult
}
