import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Refusal, RequestJudge } from '../edge/request-judge.js'
import { securityHeaders } from '../edge/security-headers.js'
import type { TrustedProxies } from '../edge/trusted-proxies.js'
import type { Logger } from '../lib/logger.js'
import type { Admission } from '../limits/admission.js'
import { sourceOfAddress } from '../limits/source.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { Answers } from './answers/answers.js'
import { answerBrokenRequests } from './answers/broken-requests.js'
import { sendRefusal, setHeaders } from './answers/send.js'
import { ServedText } from './answers/served-text.js'
import { ConnectionLimits } from './links/connection-limits.js'
import { DeadLinks } from './links/dead-links.js'
import { HalfRequests } from './links/half-requests.js'
import { Handshakes } from './links/handshakes.js'
import type { StallWatch } from './links/stall-watch.js'
import { serveDashboard } from './pages/dashboard.js'
import type { MetricsPage } from './pages/metrics-page.js'
import type { SignInSettings } from './pages/sign-in-settings.js'
import { route, type Routes } from './routes.js'
import { webServer, type TlsTexts } from './web-server.js'
import type { GammacastYoga } from './yoga/yoga.js'

export interface HttpServerParts {
  readonly yoga: GammacastYoga
  readonly judge: RequestJudge
  /** The schema in one file. Null: nobody may read it. */
  readonly schemaText: (() => string) | null
  /** The folder of the built dashboard. Null: its pages are answered with 404. */
  readonly dashboardDir: string | null
  readonly signIn: SignInSettings
  /** Null: they are on an address of their own. */
  readonly metrics: MetricsPage | null
  /** Whether the feed has delivered any value. */
  readonly ready: () => boolean
  /** Null: without TLS. */
  readonly tls: TlsTexts | null
  readonly counts: StreamCounts
  readonly admission: Admission
  readonly proxies: TrustedProxies
  readonly stalls: StallWatch
  readonly log: Logger
}

const earlyWebSocket: Refusal = {
  status: 400,
  code: 'BAD_REQUEST',
  message: 'This connection still has answers to send: open another connection for the WebSocket.',
}

/** When the server closes, a body that is on its way has this much time. */
const bodyGraceMs = 1_000

export interface HttpServer {
  /** Not listening yet. */
  readonly server: Server
  readonly connections: ConnectionLimits
  /**
   * Takes no new requests, lets running ones finish, and after `graceMs` breaks off the rest. It breaks off
   * subscriptions at once, because after a clean end their clients would not connect again. It also breaks off
   * connections without a whole head at once, and those without a whole body after a second.
   */
  close(graceMs: number): Promise<void>
}

/**
 * The dashboard at `/`, its `/sign-in.json`, the API and GraphiQL at `/graphql`, `/schema.graphql`, `/health`, `/ready`, and
 * `/metrics` for Prometheus.
 */
export function httpServer(parts: HttpServerParts): HttpServer {
  const answers = new Answers(parts.counts, parts.stalls)
  const links = new DeadLinks(parts.log)
  const halves = new HalfRequests()
  const handshakes = new Handshakes()
  const routes = routesOf(parts)
  let closing = false
  const server = webServer(parts.tls, parts.log, async (request, response) => {
    halves.began(request, response)
    if (closing || request.ignoresUpgrade) response.shouldKeepAlive = false
    // On a connection that was kept alive, a request may come that was on its way when we began to close.
    if (closing) return void response.writeHead(503, { 'Retry-After': '1' }).end()
    response.once('head', () => parts.counts.answered(response.statusCode))
    const { address, isSecure } = parts.proxies.callerOf(request)
    setHeaders(response, securityHeaders(isSecure))
    const refusal = request.isEarlyWebSocket ? earlyWebSocket : connections.refusalOf(request.socket)
    if (refusal) {
      response.shouldKeepAlive = false
      return sendRefusal(response, refusal)
    }
    response.once('close', () => {
      if (closing) server.closeIdleConnections()
    })
    const source = sourceOfAddress(address)
    answers.add(response, request.socket, source)
    links.add(response, request.socket)
    await route(routes, { request, response, source })
  })
  const connections = new ConnectionLimits(server, parts)
  answerBrokenRequests(server, parts)
  if (parts.tls === null) server.on('connection', (socket: Socket) => halves.add(socket))
  else {
    server.on('connection', (socket: Socket) => handshakes.began(socket))
    server.on('secureConnection', (socket: Socket) => {
      handshakes.ended(socket)
      halves.add(socket)
    })
  }
  server.on('upgrade', ({ socket }) => halves.leave(socket))
  return {
    server,
    connections,
    async close(graceMs) {
      closing = true
      const closed = new Promise((resolve) => server.close(resolve))
      answers.cutOffStreams()
      handshakes.cutOff()
      halves.cutOffWithoutHead()
      const later = setTimeout(() => {
        halves.cutOffWithoutWholeBody()
        // The body of a request may have come after its answer was over.
        server.closeIdleConnections()
      }, bodyGraceMs)
      const late = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(later)
      clearTimeout(late)
      links[Symbol.dispose]()
    },
  }
}

function routesOf(parts: HttpServerParts): Routes {
  const { judge, yoga, dashboardDir, signIn, schemaText, metrics, ready, admission } = parts
  const about = { contentType: 'text/plain; charset=utf-8', vary: 'Accept-Encoding' }
  const asJson = { ...about, contentType: 'application/json; charset=utf-8' }
  return {
    judge,
    yoga,
    ready,
    admission,
    dashboard: serveDashboard(dashboardDir, signIn),
    metrics,
    signInFile: new ServedText(() => JSON.stringify(signIn), asJson),
    schemaFile: schemaText === null ? null : new ServedText(schemaText, about),
  }
}
