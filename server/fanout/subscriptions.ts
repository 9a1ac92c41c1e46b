import type { ExecutionResult, GraphQLError } from 'graphql'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { FellBehind } from './live-source.js'
import type { End, Member, Sink } from './member.js'
import type { Payload } from './payload.js'

/** What subscribing answers: an iterator that is left by `return()`, also while it waits. */
export type Subscription = AsyncGenerator<ExecutionResult, void, void>

/** What an error looks like to the outside. */
export type MaskError = (error: unknown) => GraphQLError

export interface SubscriptionParts {
  readonly counts: StreamCounts
  readonly maskError: MaskError
}

/** What a member is to its subscription. */
export interface Joined {
  readonly member: Member
  leave(): void
}

const done: IteratorResult<never, void> = { done: true, value: undefined }

/** An iterator that can be left while it waits. A failure is thrown once; after that it is done. */
abstract class MemberIterator implements Subscription {
  readonly #leave: () => void
  readonly #maskError: MaskError
  #failed = false

  constructor(leave: () => void, maskError: MaskError) {
    this.#leave = leave
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
    this.#leave()
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

/** Of a member whose events go to a sink of the transport: yields nothing, and ends when the stream does. */
class DirectSubscription extends MemberIterator {
  readonly #member: Member

  constructor({ member, leave }: Joined, maskError: MaskError) {
    super(leave, maskError)
    this.#member = member
  }

  protected async read(): Promise<IteratorResult<never, void>> {
    this.#member.open()
    return this.finish(await this.#member.ended)
  }
}

/** Of a member whose reader asks for one result at a time. The results know the JSON that they share. */
class PulledSubscription extends MemberIterator {
  readonly #member: Member
  readonly #waker: Waker
  readonly #counts: StreamCounts
  #ended = false

  constructor({ member, leave }: Joined, waker: Waker, { counts, maskError }: SubscriptionParts) {
    super(leave, maskError)
    this.#member = member
    this.#waker = waker
    this.#counts = counts
    void member.ended.then(() => {
      this.#ended = true
      waker.wake()
    })
  }

  protected async read(): Promise<IteratorResult<ExecutionResult, void>> {
    this.#member.open()
    for (;;) {
      const woken = this.#waker.next()
      const payload = this.#member.take()
      if (payload !== null) {
        this.#counts.bytes += payload.bytes
        return { done: false, value: sharedResult(payload) }
      }
      if (this.#ended) return this.finish(await this.#member.ended)
      await woken
    }
  }
}

class Waker {
  #wake: () => void = () => {}

  /** Resolves with the next `wake`. */
  next(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve))
  }

  wake(): void {
    this.#wake()
  }
}

export function directSubscription(joined: Joined, { maskError }: SubscriptionParts): Subscription {
  return new DirectSubscription(joined, maskError)
}

export function pulledSubscription(join: (sink: Sink) => Joined, parts: SubscriptionParts): Subscription {
  const waker = new Waker()
  const joined = join({
    wake: () => waker.wake(),
    fellBehind() {
      parts.counts.closedAsSlow += 1
      joined.member.drop({ error: new FellBehind() })
    },
  })
  return new PulledSubscription(joined, waker, parts)
}

/** Yoga sends what `stringify` answers instead of serialising the result itself. */
function sharedResult({ result, json }: Payload): ExecutionResult {
  return { ...result, stringify: () => json } as ExecutionResult
}
