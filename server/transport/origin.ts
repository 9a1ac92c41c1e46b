import type { IncomingMessage } from 'node:http'

/**
 * Whether a web page may open a WebSocket: browsers name the page's origin, and do not stop it themselves as they do
 * with HTTP. Our own pages and the configured origins may; what sends no Origin is no browser.
 */
export function isAllowedOrigin({ headers }: IncomingMessage, allowedOrigins: readonly string[]): boolean {
  const { origin, host } = headers
  if (origin === undefined || allowedOrigins.includes(origin)) return true
  return origin === `http://${host}` || origin === `https://${host}`
}
