import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Registry } from 'prom-client'
import type { Caller } from '../../edge/trusted-proxies.js'
import { isLoopback } from '../../lib/loopback.js'
import { sendJson } from '../answers/send.js'

export const metricsPath = '/metrics'

/**
 * The metrics, for Prometheus. With a token only its bearer reads them. Without one only this machine does, and no
 * proxy, because behind it may be anyone.
 */
export class MetricsPage {
  readonly #registry: Registry
  readonly #token: Buffer | null

  constructor(registry: Registry, token: string | null) {
    this.#registry = registry
    this.#token = token === null ? null : digest(`Bearer ${token}`)
  }

  async send(caller: Caller, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.mayRead(caller, request)) {
      response.setHeader('WWW-Authenticate', 'Bearer')
      return sendJson(response, 401, { error: 'The metrics need the bearer token of METRICS_TOKEN' })
    }
    const text = await this.#registry.metrics()
    response.writeHead(200, { 'Content-Type': this.#registry.contentType, 'Cache-Control': 'no-store' }).end(text)
  }

  mayRead({ address, isForwarded }: Caller, { headers }: IncomingMessage): boolean {
    if (this.#token !== null) return timingSafeEqual(this.#token, digest(headers.authorization ?? ''))
    return isLoopback(address) && !isForwarded
  }
}

/** Of equal length for texts of any length, so that a comparison takes the same time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
