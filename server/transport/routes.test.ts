import { Registry } from 'prom-client'
import { afterEach, describe, expect, it } from 'vitest'
import { admissionFor } from '../../tests/support/admission.js'
import { anyJudge } from '../../tests/support/edge.js'
import { apiThat, httpParts, listening } from '../../tests/support/http-parts.js'
import { httpSend } from '../../tests/support/http-send.js'
import { TrustedProxies } from '../edge/trusted-proxies.js'
import { httpServer, type HttpServer, type HttpServerParts } from './http-server.js'
import { MetricsPage } from './pages/metrics-page.js'
import type { TransportContext } from './yoga/transport-context.js'

let http: HttpServer
let url: string
afterEach(() => http.close(0))

async function serving(parts: Partial<HttpServerParts> = {}): Promise<void> {
  http = httpServer(httpParts(parts))
  url = await listening(http.server)
}

const get = (path: string, headers: Record<string, string> = {}) => httpSend(`${url}${path}`, { headers })

describe('a program that watches the server', () => {
  it('hears that it is alive', async () => {
    await serving({ ready: () => false })
    const { status, headers, text } = await get('/health')
    expect([status, text]).toEqual([200, '{"status":"alive"}'])
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  })

  it('hears that it is ready once the feed has delivered', async () => {
    let isReady = false
    await serving({ ready: () => isReady })
    expect(await get('/ready')).toMatchObject({ status: 503, text: '{"status":"waiting for the feed"}' })
    isReady = true
    expect(await get('/ready')).toMatchObject({ status: 200, text: '{"status":"ready"}' })
  })

  it('reads the metrics, unless they are on an address of their own', async () => {
    await serving({ metrics: new MetricsPage(new Registry(), null) })
    expect((await get('/metrics')).status).toBe(200)
    await http.close(0)
    await serving()
    expect((await get('/metrics')).status).toBe(404)
  })
})

describe('a file', () => {
  it.each([
    ['/schema.graphql', 'type Query', 'text/plain; charset=utf-8'],
    ['/sign-in.json', '{"oidc":null}', 'application/json; charset=utf-8'],
  ])('is sent with its type, in the coding that is asked for: %s', async (path, content, type) => {
    await serving({ schemaText: () => 'type Query' })
    const { status, text, headers } = await get(path)
    expect([status, text]).toEqual([200, content])
    expect(headers).toMatchObject({ 'content-type': type, vary: 'Accept-Encoding' })
    expect((await get(path, { 'accept-encoding': 'gzip' })).headers).toHaveProperty('content-encoding', 'gzip')
  })

  it('of the schema is not there when nobody may read it', async () => {
    await serving()
    expect(await get('/schema.graphql')).toMatchObject({
      status: 404,
      text: '{"error":"Nothing is served at /schema.graphql"}',
    })
  })

  it('that is none is not found, and its path is named', async () => {
    await serving()
    expect(await get('/nothing?at=all')).toMatchObject({
      status: 404,
      text: '{"error":"Nothing is served at /nothing"}',
    })
  })

  it('is for reading, as OPTIONS says', async () => {
    await serving()
    const { status, headers, text } = await httpSend(`${url}/health`, { method: 'OPTIONS' })
    expect([status, headers.allow, text]).toEqual([204, 'GET, HEAD, OPTIONS', ''])
  })
})

describe('the API', () => {
  const json = { 'content-type': 'application/json' }
  /** What the API was told about the request. */
  let told: TransportContext
  const yoga = apiThat((_request, response, context) => {
    told = context
    response.end('answered')
  })

  it('is told on which connection, for whom and with which answer it works', async () => {
    const proxies = new TrustedProxies(['127.0.0.1'])
    await serving({ yoga, proxies, judge: anyJudge({ proxies }) })
    const headers = { ...json, 'x-forwarded-for': '192.0.2.1' }
    expect((await httpSend(`${url}/graphql`, { headers, body: '{}' })).text).toBe('answered')
    expect(told.source).toEqual({ key: '192.0.2.1', isLoopback: false })
    expect(told.answer?.req.url).toBe('/graphql')
    expect(told.connection).toBe(told.answer?.req.socket)
  })

  it('gives answers that no cache keeps, and that depend on the origin', async () => {
    await serving({ yoga })
    const { headers } = await httpSend(`${url}/graphql`, { headers: json, body: '{}' })
    expect(headers).toMatchObject({ vary: 'Origin', 'cache-control': 'no-store' })
    expect(headers).not.toHaveProperty('allow')
  })

  it('says by which methods it is asked', async () => {
    await serving({ yoga })
    const { status, text, headers } = await httpSend(`${url}/graphql`, { method: 'OPTIONS' })
    expect([status, text, headers.allow]).toEqual([204, '', 'GET, POST, OPTIONS'])
    expect(headers.vary).toBe('Origin, Access-Control-Request-Headers')
  })

  it('shows browsers a page to try it on, which may run nothing but its own scripts', async () => {
    await serving({ yoga })
    const { text, headers } = await get('/graphql', { accept: 'text/html' })
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      vary: 'Accept, Accept-Encoding',
      'content-security-policy': expect.stringContaining("script-src 'sha256-") as string,
    })
    expect(text).toContain('<title>Gammacast GraphiQL</title>')
    expect(text).toContain('"endpoint":"/graphql","subscriptionsProtocol":"WS"')
    expect(text).toContain('"defaultEditorToolsVisibility":"variables"')
  })
})

describe('every answer', () => {
  it('has the headers that protect browsers', async () => {
    await serving()
    const { headers } = await get('/health')
    expect(headers).toHaveProperty('x-content-type-options', 'nosniff')
    expect(headers).not.toHaveProperty('strict-transport-security')
  })

  it('says that browsers stay with TLS, when the client came by it', async () => {
    const proxies = new TrustedProxies(['127.0.0.1'])
    await serving({ proxies, judge: anyJudge({ proxies }) })
    for (const [host, status] of [
      ['127.0.0.1', 200],
      ['foreign.example', 421],
    ] as const) {
      const answer = await get('/health', { host, 'x-forwarded-proto': 'https' })
      expect(answer.status).toBe(status)
      expect(answer.headers).toHaveProperty('strict-transport-security')
    }
  })

  it('is a refusal when the request does not fit', async () => {
    await serving()
    const { status, text } = await get('/health', { host: 'foreign.example' })
    expect([status, text]).toEqual([421, expect.stringContaining('"code":"BAD_REQUEST"')])
  })
})

describe('requests of an address', () => {
  const rows: [string, string, Record<string, string>, string, number][] = [
    ['pages', 'GET', {}, '/', 404],
    ['files', 'GET', {}, '/sign-in.json', 200],
    ['names of nothing', 'GET', {}, '/nothing', 404],
    ['the page of GraphiQL', 'GET', { accept: 'text/html' }, '/graphql', 200],
    ['questions of browsers', 'OPTIONS', {}, '/graphql', 204],
    ['forms', 'POST', { 'content-type': 'text/plain' }, '/graphql', 415],
    ['foreign pages', 'POST', { 'content-type': 'application/json', origin: 'https://evil.example' }, '/graphql', 403],
    ['foreign names', 'GET', { host: 'evil.example' }, '/', 421],
    ['expectations', 'GET', { expect: '200-ok' }, '/', 417],
    ['the metrics without a token', 'GET', {}, '/metrics', 401],
  ]

  it.each(rows)('are limited: %s', async (_what, method, headers, path, usual) => {
    const parts = httpParts({ admission: admissionFor({ LIMIT_OPERATIONS_PER_SECOND: '3' }) })
    await serving({ ...parts, metrics: new MetricsPage(new Registry(), 'a-token-of-16-characters') })
    const answers = await Promise.all(Array.from({ length: 6 }, () => httpSend(url + path, { method, headers })))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === usual)).toHaveLength(3)
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.headers).toMatchObject({ 'retry-after': '1', 'x-content-type-options': 'nosniff' })
    expect(refused?.text).toContain('"code":"RATE_LIMITED"')
    expect(parts.counts.refusedRequests.get(429)).toBe(3)
    expect(parts.counts.refusedRequests.get(usual)).toBe(usual < 400 ? undefined : 3)
  })

  it('are not limited when the operator reads the metrics', async () => {
    const parts = httpParts({ admission: admissionFor({ LIMIT_OPERATIONS_PER_SECOND: '1' }) })
    await serving({ ...parts, metrics: new MetricsPage(new Registry(), null) })
    for (const _ of [1, 2, 3]) expect((await get('/metrics')).status).toBe(200)
  })

  it.each(['/health', '/ready'])('are counted by themselves when they ask how the server is: %s', async (path) => {
    await serving({ admission: admissionFor({ LIMIT_OPERATIONS_PER_SECOND: '3' }) })
    for (let count = 0; count < 6; count += 1) await get('/nothing')
    const asked = await Promise.all(Array.from({ length: 6 }, () => get(path)))
    const statuses = asked.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(3)
    expect(statuses.filter((status) => status === 429)).toHaveLength(3)
  })

  it('are not limited twice when they are operations, which the API counts', async () => {
    const parts = httpParts({ admission: admissionFor({ LIMIT_OPERATIONS_PER_SECOND: '1' }) })
    await serving(parts)
    const headers = { 'content-type': 'application/json' }
    for (const _ of [1, 2, 3]) expect((await httpSend(`${url}/graphql`, { headers, body: '{}' })).status).toBe(200)
  })
})
