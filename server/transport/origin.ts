import type { IncomingHttpHeaders } from 'node:http'

/** Which web pages may use the API, from a browser. */
export interface OriginRule {
  /** Origins besides our own pages. */
  readonly allowedOrigins: readonly string[]
  /** Whether the server listens on the loopback alone, so that only names of this machine lead to it. */
  readonly loopbackOnly: boolean
}

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/**
 * Whether a request was meant for us. A page that has its own name resolve to the loopback (DNS rebinding) is, to the
 * browser, one of ours; the name it was asked by gives it away.
 */
export function isOurHost({ host }: IncomingHttpHeaders, { allowedOrigins, loopbackOnly }: OriginRule): boolean {
  if (!loopbackOnly || host === undefined || loopbackHost.test(host)) return true
  return allowedOrigins.some((origin) => new URL(origin).host === host.toLowerCase())
}

/**
 * Whether a web page may open a WebSocket: browsers name the page's origin, and do not stop it themselves as they do
 * with HTTP. Our own pages and the configured origins may; what sends no Origin is no browser.
 */
export function isAllowedOrigin(headers: IncomingHttpHeaders, rule: OriginRule): boolean {
  const { origin, host } = headers
  if (!isOurHost(headers, rule)) return false
  if (origin === undefined || rule.allowedOrigins.includes(origin)) return true
  return origin === `http://${host}` || origin === `https://${host}`
}

export function isLoopback(host: string): boolean {
  return loopbackHost.test(host) || host === '::1'
}
