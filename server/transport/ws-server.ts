import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { handleProtocols, makeServer } from 'graphql-ws'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import type { Log } from '../lib/logger.js'
import type { ConnectionCounts } from '../metrics/connection-counts.js'
import { closeCodes } from './close-codes.js'
import { reuseIds } from './id-reuse.js'
import { isAllowedOrigin } from './origin.js'
import { SocketWriter } from './socket-writer.js'
import type { SocketExtra } from './ws-operations.js'
import { wsOperations } from './ws-operations.js'
import type { GammacastYoga } from './yoga.js'

export interface WsServerParts {
  readonly yoga: GammacastYoga
  readonly allowedOrigins: readonly string[]
  readonly counts: ConnectionCounts
  readonly log: Log
}

export interface WsServer {
  /** Asks every client to come back later, waits for them to go, and after `graceMs` ends those that have not. */
  close(graceMs: number): Promise<void>
}

const maxMessageBytes = 100_000
const pingIntervalMs = 12_000
const initTimeoutMs = 3_000

/** Serves graphql-transport-ws on `/graphql` of an HTTP server. */
export function attachWsServer(http: Server, { yoga, allowedOrigins, counts, log }: WsServerParts): WsServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, handleProtocols })
  const protocol = makeServer<Record<string, unknown>, SocketExtra>({
    ...wsOperations(yoga),
    connectionInitWaitTimeout: initTimeoutMs,
  })
  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (pathOf(request) !== '/graphql') return refuse(stream, '404 Not Found')
    if (!isAllowedOrigin(request, allowedOrigins)) return refuse(stream, '403 Forbidden')
    sockets.handleUpgrade(request, stream, head, (socket) => {
      counts.socketOpened()
      socket.once('close', () => counts.socketClosed())
      serve(socket, protocol, log)
    })
  })
  return {
    close: (graceMs) => closeAll(sockets, graceMs),
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? url
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function serve(
  socket: WebSocket,
  protocol: ReturnType<typeof makeServer<Record<string, unknown>, SocketExtra>>,
  log: Log,
) {
  const pings = setInterval(() => socket.ping(), pingIntervalMs)
  let heardSincePing = true
  socket.on('pong', () => (heardSincePing = true))
  const watchdog = setInterval(() => {
    if (!heardSincePing) socket.terminate()
    heardSincePing = false
  }, pingIntervalMs * 2)
  socket.on('error', (error) => log.debug({ err: error }, 'A socket failed'))
  const writer = new SocketWriter(socket)
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) => writer.send(text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => {
        const inOrder = reuseIds(handle, () => socket.readyState === socket.OPEN)
        socket.on('message', (data: Buffer) => {
          inOrder(data.toString()).catch((error: unknown) => {
            log.error({ err: error }, 'A message on a socket failed for a reason of ours')
            socket.close(closeCodes.tryAgainLater, 'Internal error')
          })
        })
      },
    },
    { endSlowReader: () => writer.close(closeCodes.tryAgainLater, 'Reader too slow: connect again and resume') },
  )
  socket.once('close', (code, reason) => {
    clearInterval(pings)
    clearInterval(watchdog)
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
