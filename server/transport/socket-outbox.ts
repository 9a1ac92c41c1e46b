import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { FramePart } from '../fanout/frames.js'
import { longestDeflatedHead } from '../fanout/frames.js'
import type { Sink, Takeable } from '../fanout/member.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { closeCodes } from './close-codes.js'
import type { FrameWriter } from './frame-writer.js'
import type { Flushable, WriteTurn } from './write-turn.js'

/** What all outboxes of a server share. */
export interface OutboxParts {
  readonly turn: WriteTurn
  readonly writer: FrameWriter
  readonly counts: StreamCounts
}

/** Answers that may wait for a reader who does not take them. Each has at least one byte of question before it. */
const maxWaitingTextBytes = 1_048_576
/** So much is written at once; the rest follows when the stream has taken it. */
const maxWriteBytes = 262_144
const noTail = Buffer.alloc(0)

/**
 * All that is to be written to one socket, written once per turn of the event loop and only while its reader takes it.
 * Messages of the protocol wait in order; members of groups keep their own events and are asked for them when there is
 * room, so a slow reader costs what its members keep and nothing else.
 *
 * Frames go to the socket's stream directly, past `ws`, which writes nothing but control frames there, each in one go.
 */
export class SocketOutbox implements Flushable {
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #deflates: boolean
  readonly #parts: OutboxParts
  #waiting: (Buffer | SubscriptionSink)[] = []
  #waitingTextBytes = 0
  #isDue = false
  #isFull = false

  /** `deflates`: the reader can inflate messages that are compressed without context. */
  constructor(socket: WebSocket, stream: Duplex, deflates: boolean, parts: OutboxParts) {
    this.#socket = socket
    this.#stream = stream
    this.#deflates = deflates
    this.#parts = parts
    stream.on('drain', () => {
      this.#isFull = false
      this.#askForFlush()
    })
  }

  /** Sends a message of the protocol. */
  send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    const bytes = Buffer.from(text)
    this.#waiting.push(bytes)
    this.#waitingTextBytes += bytes.length
    if (this.#waitingTextBytes > maxWaitingTextBytes) this.closeAsSlow()
    else this.#askForFlush()
  }

  /** Where the events of the subscription with this id go. */
  sinkFor(id: string): Sink {
    return new SubscriptionSink(this, id, this.#deflates)
  }

  enqueue(sink: SubscriptionSink): void {
    this.#waiting.push(sink)
    this.#askForFlush()
  }

  flush(): void {
    this.#isDue = false
    if (this.#isFull || this.#socket.readyState !== this.#socket.OPEN) return
    const frames = this.#take()
    if (frames.length === 0) return
    const { bytes, ready } = this.#parts.writer.write(frames, this.#stream)
    this.#parts.counts.bytes += bytes
    this.#isFull = !ready
    this.#askForFlush()
  }

  /** Writes what waits, if the reader takes it, and closes. */
  close(code: number, reason: string): void {
    this.flush()
    this.#waiting = []
    this.#socket.close(code, reason)
  }

  closeAsSlow(): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    this.#parts.counts.closedAsSlow += 1
    this.#waiting = []
    this.#socket.close(closeCodes.tryAgainLater, 'Reader too slow: connect again and resume')
  }

  #askForFlush(): void {
    if (this.#isDue || this.#isFull || this.#waiting.length === 0) return
    this.#isDue = true
    this.#parts.turn.add(this)
  }

  #take(): FramePart[] {
    const frames: FramePart[] = []
    let [taken, bytes] = [0, 0]
    for (const one of this.#waiting) {
      if (bytes > maxWriteBytes) break
      taken += 1
      if (one instanceof SubscriptionSink) bytes += one.takeAll(frames, maxWriteBytes - bytes)
      else {
        this.#waitingTextBytes -= one.length
        bytes += one.length
        frames.push({ head: one, tail: noTail, deflated: false })
      }
    }
    this.#waiting = taken === this.#waiting.length ? [] : this.#waiting.slice(taken)
    return frames
  }
}

/** One subscription's place in the outbox of its socket. */
class SubscriptionSink implements Sink {
  readonly #outbox: SocketOutbox
  readonly #head: Buffer
  readonly #deflates: boolean
  #member: Takeable | null = null

  constructor(outbox: SocketOutbox, id: string, deflates: boolean) {
    this.#outbox = outbox
    this.#head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`)
    this.#deflates = deflates && this.#head.length <= longestDeflatedHead
  }

  wake(member: Takeable): void {
    this.#member = member
    this.#outbox.enqueue(this)
  }

  fellBehind(): void {
    this.#outbox.closeAsSlow()
  }

  /** Takes what the member has, until about so many bytes; what is left is asked for later. */
  takeAll(frames: FramePart[], maxBytes: number): number {
    let bytes = 0
    for (let payload = this.#member?.take(); payload; payload = this.#member?.take()) {
      const deflatedTail = this.#deflates ? payload.deflatedTail : null
      const tail = deflatedTail ?? payload.tail
      frames.push({ head: this.#head, tail, deflated: deflatedTail !== null })
      bytes += this.#head.length + tail.length
      if (bytes < maxBytes) continue
      this.#outbox.enqueue(this)
      break
    }
    return bytes
  }
}
