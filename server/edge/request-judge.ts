import type { IncomingMessage } from 'node:http'
import type { ErrorCode } from '../graphql/errors.js'
import { acceptedTypes, prefersPage } from './accepted-types.js'
import { hasTooManyHeaders, maxHeaders } from './header-count.js'
import { readHost, type Host } from './host.js'
import type { KnownHosts } from './known-hosts.js'
import { couldBeOfAnyPage, foreignPage, shown, type OriginRule } from './origin-rule.js'
import { preflightHeaders } from './preflight.js'
import { endpoint, takeTarget } from './request-target.js'
import type { Caller, TrustedProxies } from './trusted-proxies.js'

/** A request that may go on. */
export interface Judged {
  readonly path: string
  readonly caller: Caller
  readonly host: Host
  /**
   * Whether a browser asks for GraphiQL. A query in the address makes no difference: GraphiQL writes the query that it
   * shows into its address.
   */
  readonly wantsPage: boolean
}

export interface Refusal {
  readonly status: number
  readonly code: ErrorCode
  readonly message: string
  readonly allowed?: { readonly values: readonly string[] }
  /** When the client may try again. */
  readonly retryAfterMs?: number
  /** Of the answer. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface JudgeParts {
  readonly hosts: KnownHosts
  readonly origins: OriginRule
  readonly proxies: TrustedProxies
  /** Whether a GET is answered that any page could have sent. */
  readonly plainGet: boolean
  /** Whether `/graphql` answers a browser with GraphiQL. */
  readonly graphiql: boolean
}

/** Headers that may come once only: a request with two of one would mean different things to different programs. */
const onceOnly = ['host', 'origin', 'content-type', 'content-length', 'authorization']

const mediaTypes = ['application/json', 'application/graphql+json', 'application/graphql']

/**
 * Looks at target, `Host`, method, `Origin`, content type and `Accept` of a request before anything else does, and
 * refuses what does not fit. It changes `url` and `accept` of the request to a form that the rest understands.
 */
export class RequestJudge {
  readonly #parts: JudgeParts

  constructor(parts: JudgeParts) {
    this.#parts = parts
  }

  judge(request: IncomingMessage): Judged | Refusal {
    const judged = this.#arrival(request)
    if (isRefusal(judged)) return judged
    return this.#refusalOf(request, judged) ?? judged
  }

  /** Judges a request for a WebSocket. Its method and path are known to fit. */
  judgeUpgrade(request: IncomingMessage): Judged | Refusal {
    const judged = this.#arrival(request)
    if (isRefusal(judged)) return judged
    // What follows would be taken for frames.
    if (hasBody(request)) return badRequest('A request for a WebSocket can have no body.')
    return this.#foreign(request, judged) ?? judged
  }

  /** Of the answer to a browser that asks whether a page may send a request (a CORS preflight). */
  preflightHeaders({ headers }: IncomingMessage): Readonly<Record<string, string>> {
    return preflightHeaders(headers.origin, this.#parts.origins.allowedOrigins)
  }

  #arrival(request: IncomingMessage): Judged | Refusal {
    if (hasTooManyHeaders(request)) return tooManyHeaders
    const twice = headerTwice(request.rawHeaders)
    if (twice !== null) return badRequest(`"${twice}" is sent more than once.`)
    if (!isFramedPlainly(request)) return otherCoding
    if (!canExpect(request.headers.expect)) return badRequest('"Expect" can only be "100-continue".', 417)
    const target = takeTarget(request)
    if (target === null) return badRequest('The target is not a path that starts with "/", percent-encoded.')
    if (target.host !== null) request.headers.host = target.host
    const caller = this.#parts.proxies.callerOf(request)
    const own = this.#knownHost(request.headers.host, request)
    // Proxies that do not set `X-Forwarded-Host` pass on that of the client. So it replaces no `Host` that is refused.
    const host = caller.host === request.headers.host ? own : this.#knownHost(caller.host, request)
    if ('status' in own) return own
    if ('status' in host) return host
    const wantsPage = target.path === endpoint && isRead(request) && prefersPage(request.headers.accept)
    return { path: target.path, caller, host, wantsPage }
  }

  #knownHost(text: string | undefined, { socket }: IncomingMessage): Host | Refusal {
    // A client of HTTP/1.0 may send none. No browser is one.
    const host = readHost(text ?? 'localhost')
    if (host === null) return badRequest('"Host" is not a name or an address, with or without a port.')
    if (this.#parts.hosts.has(host, socket.localAddress)) return host
    const allow = 'add the name to ALLOWED_HOSTS, or its origin to ALLOWED_ORIGINS, to serve under it'
    return badRequest(`This server is not known as ${shown(host.name)}; ${allow}.`, 421)
  }

  #refusalOf(request: IncomingMessage, judged: Judged): Refusal | null {
    const { method } = request
    const { path, wantsPage } = judged
    if (path !== endpoint) return isRead(request) || method === 'OPTIONS' ? null : notForPath(method, path)
    if (wantsPage) return this.#parts.graphiql ? null : noGraphiql
    if (method === 'OPTIONS') return null
    if (method !== 'GET' && method !== 'POST') return notForPath(method, path)
    return this.#foreign(request, judged) ?? wrongType(request) ?? this.#plainGet(request) ?? takeAccept(request)
  }

  #foreign({ headers }: IncomingMessage, { host, caller }: Judged): Refusal | null {
    const why = foreignPage(headers, this.#parts.origins, { host, isSecure: caller.isSecure })
    return why === null ? null : { status: 403, code: 'FOREIGN_PAGE', message: `${why}.` }
  }

  #plainGet({ method, headers }: IncomingMessage): Refusal | null {
    if (this.#parts.plainGet || method !== 'GET' || !couldBeOfAnyPage(headers)) return null
    const message = 'Any web page could have sent this GET: send "Accept: application/json" with it, or POST.'
    return { status: 403, code: 'FOREIGN_PAGE', message }
  }
}

export function isRefusal(verdict: Judged | Refusal): verdict is Refusal {
  return 'status' in verdict
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

function badRequest(message: string, status = 400, more: Pick<Refusal, 'allowed' | 'headers'> = {}): Refusal {
  return { status, code: 'BAD_REQUEST', message, ...more }
}

/**
 * Whether everybody on the way sees the body end at the same place: after its length or in chunks, and in no other coding. HTTP/1.0
 * has no chunks (RFC 9112, 6.1).
 */
function isFramedPlainly({ headers, httpVersion }: IncomingMessage): boolean {
  const coding = headers['transfer-encoding']
  return coding === undefined || (coding.trim().toLowerCase() === 'chunked' && httpVersion === '1.1')
}

/** The header that says where the body ends may have been dropped, so the connection ends. */
const tooManyHeaders = badRequest(`A request can have at most ${maxHeaders} headers.`, 431, {
  headers: { Connection: 'close' },
})

const otherCoding = badRequest('"Transfer-Encoding" can only be "chunked", in HTTP/1.1.', 400, {
  headers: { Connection: 'close' },
})

function hasBody({ headers }: IncomingMessage): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0
}

/** Whether a request expects nothing that we do not do (RFC 9110, 10.1.1). */
function canExpect(expected: string | undefined): boolean {
  return expected === undefined || expected.trim().toLowerCase() === '100-continue'
}

/** Everything but the API is only for reading. */
function notForPath(method: string | undefined, path: string): Refusal {
  const allow = path === endpoint ? 'GET, POST' : 'GET, HEAD, OPTIONS'
  const message = `${shown(path)} does not take ${method}: send operations by POST to ${endpoint}.`
  return badRequest(message, 405, { headers: { Allow: allow } })
}

const noGraphiql = badRequest('The page for trying operations is off on this server. Send operations by POST.', 404)

/** Why the content type is refused: only those are read that a page of another site cannot send without a CORS preflight. */
function wrongType({ method, headers }: IncomingMessage): Refusal | null {
  if (method !== 'POST') return null
  const type = (headers['content-type'] ?? '').split(/[;,]/, 1)[0]?.trim().toLowerCase() ?? ''
  if (mediaTypes.includes(type)) return null
  const message = 'The server does not read this content type: send "Content-Type: application/json".'
  return badRequest(message, 415, { headers: { Accept: 'application/json' } })
}

const ofAnswers = ['application/graphql-response+json', 'application/json']

/** Yoga gets the types that the client takes without their weights, the best first. */
function takeAccept({ headers }: IncomingMessage): Refusal | null {
  const types = acceptedTypes(headers.accept)
  headers.accept = types.join(', ')
  if (types.length > 0) return null
  const message = `The API answers as ${ofAnswers.join(' or ')}, subscriptions as text/event-stream: send "Accept".`
  return badRequest(message, 406, { allowed: { values: ofAnswers } })
}

function headerTwice(rawHeaders: readonly string[]): string | null {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase())
  return onceOnly.find((name) => names.indexOf(name) !== names.lastIndexOf(name)) ?? null
}
