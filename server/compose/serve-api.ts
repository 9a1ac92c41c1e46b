import type { Server } from 'node:https'
import type { GraphQLSchema } from 'graphql'
import type { Authenticate } from '../auth/authenticate.js'
import type { Config, EdgeConfig } from '../config/config.js'
import { KnownHosts } from '../edge/known-hosts.js'
import { RequestJudge } from '../edge/request-judge.js'
import { TrustedProxies } from '../edge/trusted-proxies.js'
import type { Services } from '../graphql/context.js'
import { schemaText } from '../graphql/schema.js'
import type { Logger } from '../lib/logger.js'
import { isLoopback } from '../lib/loopback.js'
import type { Opened } from '../lib/opened.js'
import { Admission } from '../limits/admission.js'
import { memoryRateLimits } from '../limits/memory/memory-rate-limits.js'
import { prometheusRegistry } from '../metrics/prometheus.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { httpServer } from '../transport/http-server.js'
import { StallWatch } from '../transport/links/stall-watch.js'
import { metricsServer } from '../transport/metrics-server.js'
import { MetricsPage, metricsPath } from '../transport/pages/metrics-page.js'
import type { TlsTexts } from '../transport/web-server.js'
import { attachWsServer } from '../transport/ws/ws-server.js'
import { gammacastApi } from '../transport/yoga/yoga.js'
import { listen } from './listen.js'
import type { PackageFiles } from './package-files.js'
import { readKnownOperations } from './read-known-operations.js'
import { followTlsFiles, readTlsFiles } from './tls-files.js'

export interface Api {
  readonly url: string
  readonly metricsUrl: string
}

export interface ApiParts {
  readonly schema: GraphQLSchema
  readonly services: Services
  readonly authenticate: Authenticate
  readonly files: PackageFiles
  readonly storeEpoch: number
  readonly log: Logger
  /** What is opened, to be closed with the rest. */
  readonly opened: Opened
}

/** How long the server waits for clients to go before it cuts them off. */
const drainMs = 10_000

/** Serves HTTP, SSE and WebSocket on one port, and the metrics there or on a port of their own. */
export async function serveApi(config: Config, parts: ApiParts): Promise<Api> {
  const { edge } = config
  const { services, storeEpoch, log, opened } = parts
  const tls = edge.tls && readTlsFiles(edge.tls)
  const page = new MetricsPage(prometheusRegistry({ ...services, storeEpoch }), edge.metrics.token)
  const { counts } = services
  const { limits } = config
  const admission = new Admission({ limits, rates: memoryRateLimits(limits), counts, log })
  const proxies = new TrustedProxies(edge.trustedProxies)
  const edgeParts = { proxies, admission, counts, tls, page }
  const { server, close } = apiServer(config, parts, edgeParts)
  const url = await listen(server, config)
  opened.add(close)
  if (tls === null && !isLoopback(config.host)) log.warn({}, `Other machines reach ${url} without TLS`)
  const { address } = edge.metrics
  const metrics = address && metricsServer({ ...edgeParts, judge: judgeAt(address.host, edge), log })
  const ownUrl = metrics && (await listen(metrics, address, 'METRICS_'))
  if (metrics) opened.add(() => new Promise((resolve) => metrics.close(() => resolve()).closeAllConnections()))
  if (edge.tls && tls) {
    const servers = [server, metrics].filter((one): one is Server => one !== null)
    const following = followTlsFiles(edge.tls, tls, servers, log)
    opened.add(() => Promise.resolve(following[Symbol.dispose]()))
  }
  return { url, metricsUrl: new URL(metricsPath, ownUrl ?? url).href }
}

/** What all servers of the process share to know and limit strangers. */
interface EdgeParts {
  readonly proxies: TrustedProxies
  readonly admission: Admission
  readonly counts: StreamCounts
  readonly tls: TlsTexts | null
  readonly page: MetricsPage
}

function apiServer(
  { host, edge, auth, operations }: Config,
  { schema, services, authenticate, files, log }: ApiParts,
  edgeParts: EdgeParts,
) {
  const { admission, page } = edgeParts
  const judge = judgeAt(host, edge)
  const stalls = new StallWatch(admission.unread)
  const known = readKnownOperations(operations)
  const api = gammacastApi({ schema, services, authenticate, ...edge, ...operations, known, admission, log })
  const http = httpServer({
    ...edgeParts,
    yoga: api.yoga,
    judge,
    schemaText: edge.introspection ? () => schemaText(schema) : null,
    dashboardDir: files.dashboardDir,
    signIn: { oidc: auth.oidc },
    metrics: edge.metrics.address === null ? page : null,
    ready: () => services.live.market.ready(),
    stalls,
    log,
  })
  const ws = attachWsServer(http.server, { ...http, ...edgeParts, api, judge, stalls, log })
  const close = async () => {
    await Promise.all([ws.close(drainMs), http.close(drainMs)])
    stalls[Symbol.dispose]()
  }
  return { server: http.server, close }
}

function judgeAt(listenHost: string, edge: EdgeConfig): RequestJudge {
  return new RequestJudge({
    ...edge,
    hosts: new KnownHosts({ listenHost, ...edge }),
    origins: edge,
    proxies: new TrustedProxies(edge.trustedProxies),
  })
}
