import { createServer as createHttp, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { maxHeaders } from '../edge/header-count.js'
import { pathOf } from '../edge/request-target.js'
import { securityHeaders } from '../edge/security-headers.js'
import type { Logger } from '../lib/logger.js'
import { Answer } from './answers/answer.js'
import { isAnswering, oneAtATime } from './answers/one-at-a-time.js'
import { rawAnswer } from './answers/raw-answer.js'
import { setHeaders } from './answers/send.js'
import { WebSocketRequest } from './websocket-upgrade.js'

/** Certificate and key of a server, as PEM. */
export interface TlsTexts {
  readonly cert: string
  readonly key: string
}

const options = {
  IncomingMessage: WebSocketRequest,
  ServerResponse: Answer,
  // A request must be complete within this time, or Node closes its connection at its next look. A connection that
  // sends nothing has begun its first request.
  headersTimeout: 12_000,
  requestTimeout: 13_000,
  connectionsCheckingInterval: 1_000,
}

const handshakeTimeoutMs = 10_000
/** How long a connection may be idle between two requests. Then it ends, within 15 s in all. */
const keepAliveMs = 14_000

type Take = (request: WebSocketRequest, answer: Answer<WebSocketRequest>) => Promise<void>

/**
 * A server that is not listening yet. Null: without TLS. An error that `take` throws is logged, and the client gets
 * status 500 without a word: what leaves a listener would end the process.
 */
export function webServer(tls: TlsTexts | null, log: Pick<Logger, 'error'>, take: Take): Server {
  const listener = (request: WebSocketRequest, answer: Answer<WebSocketRequest>) => {
    setHeaders(answer, securityHeaders(tls !== null))
    take(request, answer).catch((error: unknown) => {
      log.error({ err: error, path: pathOf(request) }, 'A request failed for a reason of ours')
      if (answer.headersSent) answer.destroy()
      else answer.writeHead(500).end()
    })
  }
  const inTurn = oneAtATime(listener)
  const server: Server =
    tls === null
      ? createHttp(options, inTurn)
      : createHttps({ ...options, ...tls, handshakeTimeout: handshakeTimeoutMs }, inTurn)
  server.on('checkExpectation', inTurn)
  server.keepAliveTimeout = keepAliveMs
  // One more than are accepted, so that too many are seen.
  server.maxHeadersCount = maxHeaders + 1
  return server.on('connect', ({ socket }, stream) => refuseTunnel(socket, stream))
}

/** Refuses CONNECT, because we are no proxy. Without an answer where this one would come in the middle of another answer. */
function refuseTunnel(socket: Socket, stream: Duplex): void {
  stream.on('error', () => {}).once('finish', () => stream.destroy())
  if (isAnswering(socket)) return void stream.destroy()
  stream.end(rawAnswer({ status: 405, headers: { Allow: 'GET, POST' }, isSecure: socket instanceof TLSSocket }))
}
