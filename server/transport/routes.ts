import type { IncomingMessage } from 'node:http'
import { isRefusal, type Judged, type RequestJudge } from '../edge/request-judge.js'
import { endpoint } from '../edge/request-target.js'
import { securityHeaders } from '../edge/security-headers.js'
import { Stop } from '../lib/stop.js'
import { sourceOfAddress } from '../limits/source.js'
import type { Answer } from './answer.js'
import type { Dashboard } from './dashboard.js'
import { graphiqlPage } from './graphiql.js'
import { metricsPath, type MetricsPage } from './metrics-page.js'
import { sendJson, sendRefusal, setHeaders } from './send.js'
import type { ServedText } from './served-text.js'
import { signInPath } from './sign-in-settings.js'
import type { GammacastYoga } from './yoga.js'

export interface Routes {
  readonly judge: RequestJudge
  readonly yoga: GammacastYoga
  readonly dashboard: Dashboard
  /** Null: it is on an address of its own. */
  readonly metrics: MetricsPage | null
  /** Null: nobody may read the schema. */
  readonly schemaFile: ServedText | null
  readonly signInFile: ServedText
  /** Whether the feed has delivered any value. */
  readonly ready: () => boolean
}

/** Answers a request, or refuses it. */
export async function route(routes: Routes, request: IncomingMessage, response: Answer): Promise<void> {
  const verdict = routes.judge.judge(request)
  if (isRefusal(verdict)) return sendRefusal(response, verdict)
  setHeaders(response, securityHeaders(verdict.caller.isSecure))
  if (verdict.path === endpoint) return serveApi(routes, verdict, request, response)
  if (request.method === 'OPTIONS') return void response.writeHead(204, { Allow: 'GET, HEAD, OPTIONS' }).end()
  return serveFile(routes, verdict, request, response)
}

async function serveApi(
  { yoga }: Routes,
  { wantsPage, caller }: Judged,
  request: IncomingMessage,
  response: Answer,
): Promise<void> {
  if (wantsPage) return graphiqlPage.send(request, response)
  response.setHeader('Vary', 'Origin')
  response.setHeader('Cache-Control', 'no-store')
  if (request.method === 'OPTIONS') response.setHeader('Allow', 'GET, POST, OPTIONS')
  const stop = new Stop()
  response.whenOver(() => stop.abort())
  await yoga.handle(request, response, {
    answer: response,
    connection: request.socket,
    source: sourceOfAddress(caller.address),
    stop,
  })
}

async function serveFile(
  { dashboard, metrics, schemaFile, signInFile, ready }: Routes,
  judged: Judged,
  request: IncomingMessage,
  response: Answer,
): Promise<void> {
  const nothing = () => sendJson(response, 404, { error: `Nothing is served at ${judged.path}` })
  switch (judged.path) {
    case '/schema.graphql':
      return schemaFile ? schemaFile.send(request, response) : nothing()
    case signInPath:
      return signInFile.send(request, response)
    case '/health':
      return sendJson(response, 200, { status: 'alive' })
    case '/ready':
      if (ready()) return sendJson(response, 200, { status: 'ready' })
      return sendJson(response, 503, { status: 'waiting for the feed' })
    case metricsPath:
      return metrics ? metrics.send(judged.caller, request, response) : nothing()
    default:
      dashboard(request, response, nothing)
  }
}
