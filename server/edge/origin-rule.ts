import type { IncomingHttpHeaders } from 'node:http'
import { withoutTokens } from '../lib/bearer-token.js'
import { hostText, type Host } from './host.js'

/** Which web pages may use the API, from a browser. */
export interface OriginRule {
  /** Origins besides our own pages. */
  readonly allowedOrigins: readonly string[]
  /** Whether a client that sends no `Origin`, which is not a browser, is refused. */
  readonly requireOrigin: boolean
}

/** Where a request arrived. */
export interface Arrival {
  readonly host: Host
  readonly isSecure: boolean
}

/**
 * Whether an origin is that of our own pages, or one that may use the API. An origin is compared letter by letter, as
 * browsers do. A page that came over plain HTTP is not ours where we serve TLS: anyone on the way can have written it.
 */
export function isAllowedOrigin(origin: string, { allowedOrigins }: OriginRule, { host, isSecure }: Arrival): boolean {
  if (allowedOrigins.includes(origin) || origin === `https://${hostText(host, 443)}`) return true
  return !isSecure && origin === `http://${hostText(host, 80)}`
}

/**
 * Why a request may come from a web page that may not use the API. Browsers send `Origin` with every WebSocket, every
 * POST and every request whose answer another site wants to read. With the others they send `Sec-Fetch-Site`.
 */
export function foreignPage(headers: IncomingHttpHeaders, rule: OriginRule, arrival: Arrival): string | null {
  const { origin, 'sec-fetch-site': site } = headers
  if (origin !== undefined) {
    if (isAllowedOrigin(origin, rule, arrival)) return null
    return `Pages of ${shown(origin)} may not use this server; add it to ALLOWED_ORIGINS`
  }
  if (site === 'cross-site' || site === 'same-site') {
    return 'A page of another site sent this request; a page that may use the API asks with fetch() or a WebSocket'
  }
  if (rule.requireOrigin && site !== 'same-origin') {
    return 'A request without "Origin" is refused here; REQUIRE_ORIGIN=false allows it'
  }
  return null
}

/** Headers that no page can send to another site without a CORS preflight, which we refuse. */
export const askedFirst = [
  'authorization',
  'apollo-require-preflight',
  'graphql-require-preflight',
  'x-apollo-operation-name',
  'x-graphql-yoga-csrf',
  'x-requested-with',
] as const

/** Content types that a page can send to another site without a CORS preflight. */
const simpleTypes = /^\s*(text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)?\s*(;|$)/i

const ourTypes = /\b(json|event-stream)\b/i

/**
 * Whether any page could have sent this GET, by an image or a link. Old browsers do not send `Sec-Fetch-Site`, so their request
 * looks like that of a command line.
 */
export function couldBeOfAnyPage({ accept, 'content-type': type, ...headers }: IncomingHttpHeaders): boolean {
  if (askedFirst.some((name) => headers[name]) || !simpleTypes.test(type ?? '')) return false
  // A browser says so for fetch(), and then sends `Origin` to another site.
  return headers['sec-fetch-mode'] !== 'cors' && !ourTypes.test(accept ?? '')
}

/** What a client sent, without tokens and short enough for a message. */
export function shown(sent: string): string {
  const text = withoutTokens(sent)
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)
}
