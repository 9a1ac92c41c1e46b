import { WebSocket } from 'ws'
import type { UnixMs } from '../../../domain/units.js'
import { boundedList } from '../../../lib/buffers.js'
import type { Clock } from '../../../lib/clock.js'
import { PushIterator } from '../../../lib/push-iterator.js'
import { parseMessage, type DeribitMessage } from '../language/messages.js'
import { failureInWords } from './failure-words.js'
import type { DeribitTimings } from './timings.js'

/** What happens on a socket. */
export type SocketEvent = { readonly kind: 'opened' } | (DeribitMessage & { readonly receivedTimeMs: UnixMs })

/** How a connection ended. */
export interface ConnectionEnd {
  /** For people. */
  readonly reason: string
  /** The exchange asked us to stay away for a while. */
  readonly refused: boolean
}

export interface SocketOptions {
  /** A WebSocket address. */
  readonly url: string
  readonly clock: Clock
  readonly timings: Pick<DeribitTimings, 'handshakeMs'>
  /** Gets every text frame as it came. */
  readonly onRawFrame?: (text: string, receivedTimeMs: UnixMs) => void
}

const maxFrameBytes = 32 * 1024 * 1024

/** The reader takes every frame at once. So only the frames of one read of the socket wait: 64 KiB. */
const mostWaiting = 10_000

/** How long the exchange may take to answer our goodbye. */
const goodbyeMs = 500

/** One socket to the exchange. Iterate it to read what happens on it. It opens once and is not used again. */
export class DeribitSocket implements AsyncIterable<SocketEvent> {
  readonly #socket: WebSocket
  readonly #events = new PushIterator<SocketEvent>(boundedList(mostWaiting), () => {})
  #end: ConnectionEnd | null = null

  constructor({ url, clock, timings, onRawFrame }: SocketOptions) {
    const socket = new WebSocket(url, {
      handshakeTimeout: timings.handshakeMs,
      perMessageDeflate: false,
      maxPayload: maxFrameBytes,
    })
    this.#socket = socket
    socket.once('open', () => this.#push({ kind: 'opened' }))
    socket.on('message', (data: Buffer, isBinary) => {
      const receivedTimeMs = clock.now()
      if (isBinary) return this.#push({ kind: 'unknown', why: 'binary frame', receivedTimeMs })
      const text = data.toString()
      try {
        onRawFrame?.(text, receivedTimeMs)
      } catch (error) {
        this.#push({ kind: 'unknown', why: `not recorded: ${String(error)}`, receivedTimeMs })
      }
      this.#push({ ...parseMessage(text), receivedTimeMs })
    })
    socket.on('error', (error) => {
      this.#end ??= { reason: failureInWords(error), refused: error.message.endsWith('429') }
    })
    socket.once('close', (code, farewell) => {
      const reason =
        farewell.length === 0 ? `closed with code ${code}` : `closed with code ${code}: ${farewell.toString()}`
      this.#end ??= { reason, refused: false }
      this.#events.end()
    })
  }

  /** Null while it lasts. */
  get end(): ConnectionEnd | null {
    return this.#end
  }

  /** False when the socket is not open. */
  send(message: object): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false
    this.#socket.send(JSON.stringify(message))
    return true
  }

  /** Says goodbye with code 1000. Nothing more is read. */
  close(): void {
    this.#stop({ reason: 'stopped', refused: false })
    this.#socket.close(1000)
    setTimeout(() => this.#socket.terminate(), goodbyeMs).unref()
  }

  /** Breaks the connection off. Nothing more is read. */
  hangUp(end: ConnectionEnd): void {
    this.#stop(end)
    this.#socket.terminate()
  }

  [Symbol.asyncIterator](): AsyncIterator<SocketEvent> {
    return this.#events
  }

  #push(event: SocketEvent): void {
    if (!this.#events.push('', event)) this.hangUp({ reason: 'too many frames at once', refused: false })
  }

  #stop(end: ConnectionEnd): void {
    this.#end ??= end
    this.#events.stop()
  }
}
