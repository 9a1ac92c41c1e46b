import type { Stats } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Registry } from 'prom-client'
import sirv from 'sirv'
import type { Logger } from '../lib/logger.js'
import { prometheusRegistry } from '../metrics/prometheus.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { acceptedTypes } from './accepted-types.js'
import { Answer } from './answer.js'
import { preferredCoding } from './content-coding.js'
import { DeadLinks } from './dead-links.js'
import { EventStreams } from './event-streams.js'
import { graphiqlPage, wantsGraphiql } from './graphiql.js'
import { HalfRequests } from './half-requests.js'
import { isOurHost, type OriginRule } from './origin.js'
import { pathOf, takeOriginForm } from './request-target.js'
import { ServedText } from './served-text.js'
import { endpoint, WebSocketRequest } from './websocket-upgrade.js'
import type { GammacastYoga } from './yoga.js'

export interface HttpServerParts {
  readonly yoga: GammacastYoga
  /** The schema in one file. */
  readonly schemaText: () => string
  /** The folder of the built dashboard. Null: its pages are answered with 404. */
  readonly dashboardDir: string | null
  /** Whether the feed has delivered any value. */
  readonly ready: () => boolean
  readonly counts: StreamCounts
  readonly origins: OriginRule
  readonly log: Logger
}

const keepAliveMs = 80_000
/** When the server closes, a body that is on its way has this much time. */
const bodyGraceMs = 1_000

const options = {
  IncomingMessage: WebSocketRequest,
  ServerResponse: Answer,
  // A request must be complete within this time, or Node closes its connection.
  headersTimeout: 20_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2_000,
}

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
   * Takes no new requests, lets running ones finish, and after `graceMs` breaks off the rest. It breaks off
   * subscriptions at once, because after a clean end their clients would not connect again. It also breaks off
   * connections without a whole head at once, and those without a whole body after a second.
   */
  close(graceMs: number): Promise<void>
}

/**
 * The dashboard at `/`, the API and GraphiQL at `/graphql`, `/schema.graphql`, `/health`, `/ready`, and `/metrics` for
 * Prometheus.
 */
export function httpServer(parts: HttpServerParts): HttpServer {
  const dashboard = serveDashboard(parts.dashboardDir)
  const streams = new EventStreams(parts.counts)
  const links = new DeadLinks(parts.log)
  const metrics = prometheusRegistry(parts.counts)
  const schemaFile = new ServedText(parts.schemaText, {
    contentType: 'text/plain; charset=utf-8',
    vary: 'Accept-Encoding',
  })
  let closing = false
  const halves = new HalfRequests()
  const server = createServer(options, (request, response) => {
    halves.began(request, response)
    takeOriginForm(request)
    if (closing || request.ignoresUpgrade) response.shouldKeepAlive = false
    // On a connection that was kept alive, a request may come that was on its way when we began to close.
    if (closing) return void response.writeHead(503, { 'Retry-After': '1' }).end()
    response.once('close', () => {
      if (closing) server.closeIdleConnections()
    })
    streams.add(response, request.socket)
    links.add(response, request.socket)
    route({ ...parts, dashboard, metrics, schemaFile }, request, response).catch((error: unknown) => {
      parts.log.error({ err: error, url: request.url }, 'A request failed for a reason of ours')
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    })
  })
  server.on('connection', (socket) => halves.add(socket))
  server.on('upgrade', ({ socket }) => halves.leave(socket))
  // Longer than a proxy keeps its side (nginx: 60 s), so that it sends no request on a connection that we just closed.
  server.keepAliveTimeout = keepAliveMs
  return {
    server,
    async close(graceMs) {
      closing = true
      const closed = new Promise((resolve) => server.close(resolve))
      streams.cutOff()
      halves.cutOffWithoutHead()
      const later = setTimeout(() => halves.cutOffWithoutWholeBody(), bodyGraceMs)
      const late = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(later)
      clearTimeout(late)
      streams[Symbol.dispose]()
      links[Symbol.dispose]()
    },
  }
}

type Dashboard = ReturnType<typeof sirv>

/** The build puts files here that have a hash of their content in their name. */
const hashedFiles = '/assets/'

function serveDashboard(folder: string | null): Dashboard {
  if (folder === null) return (_request, _response, next) => void next?.()
  const files = sirv(folder, { brotli: true, gzip: true, setHeaders: setTag })
  return (request, response, next) => {
    const isHashed = request.url?.startsWith(hashedFiles)
    response.setHeader('Content-Security-Policy', dashboardPolicy)
    response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    response.setHeader('Vary', 'Accept-Encoding')
    // sirv ignores weights, and reads ranges wrongly. A server may ignore ranges.
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
  readonly schemaFile: ServedText
}

async function route(
  { yoga, ready, dashboard, metrics, schemaFile, origins }: Routes,
  request: IncomingMessage,
  response: Answer,
): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
  if (!isOurHost(request.headers, origins)) {
    const allow = 'add its origin to ALLOWED_ORIGINS to serve under this name'
    return sendJson(response, 421, { error: `This server is not known as "${request.headers.host}"; ${allow}` })
  }
  response.setHeader('Vary', 'Origin')
  const path = pathOf(request)
  if (path !== endpoint && !isRead(request)) return refuseWrite(path, request, response)
  if (path === endpoint) {
    if (wantsGraphiql(request)) return graphiqlPage.send(request, response)
    if (request.method === 'OPTIONS') response.setHeader('Allow', 'GET, POST, OPTIONS')
    request.headers.accept = acceptedTypes(request.headers.accept)
    await yoga.handle(request, response, { answer: response })
  } else if (path === '/schema.graphql') await schemaFile.send(request, response)
  else if (path === '/health') sendJson(response, 200, { status: 'alive' })
  else if (path === '/ready') {
    if (ready()) sendJson(response, 200, { status: 'ready' })
    else sendJson(response, 503, { status: 'waiting for the feed' })
  } else if (path === '/metrics') {
    response.writeHead(200, { 'Content-Type': metrics.contentType }).end(await metrics.metrics())
  } else dashboard(request, response, () => sendJson(response, 404, { error: `Nothing is served at ${path}` }))
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** Everything but the API is only for reading. */
function refuseWrite(path: string, { method }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Allow', 'GET, HEAD, OPTIONS')
  if (method === 'OPTIONS') return void response.writeHead(204).end()
  sendJson(response, 405, { error: `${method} is not for ${path}: send operations by POST to ${endpoint}` })
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    .end(JSON.stringify(body))
}
