import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { handleProtocols, makeServer } from 'graphql-ws'
import type { ServerOptions, WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import type { Log } from '../lib/logger.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { closeCodes } from './close-codes.js'
import { reuseIds } from './id-reuse.js'
import { isAllowedOrigin } from './origin.js'
import { deflateOptions, inflatesSharedPayloads } from './permessage-deflate.js'
import { FrameWriter } from './frame-writer.js'
import type { OutboxParts } from './socket-outbox.js'
import { SocketOutbox } from './socket-outbox.js'
import { SocketWatch, stallMs } from './socket-watch.js'
import { WriteTurn } from './write-turn.js'
import type { SocketExtra } from './ws-operations.js'
import { wsOperations } from './ws-operations.js'
import type { GammacastYoga } from './yoga.js'

export interface WsServerParts {
  readonly yoga: GammacastYoga
  readonly allowedOrigins: readonly string[]
  readonly counts: StreamCounts
  readonly log: Log
}

export interface WsServer {
  /** Asks every client to come back later, waits for them to go, and after `graceMs` ends those that have not. */
  close(graceMs: number): Promise<void>
}

const maxMessageBytes = 100_000
const initTimeoutMs = 3_000

/** `closeTimeout` is how long a reader may take to answer our close; the types of ws 8.18 do not know it. */
const options: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  maxPayload: maxMessageBytes,
  closeTimeout: stallMs,
  perMessageDeflate: deflateOptions,
  handleProtocols,
}

type Protocol = ReturnType<typeof makeServer<Record<string, unknown>, SocketExtra>>

/** Serves graphql-transport-ws on `/graphql` of an HTTP server. */
export function attachWsServer(http: Server, { yoga, allowedOrigins, counts, log }: WsServerParts): WsServer {
  const sockets = new WebSocketServer(options)
  const protocol = makeServer<Record<string, unknown>, SocketExtra>({
    ...wsOperations(yoga),
    connectionInitWaitTimeout: initTimeoutMs,
  })
  const parts: OutboxParts = { turn: new WriteTurn(), writer: new FrameWriter(), counts }
  const watch = new SocketWatch()
  const inflating = new WeakSet<IncomingMessage>()
  sockets.on('headers', (headers, request) => {
    if (inflatesSharedPayloads(headers)) inflating.add(request)
  })
  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (pathOf(request) !== '/graphql') return refuse(stream, '404 Not Found')
    if (!isAllowedOrigin(request, allowedOrigins)) return refuse(stream, '403 Forbidden')
    sockets.handleUpgrade(request, stream, head, (socket) => {
      counts.sockets += 1
      socket.once('close', () => (counts.sockets -= 1))
      const outbox = new SocketOutbox(socket, stream, inflating.has(request), parts)
      watch.add(socket, outbox)
      serve(socket, outbox, protocol, log)
    })
  })
  return {
    async close(graceMs) {
      await closeAll(sockets, graceMs)
      watch[Symbol.dispose]()
    },
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? url
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function serve(socket: WebSocket, outbox: SocketOutbox, protocol: Protocol, log: Log): void {
  socket.on('error', (error) => log.debug({ err: error }, 'A socket failed'))
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) => outbox.send(text),
      close: (code, reason) => outbox.close(code ?? closeCodes.tryAgainLater, reason ?? ''),
      onMessage: (handle) => {
        const inOrder = reuseIds(handle, () => socket.readyState === socket.OPEN)
        socket.on('message', (data: Buffer) => {
          inOrder(data.toString()).catch((error: unknown) => {
            log.error({ err: error }, 'A message on a socket failed for a reason of ours')
            outbox.close(closeCodes.tryAgainLater, 'Internal error')
          })
        })
      },
    },
    { outbox },
  )
  socket.once('close', (code, reason) => {
    closed(code, String(reason)).catch((error: unknown) => log.error({ err: error }, 'A socket did not end cleanly'))
  })
}

async function closeAll(sockets: WebSocketServer, graceMs: number): Promise<void> {
  const gone = [...sockets.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
  for (const socket of sockets.clients) socket.close(closeCodes.serviceRestart, 'Service restart')
  const late = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate()
  }, graceMs)
  await Promise.all(gone)
  clearTimeout(late)
}
