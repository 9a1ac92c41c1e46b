import type { Socket } from 'node:net'
import type { StreamCounts } from '../metrics/stream-counts.js'
import type { Answer } from './answer.js'
import { StallWatch, type Reader } from './stall-watch.js'

/**
 * The answers of a server that are subscriptions over SSE. The `Accept` header does not tell which these are, so each
 * answer is looked at when its headers are known. A query or mutation may also be answered as an event stream. It does
 * not count, because it ends at once.
 */
export class EventStreams implements Disposable {
  readonly #counts: StreamCounts
  readonly #open = new Set<Answer>()
  readonly #stalls = new StallWatch()
  #isOver = false

  constructor(counts: StreamCounts) {
    this.#counts = counts
  }

  /** Takes any answer before its headers are written. */
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

  /** Ends those that are open, and those that begin from now on. */
  cutOff(): void {
    this.#isOver = true
    for (const answer of this.#open) answer.destroy()
  }

  [Symbol.dispose](): void {
    this.#stalls[Symbol.dispose]()
  }
}

/** What the kernel has taken counts as read, because in HTTP a client does not confirm what it reads. */
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
