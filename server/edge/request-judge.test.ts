import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { anyJudge } from '../../tests/support/edge.js'
import { KnownHosts } from './known-hosts.js'
import { isRefusal, type JudgeParts } from './request-judge.js'
import { TrustedProxies } from './trusted-proxies.js'

const asked = (method: string, url: string, headers: Record<string, string> = {}): IncomingMessage => {
  const all = { host: 'localhost:4000', ...headers }
  const socket = { remoteAddress: '127.0.0.1', localAddress: '127.0.0.1' }
  return { method, url, headers: all, rawHeaders: Object.entries(all).flat(), socket } as unknown as IncomingMessage
}
/** The status of a refusal, and its words. Null: the request may go on. */
function refusalOf(request: IncomingMessage, parts: Partial<JudgeParts> = {}): [number, string] | null {
  const verdict = anyJudge(parts).judge(request)
  return isRefusal(verdict) ? [verdict.status, verdict.message] : null
}
const json = { 'content-type': 'application/json' }

describe('a request to the API', () => {
  it.each([
    ['POST', {}, 415],
    ['POST', { 'content-type': 'text/plain' }, 415],
    ['POST', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['POST', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['POST', { 'content-type': 'text/plain, application/json' }, 415],
    ['POST', json, null],
    ['POST', { 'content-type': 'Application/JSON; charset=utf-8' }, null],
    ['POST', { 'content-type': 'application/graphql' }, null],
    ['POST', { 'content-type': 'application/graphql+json' }, null],
    ['POST', { ...json, origin: 'https://evil.example' }, 403],
    ['POST', { ...json, origin: 'http://localhost:4000' }, null],
    ['POST', { ...json, accept: 'image/png' }, 406],
    ['GET', { accept: 'image/png' }, 406],
    ['GET', { accept: '*/*' }, null],
    ['GET', { accept: '*/*', 'sec-fetch-site': 'cross-site' }, 403],
    ['GET', { accept: 'text/html' }, null],
    ['HEAD', { accept: 'text/html' }, null],
    ['HEAD', {}, 405],
    ['PUT', json, 405],
    ['OPTIONS', { origin: 'https://evil.example' }, null],
  ])('%s with %j is answered with %s', (method, headers, status) => {
    expect(refusalOf(asked(method, '/graphql?query=x', headers))?.[0] ?? null).toBe(status)
  })

  it('says in its refusal what to do', () => {
    expect(refusalOf(asked('POST', '/graphql'))?.[1]).toContain('Content-Type: application/json')
    expect(refusalOf(asked('PUT', '/graphql'))?.[1]).toContain('"/graphql" does not take PUT')
    expect(refusalOf(asked('GET', '/graphql', { accept: 'x/y' }))?.[1]).toContain('application/json')
    expect(refusalOf(asked('POST', '/graphql', { ...json, origin: 'null' }))?.[1]).toContain('ALLOWED_ORIGINS')
    const judge = anyJudge()
    const refused = (method: string, url: string, headers = {}) => judge.judge(asked(method, url, headers))
    expect(refused('DELETE', '/graphql')).toMatchObject({ code: 'BAD_REQUEST', headers: { Allow: 'GET, POST' } })
    expect(refused('DELETE', '/health')).toMatchObject({ headers: { Allow: 'GET, HEAD, OPTIONS' } })
    expect(refused('POST', '/graphql')).toMatchObject({ headers: { Accept: 'application/json' } })
    expect(refused('POST', '/graphql', { ...json, origin: 'null' })).toMatchObject({ code: 'FOREIGN_PAGE' })
    const allowed = ['application/graphql-response+json', 'application/json']
    const message = expect.stringContaining(allowed.join(' or ')) as string
    expect(refused('GET', '/graphql', { accept: 'x/y' })).toMatchObject({ message, allowed: { values: allowed } })
  })

  it('goes on with the types that the client takes, the best first', () => {
    const request = asked('GET', '/graphql', { accept: 'application/json;q=0.5, text/event-stream;q=0.9' })
    expect(refusalOf(request)).toBeNull()
    expect(request.headers.accept).toBe('text/event-stream')
    const any = asked('GET', '/graphql')
    expect(refusalOf(any)).toBeNull()
    expect(any.headers.accept).toBe('application/json, application/graphql-response+json, text/event-stream')
  })

  it('is for the page only where that is on', () => {
    const browser = asked('GET', '/graphql', { accept: 'text/html' })
    expect(anyJudge().judge(browser)).toMatchObject({ path: '/graphql', wantsPage: true })
    expect(refusalOf(browser, { graphiql: false })).toEqual([404, expect.stringContaining('is off on this server')])
    const accept = 'text/html'
    expect(refusalOf(asked('POST', '/graphql', { ...json, accept }))?.[0]).toBe(406)
    expect(anyJudge().judge(asked('GET', '/', { accept }))).toMatchObject({ path: '/', wantsPage: false })
  })

  it('by GET needs a word that no page can send, where that is required', () => {
    const plainGet = false
    const refused = anyJudge({ plainGet }).judge(asked('GET', '/graphql'))
    expect(refused).toMatchObject({ status: 403, code: 'FOREIGN_PAGE', message: expect.stringContaining('or POST') })
    expect(refusalOf(asked('POST', '/graphql', { ...json, accept: '*/*' }), { plainGet })).toBeNull()
    expect(refusalOf(asked('GET', '/graphql', { accept: 'application/json' }), { plainGet })).toBeNull()
    expect(refusalOf(asked('POST', '/graphql', json), { plainGet })).toBeNull()
  })
})

describe('a request to another path', () => {
  it.each([
    ['GET', null],
    ['HEAD', null],
    ['OPTIONS', null],
    ['POST', 405],
    ['QUERY', 405],
  ])('by %s is answered with %s', (method, status) => {
    const headers = { origin: 'https://evil.example', accept: 'image/png' }
    expect(refusalOf(asked(method, '/health', headers))?.[0] ?? null).toBe(status)
  })
})

describe('an upgrade', () => {
  const statusOf = (headers: Record<string, string>) => {
    const verdict = anyJudge().judgeUpgrade(asked('GET', '/graphql', headers))
    return isRefusal(verdict) ? verdict.status : null
  }
  it('is judged by Host and Origin, whatever it accepts', () => {
    expect(statusOf({ accept: 'image/png' })).toBeNull()
    expect(statusOf({ origin: 'http://localhost:4000' })).toBeNull()
    expect(statusOf({ origin: 'http://localhost' })).toBe(403)
    expect(statusOf({ host: 'evil.example' })).toBe(421)
    expect(statusOf({ host: '[' })).toBe(400)
  })
})

describe('the host', () => {
  it('is that of a whole address, before the header', () => {
    expect(refusalOf(asked('GET', 'http://evil.example/health'))?.[0]).toBe(421)
    expect(refusalOf(asked('GET', 'http://localhost/health', { host: 'evil.example' }))).toBeNull()
    expect(refusalOf(asked('GET', 'http://%/health'))?.[0]).toBe(400)
  })

  it('may be missing, but not be there twice', () => {
    const request = asked('GET', '/health')
    delete request.headers.host
    request.rawHeaders = []
    expect(refusalOf(request)).toBeNull()
  })

  it.each(['Host', 'Origin', 'Content-Type', 'Content-Length', 'Authorization'])('and %s not twice', (name) => {
    const request = asked('GET', '/health')
    request.rawHeaders = [name.toUpperCase(), 'a', 'X', 'y', name, 'b']
    expect(refusalOf(request)).toEqual([400, `"${name.toLowerCase()}" is sent more than once.`])
    // The value of one is not the name of another.
    request.rawHeaders = [name, name, 'X', name, 'X', 'y']
    expect(refusalOf(request)).toBeNull()
  })

  it('that is not ours is refused with what to do', () => {
    const [status, words] = refusalOf(asked('GET', '/health', { host: 'evil.example' })) ?? []
    expect(status).toBe(421)
    expect(words).toMatch(/not known as "evil.example"; add the name to ALLOWED_HOSTS/)
    expect(refusalOf(asked('GET', '/health', { host: '[' }))?.[1]).toContain('"Host" is not a name')
    expect(refusalOf(asked('GET', 'health'))).toEqual([400, expect.stringContaining('not a path that starts with "/"')])
  })
})

describe('a name that a trusted proxy passes on', () => {
  const parts = {
    proxies: new TrustedProxies(['127.0.0.1']),
    hosts: new KnownHosts({ listenHost: '127.0.0.1', allowedHosts: ['desk.example'], allowedOrigins: [] }),
  }
  const judged = (host: string, forwardedHost: string) => {
    const headers = { host, 'x-forwarded-host': forwardedHost, 'x-forwarded-for': '192.0.2.1' }
    const verdict = anyJudge(parts).judge(asked('GET', '/health', headers))
    return isRefusal(verdict) ? verdict.status : verdict.host.name
  }

  it.each([
    ['desk.example', 'desk.example', 'desk.example'],
    ['127.0.0.1:4000', 'desk.example', 'desk.example'],
    ['127.0.0.1:4000', 'evil.example', 421],
    ['127.0.0.1:4000', '[', 400],
    ['evil.example', 'localhost', 421],
    ['evil.example', 'desk.example', 421],
    ['[', 'desk.example', 400],
    ['desk.example', '', 'desk.example'],
  ])('counts where the proxy itself asks by a known one: %s, %j is %s', (host, forwardedHost, result) => {
    expect(judged(host, forwardedHost)).toBe(result)
  })
})

describe('what a request expects', () => {
  it.each([
    ['100-continue', null],
    ['100-Continue', null],
    ['200-ok', 417],
    ['100-continue, 200-ok', 417],
    ['', 417],
  ])('%j is answered with %s', (expected, status) => {
    expect(refusalOf(asked('POST', '/graphql', { ...json, expect: expected }))?.[0] ?? null).toBe(status)
  })
})
