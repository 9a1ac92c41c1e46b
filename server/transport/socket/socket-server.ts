import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { handleProtocols } from 'graphql-ws'
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws'
import type { Refusal } from '../../edge/request-judge.js'
import { withoutTokens } from '../../lib/bearer-token.js'
import type { Logger } from '../../lib/logger.js'
import type { HeldBytes } from '../../limits/held-bytes.js'
import type { Source } from '../../limits/source.js'
import type { StreamCounts } from '../../metrics/stream-counts.js'
import { rawAnswer } from '../answers/raw-answer.js'
import { stallMs, type StallWatch } from '../links/stall-watch.js'
import { closeCodes } from './close-codes.js'
import { endAtFault } from './end-at-fault.js'
import { FrameWriter } from './frame-writer.js'
import { Heartbeat } from './heartbeat.js'
import { Incoming } from './incoming.js'
import { deflateOptions, inflatesSharedPayloads } from './permessage-deflate.js'
import { SocketOutbox, type OutboxParts, type SocketAbout } from './socket-outbox.js'
import { WriteTurn } from './write-turn.js'

/** Of a message, once it is inflated. */
export const maxMessageBytes = 65_536
/** In how many frames a message may come. */
export const maxFragments = 16
/** In how many pieces a frame may come. The kernel hands over whole packets, and a packet may be as short as 536 bytes. */
const maxChunks = 256

/** `closeTimeout`: how long a reader may take to answer our close. The types of ws 8.18 lack it. */
const options: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  maxPayload: maxMessageBytes,
  maxFragments,
  maxBufferedChunks: maxChunks,
  closeTimeout: stallMs,
  perMessageDeflate: deflateOptions,
  // We accept an unknown protocol too, and close the socket then. A browser shows the reason only if it was open.
  handleProtocols: (offered) => handleProtocols(offered) || ([...offered][0] ?? false),
}

export interface SocketServerParts {
  readonly counts: StreamCounts
  readonly log: Logger
  readonly stalls: StallWatch
  /** Bytes of messages that are not complete. */
  readonly incoming: HeldBytes
}

interface SocketRefusal extends Pick<Refusal, 'status' | 'message' | 'headers'> {
  /** Whether the client came over TLS. */
  readonly isSecure: boolean
}

/** An upgrade that may become a socket. */
interface Accepted {
  readonly source: Source
  /** Whether the client came over TLS. */
  readonly isSecure: boolean
  readonly opened: (socket: WebSocket, outbox: SocketOutbox) => void
}

/** The open WebSockets. Each has an outbox, and is watched while it is open. */
export class SocketServer {
  readonly #sockets = new WebSocketServer(options)
  readonly #heartbeat = new Heartbeat()
  readonly #stalls: StallWatch
  readonly #inflating = new WeakSet<IncomingMessage>()
  readonly #secure = new WeakSet<IncomingMessage>()
  /** Streams of refused upgrades, until they are gone. */
  readonly #refused = new Set<Duplex>()
  readonly #parts: OutboxParts
  readonly #incoming: Incoming
  #closing = false

  constructor({ counts, log, stalls, incoming }: SocketServerParts) {
    const wrote = (bytes: number) => stalls.wrote(bytes)
    this.#parts = { turn: new WriteTurn({ counts }), writer: new FrameWriter(), counts, log, wrote }
    this.#stalls = stalls
    this.#incoming = new Incoming(incoming)
    this.#sockets.on('headers', (headers, request) => {
      if (inflatesSharedPayloads(headers)) this.#inflating.add(request)
    })
    this.#sockets.on('wsClientError', ({ message: why }, stream, request) => {
      const message = `${why}: this is no handshake of a WebSocket (RFC 6455)`
      this.refuse(stream, { status: 400, message, isSecure: this.#secure.has(request) })
    })
  }

  /** Answers an upgrade that may become a socket. Refuses it while the server closes. */
  accept(request: IncomingMessage, stream: Duplex, head: Buffer, { source, isSecure, opened }: Accepted): void {
    if (this.#closing) return this.refuse(stream, { status: 503, message: '', isSecure })
    if (isSecure) this.#secure.add(request)
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      const outbox = this.#open(socket, stream, { source, deflates: this.#inflating.has(request) })
      opened(socket, outbox)
    })
  }

  /** Answers an upgrade with a status and a reason. The connection ends as soon as the answer is written. */
  refuse(stream: Duplex, { status, message, headers, isSecure }: SocketRefusal): void {
    this.#parts.counts.answered(status)
    const body = message === '' ? '' : withoutTokens(JSON.stringify({ error: message }))
    const type = message === '' ? {} : { 'Content-Type': 'application/json' }
    stream.once('finish', () => stream.destroy())
    const all = { 'Sec-WebSocket-Version': '13', ...headers, ...type }
    stream.end(rawAnswer({ status, headers: all, body, isSecure }))
    if (stream.destroyed) return
    this.#refused.add(stream)
    stream.once('close', () => this.#refused.delete(stream))
  }

  /** A method of its own, so that no closure that lives as long as the socket keeps the request. */
  #open(socket: WebSocket, stream: Duplex, about: SocketAbout): SocketOutbox {
    const { counts } = this.#parts
    counts.sockets += 1
    socket.on('close', () => (counts.sockets -= 1))
    const outbox = new SocketOutbox(socket, stream, about, this.#parts)
    this.#heartbeat.add(socket, outbox)
    this.#stalls.add(stream, outbox)
    this.#incoming.add(stream, outbox)
    // A frame that breaks the protocol, or is too long. `ws` has sent a close, and drops what follows.
    socket.on('error', () => endAtFault(socket, stream))
    return outbox
  }

  /**
   * Refuses upgrades from now on, asks every client to come back later, and waits for them to go. After `graceMs` it
   * ends those that are left.
   */
  async close(graceMs: number): Promise<void> {
    this.#closing = true
    const { clients } = this.#sockets
    const gone = [...clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
    for (const socket of clients) socket.close(closeCodes.serviceRestart, 'Service restart')
    // It runs even when the clients are gone: the client of an upgrade refused later may not take its answer.
    setTimeout(() => this.#cutOff(), graceMs).unref()
    await Promise.all(gone)
    this.#incoming[Symbol.dispose]()
    this.#heartbeat[Symbol.dispose]()
  }

  #cutOff(): void {
    for (const socket of this.#sockets.clients) socket.terminate()
    for (const stream of this.#refused) stream.destroy()
  }
}
