import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer } from 'graphql-ws'
import type { WebSocket } from 'ws'
import { isRefusal, type RequestJudge } from '../edge/request-judge.js'
import type { Logger } from '../lib/logger.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { readMessage, type ClientMessage } from './client-message.js'
import { closeCodes } from './close-codes.js'
import { reuseIds } from './id-reuse.js'
import { SocketServer } from './socket-server.js'
import { chooseWebSocket } from './websocket-upgrade.js'
import { wsOperations, type SocketExtra } from './ws-operations.js'
import type { GammacastApi } from './yoga.js'

export interface WsServerParts {
  readonly api: GammacastApi
  readonly judge: RequestJudge
  readonly counts: StreamCounts
  readonly log: Logger
}

export interface WsServer {
  /** As `SocketServer.close`. */
  close(graceMs: number): Promise<void>
}

const initTimeoutMs = 3_000

type Protocol = ReturnType<typeof makeServer<Record<string, unknown>, SocketExtra>>

/** Serves graphql-transport-ws on `/graphql` of an HTTP server. */
export function attachWsServer(http: Server, { api, judge, counts, log }: WsServerParts): WsServer {
  const sockets = new SocketServer(counts, log)
  const protocol = makeServer<Record<string, unknown>, SocketExtra>({
    ...wsOperations(api),
    connectionInitWaitTimeout: initTimeoutMs,
  })
  const failed = (error: unknown) => log.debug({ err: error }, 'A connection failed')
  const take = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const verdict = judge.judgeUpgrade(request)
    if (isRefusal(verdict)) {
      const { origin, host } = request.headers
      log.info({ origin, host }, 'A WebSocket was refused for its Origin or Host; see ALLOWED_ORIGINS')
      return sockets.refuse(stream, verdict.status, verdict.message)
    }
    chooseWebSocket(request)
    const { authorization } = request.headers
    sockets.accept(request, stream, head, (socket, outbox) =>
      serve(socket, { outbox, authorization, session: null, sizes: new Map() }, protocol, log),
    )
  }
  http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // Node hands the stream over without a listener. Without one, a reset by the client would end the process.
    stream.on('error', failed)
    // Anything thrown from here would end the process.
    try {
      take(request, stream, head)
    } catch (error) {
      log.error({ err: error }, 'An upgrade failed for a reason of ours')
      stream.destroy()
    }
  })
  return { close: (graceMs) => sockets.close(graceMs) }
}

function reasonOf(code: number | undefined, reason = '', { protocol }: WebSocket): string {
  if (code !== CloseCode.SubprotocolNotAcceptable) return reason
  const old = protocol === 'graphql-ws' ? '"graphql-ws" is the old one; ' : ''
  return `${reason}: ${old}offer "${GRAPHQL_TRANSPORT_WS_PROTOCOL}"`
}

function serve(socket: WebSocket, extra: SocketExtra, protocol: Protocol, log: Logger): void {
  const { outbox } = extra
  socket.on('error', (error) => log.debug({ err: error }, 'A socket failed'))
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: (text) => outbox.send(text),
      close: (code, reason) => outbox.close(code ?? closeCodes.tryAgainLater, reasonOf(code, reason, socket)),
      onMessage: (handle) => {
        // graphql-ws also takes a message that is already parsed. Its types do not say so.
        const handleRead = handle as (message: ClientMessage | string) => Promise<void>
        const inOrder = reuseIds(handleRead, () => socket.readyState === socket.OPEN)
        const receive = async (data: Buffer, isBinary: boolean) => {
          if (socket.readyState !== socket.OPEN) return
          const message = readMessage(data.toString(), isBinary)
          if ('refused' in message) outbox.close(CloseCode.BadRequest, message.refused)
          else await inOrder(message)
        }
        // An error thrown into the event would end the process.
        socket.on('message', (data: Buffer, isBinary: boolean) => {
          receive(data, isBinary).catch((error: unknown) => {
            log.error({ err: error }, 'A message on a socket failed for a reason of ours')
            outbox.close(closeCodes.tryAgainLater, 'Internal error')
          })
        })
      },
    },
    extra,
  )
  socket.once('close', (code, reason) => {
    extra.session?.leave()
    closed(code, String(reason)).catch((error: unknown) => log.error({ err: error }, 'A socket did not end cleanly'))
  })
}
