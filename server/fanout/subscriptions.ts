import type { ExecutionResult } from 'graphql'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { FellBehind } from './live-source.js'
import type { End, Member, Sink } from './member.js'
import type { Payload } from './payload.js'

/** What subscribing answers: an iterator that is left by `return()`, also while it waits. */
export type Subscription = AsyncGenerator<ExecutionResult, void, void>

/** What a member is to its subscription. */
export interface Joined {
  readonly member: Member
  leave(): void
}

const done: IteratorResult<never, void> = { done: true, value: undefined }

function over(end: End): IteratorResult<never, void> {
  if ('error' in end) throw end.error
  return done
}

/** Of a member whose events go to a sink of the transport: yields nothing, and ends when the stream does. */
export function directSubscription({ member, leave }: Joined): Subscription {
  return subscription(() => {
    member.open()
    return member.ended.then(over)
  }, leave)
}

/** Of a member whose reader asks for one result at a time. The results know the JSON that they share. */
export function pulledSubscription(join: (sink: Sink) => Joined, counts: StreamCounts): Subscription {
  let wake = () => {}
  const { member, leave } = join({
    wake: () => wake(),
    fellBehind() {
      counts.closedAsSlow += 1
      member.drop({ error: new FellBehind() })
    },
  })
  let ended = false
  void member.ended.then(() => {
    ended = true
    wake()
  })

  async function next(): Promise<IteratorResult<ExecutionResult, void>> {
    member.open()
    for (;;) {
      const woken = new Promise<void>((resolve) => (wake = resolve))
      const payload = member.take()
      if (payload !== null) {
        counts.bytes += payload.json.length
        return { done: false, value: sharedResult(payload) }
      }
      if (ended) return over(await member.ended)
      await woken
    }
  }

  return subscription(next, leave)
}

/** Yoga sends what `stringify` answers instead of serialising the result itself. */
function sharedResult({ result, json }: Payload): ExecutionResult {
  return { ...result, stringify: () => json } as ExecutionResult
}

/** A failure is thrown once; after that it is done. */
function subscription(next: () => Promise<IteratorResult<ExecutionResult, void>>, leave: () => void): Subscription {
  let failed = false
  const end = () => {
    leave()
    return Promise.resolve(done)
  }
  return {
    async next() {
      if (failed) return done
      try {
        return await next()
      } catch (error) {
        failed = true
        throw error
      }
    },
    return: end,
    throw: end,
    [Symbol.asyncIterator]() {
      return this
    },
    async [Symbol.asyncDispose]() {
      await end()
    },
  }
}
