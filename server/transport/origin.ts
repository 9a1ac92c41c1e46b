import type { IncomingHttpHeaders } from 'node:http'

/** Which web pages may use the API, from a browser. */
export interface OriginRule {
  /** Origins besides our own pages. */
  readonly allowedOrigins: readonly string[]
  /** Whether the server listens on the loopback only. Then only names of this machine lead to it. */
  readonly loopbackOnly: boolean
}

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/**
 * Whether a request was meant for us. With DNS rebinding the name of a foreign page leads to the loopback, and the
 * browser takes the page for one of ours. But the `Host` header still has that name.
 */
export function isOurHost({ host }: IncomingHttpHeaders, { allowedOrigins, loopbackOnly }: OriginRule): boolean {
  if (!loopbackOnly || host === undefined || loopbackHost.test(host)) return true
  return allowedOrigins.some((origin) => new URL(origin).host === host.toLowerCase())
}

/**
 * Whether a web page may open a WebSocket. Browsers send the origin of the page and leave the check to the server. Our
 * own pages and the configured origins may. A client without an `Origin` is not a browser, and may too.
 */
export function isAllowedOrigin(headers: IncomingHttpHeaders, rule: OriginRule): boolean {
  const { origin, host } = headers
  if (!isOurHost(headers, rule)) return false
  if (origin === undefined || rule.allowedOrigins.includes(origin)) return true
  return origin === `http://${host}` || origin === `https://${host}`
}
