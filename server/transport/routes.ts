import type { IncomingMessage } from 'node:http'
import { isRefusal, type Judged, type Refusal, type RequestJudge } from '../edge/request-judge.js'
import { endpoint } from '../edge/request-target.js'
import { Stop } from '../lib/stop.js'
import type { Admission } from '../limits/admission.js'
import type { Source } from '../limits/source.js'
import type { Answer } from './answers/answer.js'
import { sendJson, sendRefusal, setHeaders } from './answers/send.js'
import type { ServedText } from './answers/served-text.js'
import { requestRefusal } from './links/callers.js'
import type { Dashboard } from './pages/dashboard.js'
import { graphiqlPage } from './pages/graphiql.js'
import { metricsPath, type MetricsPage } from './pages/metrics-page.js'
import { signInPath } from './pages/sign-in-settings.js'
import type { GammacastYoga } from './yoga/yoga.js'

const healthPath = '/health'
const readyPath = '/ready'

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
  readonly admission: Admission
}

interface Asked {
  readonly request: IncomingMessage
  readonly response: Answer
  readonly source: Source
}

/** Answers a request, or refuses it. */
export async function route(routes: Routes, asked: Asked): Promise<void> {
  const { request, response, source } = asked
  const verdict = routes.judge.judge(request)
  const rate = rateOf(routes, verdict, request)
  const tooMany = rate === null ? null : await requestRefusal(routes.admission, source, rate)
  if (tooMany !== null) return sendRefusal(response, tooMany)
  if (isRefusal(verdict)) return sendRefusal(response, verdict)
  if (verdict.path === endpoint) return serveApi(routes, verdict, asked)
  if (request.method === 'OPTIONS') return void response.writeHead(204, { Allow: 'GET, HEAD, OPTIONS' }).end()
  return serveFile(routes, verdict, request, response)
}

/**
 * As what a request counts. Null: it does not count here. The API counts its operations itself, because it knows who asks. A
 * monitor of the operator gets answers while others at its address ask too much.
 */
function rateOf(
  { metrics }: Routes,
  verdict: Judged | Refusal,
  request: IncomingMessage,
): 'operations' | 'health' | null {
  if (isRefusal(verdict)) return 'operations'
  const { path, caller, wantsPage } = verdict
  if (path === healthPath || path === readyPath) return 'health'
  const isOfApi = path === endpoint && !wantsPage && request.method !== 'OPTIONS'
  const isOfOperator = path === metricsPath && metrics?.mayRead(caller, request) === true
  return isOfApi || isOfOperator ? null : 'operations'
}

async function serveApi(
  { yoga, judge }: Routes,
  { wantsPage }: Judged,
  { request, response, source }: Asked,
): Promise<void> {
  if (wantsPage) return graphiqlPage.send(request, response)
  response.setHeader('Vary', 'Origin')
  response.setHeader('Cache-Control', 'no-store')
  if (request.method === 'OPTIONS') {
    setHeaders(response, judge.preflightHeaders(request))
    return void response.writeHead(204, { Allow: 'GET, POST, OPTIONS' }).end()
  }
  const stop = new Stop()
  response.whenOver(() => stop.abort())
  await yoga.handle(request, response, { answer: response, connection: request.socket, source, stop })
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
    case healthPath:
      return sendJson(response, 200, { status: 'alive' })
    case readyPath:
      if (ready()) return sendJson(response, 200, { status: 'ready' })
      return sendJson(response, 503, { status: 'waiting for the feed' })
    case metricsPath:
      return metrics ? metrics.send(judged.caller, request, response) : nothing()
    default:
      dashboard(request, response, nothing)
  }
}
