import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { handleProtocols } from 'graphql-ws'
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws'
import { maxBodyBytes } from '../graphql/pipeline/read-body.js'
import type { Logger } from '../lib/logger.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { closeCodes } from './close-codes.js'
import { FrameWriter } from './frame-writer.js'
import { Heartbeat } from './heartbeat.js'
import { deflateOptions, inflatesSharedPayloads } from './permessage-deflate.js'
import { SocketOutbox, type OutboxParts } from './socket-outbox.js'
import { stallMs, StallWatch } from './stall-watch.js'
import { WriteTurn } from './write-turn.js'

/** `closeTimeout`: how long a reader may take to answer our close. The types of ws 8.18 lack it. */
const options: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  maxPayload: maxBodyBytes,
  closeTimeout: stallMs,
  perMessageDeflate: deflateOptions,
  // We accept an unknown protocol too, and close the socket then. A browser shows the reason only if it was open.
  handleProtocols: (offered) => handleProtocols(offered) || ([...offered][0] ?? false),
}

/** The open WebSockets. Each has an outbox, and is watched while it is open. */
export class SocketServer {
  readonly #sockets = new WebSocketServer(options)
  readonly #heartbeat = new Heartbeat()
  readonly #stalls = new StallWatch()
  readonly #inflating = new WeakSet<IncomingMessage>()
  /** Streams of refused upgrades, until they are gone. */
  readonly #refused = new Set<Duplex>()
  readonly #parts: OutboxParts
  #closing = false

  constructor(counts: StreamCounts, log: Logger) {
    this.#parts = { turn: new WriteTurn(), writer: new FrameWriter(), counts, log }
    this.#sockets.on('headers', (headers, request) => {
      if (inflatesSharedPayloads(headers)) this.#inflating.add(request)
    })
    this.#sockets.on('wsClientError', ({ message }, stream) => {
      this.refuse(stream, 400, `${message}: this is no handshake of a WebSocket (RFC 6455)`)
    })
  }

  /** Answers an upgrade that may become a socket. Refuses it while the server closes. */
  accept(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    opened: (socket: WebSocket, outbox: SocketOutbox) => void,
  ): void {
    if (this.#closing) return this.refuse(stream, 503)
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      opened(socket, this.#open(socket, stream, this.#inflating.has(request)))
    })
  }

  /** Answers an upgrade with a status and a reason. The connection ends as soon as the answer is written. */
  refuse(stream: Duplex, status: number, why = ''): void {
    const body = why === '' ? '' : JSON.stringify({ error: why })
    const type = why === '' ? '' : 'Content-Type: application/json\r\n'
    const head = `Connection: close\r\nSec-WebSocket-Version: 13\r\n${type}Content-Length: ${Buffer.byteLength(body)}`
    stream.once('finish', () => stream.destroy())
    stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n\r\n${body}`)
    if (stream.destroyed) return
    this.#refused.add(stream)
    stream.once('close', () => this.#refused.delete(stream))
  }

  /** A method of its own, so that no closure that lives as long as the socket keeps the request. */
  #open(socket: WebSocket, stream: Duplex, deflates: boolean): SocketOutbox {
    const { counts } = this.#parts
    counts.sockets += 1
    socket.once('close', () => (counts.sockets -= 1))
    const outbox = new SocketOutbox(socket, stream, deflates, this.#parts)
    this.#heartbeat.add(socket, () => outbox.ping())
    // A reader that takes nothing never finishes the closing handshake. So the second call ends the socket.
    const end = () => (socket.readyState === socket.OPEN ? outbox.closeAsSlow() : socket.terminate())
    this.#stalls.add(stream, outbox, end)
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
    this.#heartbeat[Symbol.dispose]()
    this.#stalls[Symbol.dispose]()
  }

  #cutOff(): void {
    for (const socket of this.#sockets.clients) socket.terminate()
    for (const stream of this.#refused) stream.destroy()
  }
}
