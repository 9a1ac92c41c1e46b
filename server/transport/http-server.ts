import type { Stats } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import type { Registry } from 'prom-client'
import sirv from 'sirv'
import type { Log } from '../lib/logger.js'
import { prometheusRegistry } from '../metrics/prometheus.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { acceptedTypes } from './accepted-types.js'
import { Answer } from './answer.js'
import { preferredCoding } from './content-coding.js'
import { DeadLinks } from './dead-links.js'
import { EventStreams } from './event-streams.js'
import { sendGraphiql, wantsGraphiql } from './graphiql.js'
import type { OriginRule } from './origin.js'
import { isOurHost } from './origin.js'
import { WebSocketRequest } from './websocket-upgrade.js'
import type { GammacastYoga } from './yoga.js'

export interface HttpServerParts {
  readonly yoga: GammacastYoga
  /** Folder of the built dashboard; null where none is served: then all its pages are missing. */
  readonly dashboardDir: string | null
  /** Whether the feed has delivered and the state is built. */
  readonly ready: () => boolean
  readonly counts: StreamCounts
  readonly origins: OriginRule
  readonly log: Log
}

const keepAliveMs = 80_000

const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
} as const

const dashboardPolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'"

export interface HttpServer {
  /** Not listening yet. */
  readonly server: Server
  /**
   * Takes no new requests, lets those running finish, and after `graceMs` cuts off what is left. Event streams are cut
   * off at once: their clients take an end for the stream's own, but connect again after a cut.
   */
  close(graceMs: number): Promise<void>
}

/** The dashboard at `/`, the API and GraphiQL at `/graphql`, `/health`, `/ready`, and `/metrics` for Prometheus. */
export function httpServer(parts: HttpServerParts): HttpServer {
  const dashboard = serveDashboard(parts.dashboardDir)
  const streams = new EventStreams(parts.counts)
  const links = new DeadLinks()
  const metrics = prometheusRegistry(parts.counts)
  let closing = false
  const server = createServer({ IncomingMessage: WebSocketRequest, ServerResponse: Answer }, (request, response) => {
    // A connection kept alive may bring a request that was on its way when we began to close.
    if (closing) return void response.writeHead(503, { Connection: 'close', 'Retry-After': '1' }).end()
    response.once('close', () => {
      if (closing) server.closeIdleConnections()
    })
    streams.add(response, request.socket)
    links.add(response, request.socket)
    route({ ...parts, dashboard, metrics }, request, response).catch((error: unknown) => {
      parts.log.error({ err: error, url: request.url }, 'A request failed for a reason of ours')
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    })
  })
  // Longer than a proxy keeps its own side (nginx: 60 s), lest it sends a request on a connection that we just closed.
  server.keepAliveTimeout = keepAliveMs
  return {
    server,
    async close(graceMs) {
      closing = true
      const closed = new Promise((resolve) => server.close(resolve))
      streams.cutOff()
      server.closeIdleConnections()
      const late = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(late)
      streams[Symbol.dispose]()
      links[Symbol.dispose]()
    },
  }
}

type Dashboard = ReturnType<typeof sirv>

/** Where the build puts what has a hash of its content in its name. */
const hashedFiles = '/assets/'

function serveDashboard(folder: string | null): Dashboard {
  if (folder === null) return (_request, _response, next) => void next?.()
  const files = sirv(folder, { brotli: true, gzip: true, setHeaders: setTag })
  return (request, response, next) => {
    const isHashed = request.url?.startsWith(hashedFiles)
    response.setHeader('Content-Security-Policy', dashboardPolicy)
    response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    response.setHeader('Vary', 'Accept-Encoding')
    // It knows no weights, and reads ranges wrongly, which a server may ignore.
    request.headers['accept-encoding'] = preferredCoding(request.headers['accept-encoding']) ?? 'identity'
    delete request.headers.range
    files(request, response, next)
  }
}

function setTag(response: ServerResponse, _path: string, { size, mtimeMs }: Stats): void {
  response.setHeader('ETag', `"${size}-${mtimeMs}"`)
}

interface Routes extends HttpServerParts {
  readonly dashboard: Dashboard
  readonly metrics: Registry
}

async function route(
  { yoga, ready, dashboard, metrics, origins }: Routes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
  if (!isOurHost(request.headers, origins)) {
    const allow = 'add its origin to ALLOWED_ORIGINS to serve under this name'
    return sendJson(response, 421, { error: `This server is not known as "${request.headers.host}"; ${allow}` })
  }
  response.setHeader('Vary', 'Origin')
  const path = (request.url ?? '/').split('?', 1)[0]
  if (path === '/graphql') {
    if (wantsGraphiql(request)) return sendGraphiql(request, response)
    request.headers.accept = acceptedTypes(request.headers.accept)
    await yoga.handle(request, response, { over: overWith(response, request.socket) })
  } else if (path === '/health') sendJson(response, 200, { status: 'alive' })
  else if (path === '/ready') {
    if (ready()) sendJson(response, 200, { status: 'ready' })
    else sendJson(response, 503, { status: 'waiting for the feed' })
  } else if (path === '/metrics') {
    response.writeHead(200, { 'Content-Type': metrics.contentType }).end(await metrics.metrics())
  } else dashboard(request, response, () => sendJson(response, 404, { error: `Nothing is served at ${path}` }))
}

/** An answer that waits for another on its connection is never closed by itself: the connection is. */
function overWith(response: ServerResponse, socket: Socket): AbortSignal {
  const over = new AbortController()
  const end = () => {
    socket.off('close', end)
    over.abort()
  }
  response.once('close', end)
  socket.once('close', end)
  if (socket.destroyed) end()
  return over.signal
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    .end(JSON.stringify(body))
}
