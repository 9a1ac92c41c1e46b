import type { Socket } from 'node:net'
import type { StreamCounts } from '../metrics/stream-counts.js'
import type { Answer } from './answer.js'
import { StallWatch, type Reader } from './stall-watch.js'

/**
 * The subscriptions among the answers of a server. What a client accepts does not tell: it may accept event streams and be
 * answered with something else, or anything and be answered with an event stream. A query or a mutation may be answered so
 * as well, which is no stream: it is over when it begins, and what it says is done.
 */
export class EventStreams implements Disposable {
  readonly #counts: StreamCounts
  readonly #open = new Set<Answer>()
  readonly #stalls = new StallWatch()
  #isOver = false

  constructor(counts: StreamCounts) {
    this.#counts = counts
  }

  /** Takes any answer, before its headers are written. */
  add(answer: Answer, socket: Socket): void {
    answer.once('head', () => {
      if (answer.isSubscription && answer.isEventStream) this.#watch(answer, socket)
    })
  }

  #watch(answer: Answer, socket: Socket): void {
    if (this.#isOver) return void answer.destroy()
    this.#open.add(answer)
    answer.once('close', () => this.#open.delete(answer))
    this.#stalls.add(answer, readerOf(socket), () => {
      if (answer.destroyed) return
      this.#counts.closedAsSlow += 1
      answer.destroy()
    })
  }

  /** Cuts off those that are open, and those that begin from now on. */
  cutOff(): void {
    this.#isOver = true
    for (const answer of this.#open) answer.destroy()
  }

  [Symbol.dispose](): void {
    this.#stalls[Symbol.dispose]()
  }
}

/** What the kernel has taken counts as taken: HTTP has no answer to what was read. */
function readerOf(socket: Socket): Reader {
  return {
    get isHeldUp() {
      return socket.writableLength > 0
    },
    get progress() {
      return socket.bytesWritten - socket.writableLength
    },
  }
}
