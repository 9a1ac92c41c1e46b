import { once } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLogger } from '../../server/lib/logger.js'
import { StreamCounts } from '../../server/metrics/stream-counts.js'
import type { Answer } from '../../server/transport/answers/answer.js'
import type { HttpServerParts } from '../../server/transport/http-server.js'
import type { TransportContext } from '../../server/transport/yoga/transport-context.js'
import type { GammacastYoga } from '../../server/transport/yoga/yoga.js'
import { usualAdmission } from './admission.js'
import { anyJudge } from './edge.js'

/** An HTTP server as it is without any setting, but for these. */
export function httpParts(parts: Partial<HttpServerParts> = {}): HttpServerParts {
  return {
    yoga: apiThat((_request, response) => response.end()),
    dashboardDir: null,
    signIn: { oidc: null },
    judge: anyJudge(),
    schemaText: null,
    metrics: null,
    tls: null,
    ready: () => true,
    counts: new StreamCounts(),
    ...usualAdmission(),
    log: createLogger('silent', false),
    ...parts,
  }
}

/** An API that answers each request in this way. */
export function apiThat(
  handle: (request: IncomingMessage, response: Answer, context: TransportContext) => unknown,
): GammacastYoga {
  return { handle } as unknown as GammacastYoga
}

/** Lets the server listen on a free port. Answers its address. */
export async function listening(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
