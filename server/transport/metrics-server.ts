import type { Server } from 'node:http'
import { isRefusal, type RequestJudge } from '../edge/request-judge.js'
import { securityHeaders } from '../edge/security-headers.js'
import type { TrustedProxies } from '../edge/trusted-proxies.js'
import type { Logger } from '../lib/logger.js'
import type { Admission } from '../limits/admission.js'
import { sourceOfAddress } from '../limits/source.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { answerBrokenRequests } from './answers/broken-requests.js'
import { sendJson, sendRefusal, setHeaders } from './answers/send.js'
import { requestRefusal } from './links/callers.js'
import { metricsPath, type MetricsPage } from './pages/metrics-page.js'
import { webServer, type TlsTexts } from './web-server.js'

export interface MetricsServerParts {
  readonly judge: RequestJudge
  readonly proxies: Pick<TrustedProxies, 'callerOf' | 'has'>
  readonly admission: Admission
  readonly counts: StreamCounts
  readonly page: MetricsPage
  readonly tls: TlsTexts | null
  readonly log: Logger
}

export const maxConnections = 64

/** Serves the metrics on an address of their own, and nothing else. Not listening yet. */
export function metricsServer(parts: MetricsServerParts): Server {
  const { judge, proxies, admission, counts, page, tls, log } = parts
  const server = webServer(tls, log, async (request, response) => {
    response.once('head', () => counts.answered(response.statusCode))
    const verdict = judge.judge(request)
    const isReader = !isRefusal(verdict) && verdict.path === metricsPath && page.mayRead(verdict.caller, request)
    const { address, isSecure } = proxies.callerOf(request)
    setHeaders(response, securityHeaders(isSecure))
    const source = sourceOfAddress(address)
    const tooMany = isReader ? null : await requestRefusal(admission, source)
    if (tooMany !== null) return sendRefusal(response, tooMany)
    if (isRefusal(verdict)) return sendRefusal(response, verdict)
    if (verdict.path === metricsPath) return page.send(verdict.caller, request, response)
    sendJson(response, 404, { error: `Only ${metricsPath} is served here` })
  })
  answerBrokenRequests(server, parts)
  // Prometheus needs one or two. Further ones are cut off.
  server.maxConnections = maxConnections
  return server
}
