import type { Duplex } from 'node:stream'
import type { GraphQLError } from 'graphql'
import type { WebSocket } from 'ws'
import type { HeldWrite, HeldWrites } from '../../fanout/held-writes.js'
import type { Takeable } from '../../fanout/member.js'
import type { Sink } from '../../fanout/subscription.js'
import type { Logger } from '../../lib/logger.js'
import type { Source } from '../../limits/source.js'
import type { StreamCounts } from '../../metrics/stream-counts.js'
import type { Reader } from '../links/stall-watch.js'
import { closeCodes, fittingReason } from './close-codes.js'
import { endAtFault } from './end-at-fault.js'
import { FlowWindow } from './flow-window.js'
import { scratchBytes, type FrameWriter, type WriteObserver } from './frame-writer.js'
import { longestDeflatedHead, pingFrame, type FramePart } from './frames.js'
import type { Receiver } from './incoming.js'
import { flushOrFail, type Flushable, type WriteTurn } from './write-turn.js'

/** What all outboxes of a server share. */
export interface OutboxParts {
  readonly turn: WriteTurn
  readonly writer: FrameWriter
  readonly counts: StreamCounts
  readonly log: Pick<Logger, 'error'>
  /** Told of answers that wait. */
  readonly wrote: (bytes: number) => void
}

/** Who sends the end of a subscription. */
export interface EndingStream {
  /** Everything else is written or about to be. Null: it is over for good. */
  streamEnded(error: GraphQLError | null): void
}

export interface SocketAbout {
  readonly source: Source
  /** Whether the reader can inflate messages that are compressed without context. */
  readonly deflates: boolean
}

/**
 * How much of the answers may wait for long, and how much at any time. Each answer follows a request, so a client
 * cannot make us keep more without asking for it.
 */
const maxWaitingTextBytes = 1_048_576
const maxBurstTextBytes = 4_194_304
/** A longer answer counts as this. So one long answer alone does not close the socket of a reader that keeps up. */
const mostCountedBytes = 524_288
/**
 * How long more than `maxWaitingTextBytes` may wait. A client may send many requests at once and read the answers
 * after.
 */
const burstMs = 5_000
/** At most this much is written at once. The rest follows when the stream has taken it. */
const maxWriteBytes = 262_144
const noHead = Buffer.alloc(0)

/**
 * Everything that waits to be written to one socket. It writes once per turn of the event loop, and only while the
 * reader takes it. Messages of the protocol wait here in order. Members of groups keep their own events, and the outbox
 * asks for them when there is room. So a slow reader costs what its members keep and nothing else.
 *
 * It writes frames to the stream of the socket directly. `ws` itself writes only control frames there, each of them
 * whole. The outbox writes the pings of the window together with the data before them, because a write of its own would
 * cost as much as the message.
 *
 * When all that it has comes from sources that are about to say more, it holds the frames back until they fill a write.
 */
export class SocketOutbox implements Flushable, WriteObserver, Reader, Receiver, HeldWrite {
  readonly source: Source
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #deflates: boolean
  readonly #parts: OutboxParts
  #waiting: (Buffer | SubscriptionSink)[] = []
  #waitingTextBytes = 0
  /** The time since which more than `maxWaitingTextBytes` wait. */
  #burstSinceMs: number | null = null
  readonly #window = new FlowWindow()
  #held: FramePart[] = []
  #heldBytes = 0
  #isDue = false
  #isFull = false
  /** Called for a pong that answers none of our pings. */
  onUnaskedPong: () => void = () => {}

  constructor(socket: WebSocket, stream: Duplex, { source, deflates }: SocketAbout, parts: OutboxParts) {
    this.source = source
    this.#socket = socket
    this.#stream = stream
    this.#deflates = deflates
    this.#parts = parts
    stream.on('drain', () => {
      this.#isFull = false
      this.#goOn()
    })
    socket.on('pong', (name) => {
      if (this.#window.answered(name.toString())) this.#goOn()
      else this.onUnaskedPong()
    })
  }

  /** Whether the outbox cannot write because the reader has not taken what it wrote before. */
  get isHeldUp(): boolean {
    return this.#isFull || this.#window.isShut
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  /** What the reader has confirmed. */
  get takenBytes(): number {
    return this.#window.takenBytes
  }

  /** What waits in the outbox, and missed events that were executed for this reader. */
  get unreadBytes(): number {
    return this.#waiting.reduce(
      (sum, one) => sum + (one instanceof SubscriptionSink ? one.ownBytes : one.length),
      this.#heldBytes,
    )
  }

  /**
   * Sends a message of the protocol of any length. Closes the socket when too much waits before it and the reader does
   * not take it now.
   */
  send(text: string): void {
    if (!this.isOpen) return
    if (this.#isTooMuchText) flushOrFail(this)
    if (this.#isTooMuchText) return this.closeAsSlow()
    const bytes = Buffer.from(text)
    this.#waiting.push(bytes)
    this.#countText(countedBytes(bytes))
    this.#askForFlush()
    this.#parts.wrote(bytes.length)
  }

  /** Sends the JSON of the answer to a query or mutation. */
  sendAnswer(id: string, json: string): void {
    this.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${json}}`)
  }

  get #isTooMuchText(): boolean {
    if (this.#burstSinceMs === null) return false
    return this.#waitingTextBytes > maxBurstTextBytes || performance.now() - this.#burstSinceMs > burstMs
  }

  #countText(bytes: number): void {
    this.#waitingTextBytes += bytes
    if (this.#waitingTextBytes <= maxWaitingTextBytes) this.#burstSinceMs = null
    else this.#burstSinceMs ??= performance.now()
  }

  /** Where the events of the subscription with this id go. */
  sinkFor(id: string, stream: EndingStream): Sink {
    return new SubscriptionSink(this, id, { deflates: this.#deflates, stream })
  }

  enqueue(sink: SubscriptionSink): void {
    this.#waiting.push(sink)
    this.#askForFlush()
  }

  flush(): void {
    this.#isDue = false
    if (this.isHeldUp || !this.isOpen) return
    const { writer } = this.#parts
    const mayWaitIn = this.#gather(writer, Math.min(maxWriteBytes, this.#window.roomBytes))
    const isFilled = this.#heldBytes + writer.bytes >= scratchBytes
    if (mayWaitIn && !isFilled) this.#hold(mayWaitIn)
    else this.#write()
    this.#askForFlush()
  }

  release(): void {
    if (!this.isHeldUp && this.isOpen) flushOrFail({ flush: () => this.#write(), fail: (error) => this.fail(error) })
  }

  #hold(writes: HeldWrites): void {
    const { writer } = this.#parts
    if (writer.bytes === 0) return
    this.#heldBytes += writer.bytes
    this.#held.push(...writer.takeOut())
    writes.hold(this)
  }

  /** What was held back goes before what was gathered now. */
  #write(): void {
    const { writer } = this.#parts
    if (this.#held.length > 0) {
      const frames = [...this.#held, ...writer.takeOut()]
      this.#dropHeld()
      for (const { head, tail, deflated } of frames) writer.add(head, tail, deflated)
    }
    if (writer.bytes === 0) return
    const mark = this.#window.writing(writer.bytes)
    if (mark !== null) this.#stream.write(pingFrame(mark))
    this.#isFull = !writer.write(this.#stream, this)
  }

  #dropHeld(): void {
    this.#held = []
    this.#heldBytes = 0
  }

  #dropAll(): void {
    this.#waiting = []
    this.#dropHeld()
  }

  written(bytes: number): Buffer | null {
    this.#parts.counts.bytes += bytes
    const mark = this.#window.written(bytes)
    return mark === null ? null : pingFrame(mark)
  }

  /** Sends a ping, so that the reader shows that it is there. */
  ping(): void {
    this.#stream.write(pingFrame(this.#window.mark()))
  }

  fail(error: unknown): void {
    this.#parts.writer.clear()
    this.#parts.log.error({ err: error }, 'A socket could not be written to for a reason of ours')
    this.#dropAll()
    this.#socket.terminate()
  }

  /** Writes what waits, if the reader takes it, and closes. Cuts a long reason. */
  close(code: number, reason: string): void {
    flushOrFail(this)
    this.release()
    this.#dropAll()
    this.#socket.close(code, fittingReason(reason))
  }

  /** The same for a client that is at fault: its connection ends soon, whatever it does. */
  closeAtFault(code: number, reason: string): void {
    if (!this.isOpen) return
    this.close(code, reason)
    endAtFault(this.#socket, this.#stream)
  }

  closeAsSlow(): void {
    if (!this.isOpen) return
    this.#parts.counts.closedAsSlow += 1
    this.cutOff(closeCodes.tryAgainLater, 'Reader too slow: connect again and resume')
  }

  /** As `Reader.end`. A reader that takes nothing never finishes the closing handshake. So the second call ends it. */
  end(): void {
    if (this.isOpen) this.closeAsSlow()
    else this.#socket.terminate()
  }

  /** Closes at once. What waits is not written. */
  cutOff(code: number, reason: string): void {
    this.#dropAll()
    this.#socket.close(code, fittingReason(reason))
  }

  /** What was to be released while the reader took nothing goes now. */
  #goOn(): void {
    if (this.#waiting.length > 0) this.#askForFlush()
    else if (this.#heldBytes > 0) this.release()
  }

  #askForFlush(): void {
    if (this.#isDue || this.isHeldUp || this.#waiting.length === 0) return
    this.#isDue = true
    this.#parts.turn.add(this)
  }

  /** Answers where it may wait. Null: it is to be written at once. */
  #gather(writer: FrameWriter, maxBytes: number): HeldWrites | null {
    let mayWaitIn: HeldWrites | null = null
    let isUrgent = false
    let taken = 0
    const count = this.#waiting.length
    while (taken < count && writer.bytes < maxBytes && !(taken > 0 && this.#parts.turn.isLong)) {
      const one = this.#waiting[taken] as Buffer | SubscriptionSink
      taken += 1
      if (one instanceof SubscriptionSink) {
        mayWaitIn = one.heldWrites
        isUrgent ||= mayWaitIn === null
        one.takeAll(writer, maxBytes)
      } else {
        isUrgent = true
        this.#countText(-countedBytes(one))
        writer.add(noHead, one, false)
      }
    }
    if (taken === this.#waiting.length) this.#waiting.length = 0
    else this.#waiting.splice(0, taken)
    return isUrgent ? null : mayWaitIn
  }
}

function countedBytes({ length }: Buffer): number {
  return Math.min(length, mostCountedBytes)
}

interface SinkParts {
  readonly deflates: boolean
  readonly stream: EndingStream
}

/** One subscription's place in the outbox of its socket. */
class SubscriptionSink implements Sink {
  readonly #outbox: SocketOutbox
  readonly #head: Buffer
  readonly #deflates: boolean
  readonly #stream: EndingStream
  #member: Takeable | null = null

  constructor(outbox: SocketOutbox, id: string, { deflates, stream }: SinkParts) {
    this.#outbox = outbox
    this.#stream = stream
    this.#head = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`)
    this.#deflates = deflates && this.#head.length <= longestDeflatedHead
  }

  wake(member: Takeable): void {
    this.#member = member
    this.#outbox.enqueue(this)
  }

  /** How much waits for this subscriber alone. */
  get ownBytes(): number {
    return this.#member?.ownBytes ?? 0
  }

  get heldWrites(): HeldWrites | null {
    return this.#member?.heldWrites ?? null
  }

  ended(error: GraphQLError | null): void {
    try {
      this.#stream.streamEnded(error)
    } catch (fault) {
      this.#outbox.fail(fault)
    }
  }

  fellBehind(): void {
    this.#outbox.closeAsSlow()
  }

  /** Takes what the member has, until the writer has about `maxBytes`. Asks for the rest later. */
  takeAll(writer: FrameWriter, maxBytes: number): void {
    for (let payload = this.#member?.take(); payload; payload = this.#member?.take()) {
      const deflatedTail = this.#deflates ? payload.deflatedTail : null
      writer.add(this.#head, deflatedTail ?? payload.tail, deflatedTail !== null)
      if (writer.bytes < maxBytes) continue
      this.#outbox.enqueue(this)
      break
    }
  }
}
