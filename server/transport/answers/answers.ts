import type { Socket } from 'node:net'
import type { Source } from '../../limits/source.js'
import type { StreamCounts } from '../../metrics/stream-counts.js'
import type { Reader, StallWatch } from '../links/stall-watch.js'
import type { Answer } from './answer.js'

/**
 * The answers of a server, from the moment their headers are known. It ends those whose reader takes nothing. It knows
 * which are subscriptions over SSE: the `Accept` header does not tell, and a query or mutation may also be answered as an
 * event stream.
 */
export class Answers {
  readonly #counts: StreamCounts
  readonly #stalls: StallWatch
  readonly #streams = new Set<Answer>()
  #isOver = false

  constructor(counts: StreamCounts, stalls: StallWatch) {
    this.#counts = counts
    this.#stalls = stalls
  }

  /** Takes any answer before its headers are written. */
  add(answer: Answer, socket: Socket, source: Source): void {
    answer.once('head', () => {
      if (answer.isSubscription && answer.isEventStream) this.#addStream(answer)
      this.#watch(answer, new AnswerReader({ answer, socket, source }, this.#counts))
    })
  }

  #addStream(answer: Answer): void {
    if (this.#isOver) return void answer.destroy()
    this.#streams.add(answer)
    answer.once('close', () => this.#streams.delete(answer))
  }

  #watch(answer: Answer, reader: Reader): void {
    this.#stalls.add(answer, reader)
    this.#stalls.wrote(Number(answer.getHeader('content-length') ?? 0))
  }

  /** Ends the streams that are open, and those that begin from now on. */
  cutOffStreams(): void {
    this.#isOver = true
    for (const answer of this.#streams) answer.destroy()
  }
}

interface Read {
  readonly answer: Answer
  readonly socket: Socket
  readonly source: Source
}

/** What the kernel has taken counts as read, because in HTTP a client does not confirm what it reads. */
class AnswerReader implements Reader {
  readonly source: Source
  readonly #answer: Answer
  readonly #socket: Socket
  readonly #counts: StreamCounts
  readonly #isKept: boolean
  readonly #lengthBytes: number

  constructor({ answer, socket, source }: Read, counts: StreamCounts) {
    this.source = source
    this.#answer = answer
    this.#socket = socket
    this.#counts = counts
    // The API's answers and events are kept whole until they are read. Files come piece by piece from the disk.
    this.#isKept = /json|event-stream/.test(String(answer.getHeader('content-type')))
    this.#lengthBytes = Number(answer.getHeader('content-length') ?? 0)
  }

  get isHeldUp(): boolean {
    return this.#socket.writableLength > 0
  }

  get takenBytes(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength
  }

  get unreadBytes(): number {
    const keptBytes = this.#isKept ? Math.max(this.#lengthBytes, this.#answer.keptBytes) : 0
    return Math.max(this.#socket.writableLength, keptBytes) + this.#answer.waitingBytes()
  }

  end(): void {
    if (this.#answer.destroyed) return
    this.#counts.closedAsSlow += 1
    this.#answer.destroy()
  }
}
