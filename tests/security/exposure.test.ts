import { once } from 'node:events'
import { connect } from 'node:net'
import { buildSchema, printSchema } from 'graphql'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maxConnections } from '../../server/transport/metrics-server.js'
import { contractFiles } from '../support/contract.js'
import { httpSend, type HttpSent } from '../support/http-send.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, type TestServer } from '../support/start-server.js'

const production = (env: Record<string, string> = {}) => startServer({}, { NODE_ENV: 'production', ...env })
const token = 'a-token-of-enough-letters'

type Variables = Record<string, unknown>
const overSocket = async ({ wsUrl }: TestServer, query: string, variables?: Variables) => {
  using socket = await new SocketClient(wsUrl).init()
  socket.subscribe('q', query, variables)
  return JSON.stringify(await socket.next())
}
const overEvents = async ({ httpUrl }: TestServer, query: string, variables?: Variables) => {
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
  return (await httpSend(httpUrl, { headers, body: JSON.stringify({ query, variables }) })).text
}
const overHttp = async ({ httpUrl }: TestServer, query: string, variables?: Variables) =>
  JSON.stringify(await ask(httpUrl, query, variables))
const transports = { HTTP: overHttp, SSE: overEvents, WebSocket: overSocket }

const wordsIn = (text: string): readonly string[] => text.match(/[_a-z]\w*/gi) ?? []

describe('in production', () => {
  it('the schema cannot be asked for, guessed by hints or read as a file', async () => {
    await using server = await production()
    for (const [name, send] of Object.entries(transports)) {
      for (const query of ['{ __schema { types { name } } }', '{ __type(name: "Query") { name } }']) {
        expect(await send(server, query), name).toContain('GRAPHQL_VALIDATION_FAILED')
        expect(await send(server, query), name).not.toContain('"types":')
      }
      for (const query of [
        '{ statu { version } }',
        '{ status { versio } }',
        '{ status(x: 1) { version } }',
        '{ optionsChain(limt: 1) { seq } }',
        '{ decisions(action: BUY) { edges { cursor } } }',
        '{ status }',
        '{ ... on Stats { x } }',
        'subscription { marketDat { seq } }',
      ]) {
        const answer = await send(server, query)
        expect(answer, name).toMatch(/GRAPHQL_VALIDATION_FAILED/)
        expect(answer, name).not.toMatch(/Did you mean|Known here|"allowed"/)
      }
    }
    expect((await fetch(`${server.app.url}schema.graphql`)).status).toBe(404)
    expect(await ask(server.httpUrl, '{ __typename }')).toEqual({ data: { __typename: 'Query' } })
  })

  it('nor by hints about variables', async () => {
    await using server = await production()
    for (const [name, send] of Object.entries(transports)) {
      for (const [query, variables] of [
        ['query ($a: [DecisionAction!]) { decisions(action: $a) { edges { cursor } } }', { a: ['BUYS_TO_ENTER'] }],
        ['subscription ($a: [DecisionAction!]) { newDecision(action: $a) { id } }', { a: ['BUYS_TO_ENTER'] }],
        ['query ($s: StrikeRange) { optionsChain(strikes: $s) { seq } }', { s: { mim: 1 } }],
        ['subscription ($s: StrikeRange) { optionsChain(strikes: $s) { seq } }', { s: { mim: 1 } }],
      ] as const) {
        const answer = await send(server, query, variables)
        expect(answer, name).toMatch(/BAD_USER_INPUT/)
        expect(answer, name).not.toMatch(/Did you mean|Known here|"allowed"/)
      }
    }
  })

  /** Each could be read from the errors of graphql-js. */
  const probes: readonly (readonly [query: string, variables?: Variables])[] = [
    ['mutation { openAccount { __typename } }'],
    ['mutation { openAccount(input: {}) { __typename } }'],
    ['mutation { openAccount(input: { nam: "x" }) { __typename } }'],
    ['mutation { openAccount(input: 5) { __typename } }'],
    ['{ order { id } }'],
    ['{ order(id: 1.5) { id } }'],
    ['{ viewer }'],
    ['{ viewer { nothing } }'],
    ['{ viewer { id { x } } }'],
    ['{ instruments(kind: PERPETUALL) { seq } }'],
    ['{ instruments(kind: 5) { seq } }'],
    ['{ equity(from: 5) { points { time } } }'],
    ['query ($a: String) { order(id: $a) { id } }'],
    ['query ($a: Int) { instruments(kind: $a) { seq } }'],
    ['query ($a: [ID!]!) { orders(account: $a) { edges { cursor } } }', { a: [null] }],
    ['query ($a: DateTime) { equity(from: $a) { points { time } } }', { a: 'noon' }],
    ['mutation ($i: OpenAccountInput!) { openAccount(input: $i) { __typename } }', { i: {} }],
    ['mutation ($i: OpenAccountInput!) { openAccount(input: $i) { __typename } }', { i: { visibility: 'SECRET' } }],
    ['mutation ($i: PlaceOrderInput!) { placeOrder(input: $i) { __typename } }', { i: { side: 'B', trailingStop: 1 } }],
    ['query ($i: StrikeRange) { optionsChain(strikes: $i) { seq } }', { i: { fromUsd: 'x' } }],
    ['subscription ($s: StrikeRange) { optionsChain(strikes: $s) { seq } }', { s: 'x' }],
    ['subscription ($a: [ID!]) { newOrder(account: $a) { id } }', { a: [[]] }],
    ['{ accounts { ... on Order { id } } }'],
    ['{ __typename @include }'],
    ['{ __typename @skip(unless: true) }'],
  ]

  it('an error tells no part of the schema that was not sent', async () => {
    await using server = await production()
    for (const [query, variables] of probes) await tellsNothing(server, query, variables)
  })

  async function tellsNothing(server: TestServer, query: string, variables?: Variables): Promise<void> {
    const schema = buildSchema(contractFiles.join('\n'))
    const names = new Set(wordsIn(printSchema(schema).replace(/"""[^]*?"""|"[^"]*"/g, '')))
    const sent = new Set(wordsIn(`${query} ${JSON.stringify(variables ?? {})} Query Mutation Subscription`))
    for (const [name, send] of Object.entries(transports)) {
      const answer = await send(server, query, variables)
      const messages = [...answer.matchAll(/"message":("(?:[^"\\]|\\.)*")/g)].map(
        ([, text = '']) => JSON.parse(text) as string,
      )
      expect(messages.length, answer).toBeGreaterThan(0)
      const quotes = messages.flatMap((message) => message.match(/"(?:[^"\\]|\\.)*"/g) ?? [])
      expect(
        wordsIn(quotes.join(' ')).filter((word) => names.has(word) && !sent.has(word)),
        name,
      ).toEqual([])
      // Scalars name themselves without quotes.
      if (!sent.has('DateTime')) expect(messages.join(' ')).not.toContain('DateTime')
    }
  }

  it('GraphiQL is not served', async () => {
    await using server = await production()
    const page = await fetch(server.httpUrl, { headers: { accept: 'text/html' } })
    expect(page.status).toBe(404)
    expect(await page.text()).not.toMatch(/<html|graphiql\.|YogaGraphiQL/)
  })

  it('both are there when the settings say so, each alone', async () => {
    await using schema = await production({ INTROSPECTION: 'true' })
    expect(JSON.stringify(await ask(schema.httpUrl, '{ __schema { queryType { name } } }'))).toContain('"Query"')
    expect((await fetch(`${schema.app.url}schema.graphql`)).status).toBe(200)
    expect((await fetch(schema.httpUrl, { headers: { accept: 'text/html' } })).status).toBe(404)
    await using page = await production({ GRAPHIQL: 'true' })
    expect((await fetch(page.httpUrl, { headers: { accept: 'text/html' } })).status).toBe(200)
    expect(JSON.stringify(await ask(page.httpUrl, '{ __schema { queryType { name } } }'))).not.toContain('"queryType":')
  })

  it('every answer says what browsers may do with it', async () => {
    await using server = await production()
    for (const path of ['', 'health', 'graphql', 'nothing', 'metrics', '%']) {
      const { headers } = await httpSend(server.app.url + path, {})
      expect(headers, path).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['content-security-policy'], path).toContain("default-src 'none'")
      expect(headers['x-powered-by'] ?? headers.server, path).toBeUndefined()
      if (path !== '') expect(headers['cache-control'], path).toBe('no-store')
    }
  })
})

describe('an answer of the API', () => {
  let server: TestServer
  beforeAll(async () => void (server = await production()))
  afterAll(() => server[Symbol.asyncDispose]())

  const json = { 'content-type': 'application/json', accept: 'application/json' }
  const query = JSON.stringify({ query: '{ __typename }' })
  const asked = '?query={__typename}'

  it.each<[number, string, HttpSent]>([
    [200, asked, { headers: { accept: 'application/json' } }],
    [200, asked, { headers: { accept: 'application/graphql-response+json' } }],
    [200, '', { headers: json, body: query }],
    [200, asked, { headers: { accept: 'text/event-stream' } }],
    [204, '', { method: 'OPTIONS', headers: { origin: 'https://evil.example' } }],
    [400, '?query={', { headers: { accept: 'application/graphql-response+json' } }],
    [400, '', { headers: json, body: '{' }],
    [401, asked, { headers: { accept: 'application/json', authorization: 'Bearer gct_x' } }],
    [403, asked, { headers: { accept: '*/*' } }],
    [404, '', { headers: { accept: 'text/html' } }],
    [405, '', { method: 'PUT' }],
    [406, asked, { headers: { accept: 'image/png', 'apollo-require-preflight': 'true' } }],
    [413, '', { headers: json, body: ' '.repeat(100_001) }],
    [415, '', { headers: { 'content-type': 'text/plain' }, body: query }],
    [421, asked, { headers: { accept: 'application/json', host: 'evil.example' } }],
  ])('is kept by no cache, and differs by Origin where a page may read it: %s %s', async (wanted, search, sent) => {
    const { status, headers } = await httpSend(server.httpUrl + search, sent)
    expect([status, headers['cache-control']]).toEqual([wanted, expect.stringContaining('no-store')])
    if (wanted < 300) expect(headers.vary).toMatch(/\bOrigin\b/)
  })
})

/** These ask for the schema to see whether variables arrive. */
const introspecting = ['28B9', '2EA1', '6A70', 'D6D5']

describe('the audit of GraphQL over HTTP, in production', () => {
  it.each([
    ['with introspection: all of it', { INTROSPECTION: 'true' }, []],
    ['without: all but what needs it', {}, introspecting],
  ] as const)('is passed %s', async (_what, env, waived) => {
    await using server = await production(env)
    const results = await Promise.all(serverAudits({ url: server.httpUrl }).map((audit) => audit.fn()))
    expect(results).toHaveLength(61)
    expect(results.flatMap(({ id, status }) => (status === 'ok' ? [] : id)).sort()).toEqual(waived)
  })
})

describe('the metrics', () => {
  const statusOf = async (url: string, headers: Record<string, string> = {}) =>
    (await httpSend(url, { headers })).status

  it('are for this machine, and not for whoever is behind a proxy', async () => {
    await using server = await startServer()
    const { metricsUrl } = server.app
    expect(metricsUrl).toBe(`${server.app.url}metrics`)
    expect(await statusOf(metricsUrl)).toBe(200)
    for (const name of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via', 'x-forwarded-proto']) {
      expect(await statusOf(metricsUrl, { [name]: '127.0.0.1' }), name).toBe(401)
    }
  })

  it('are not for another machine that a trusted proxy names, nor for another address of this one', async () => {
    await using server = await startServer({}, { HOST: '0.0.0.0', ALLOW_PLAIN_HTTP: 'true' })
    const own = new URL(server.app.url)
    if (own.hostname !== '127.0.0.1') expect(await statusOf(server.app.metricsUrl)).toBe(401)
    own.hostname = '127.0.0.1'
    expect(await statusOf(`${own.href}metrics`)).toBe(200)
  })

  it('need their token when there is one', async () => {
    await using server = await startServer({}, { METRICS_TOKEN: token })
    const { metricsUrl } = server.app
    for (const authorization of [undefined, '', token, 'Bearer', `Bearer ${token}x`, `Bearer ${token.slice(1)}`]) {
      expect(await statusOf(metricsUrl, authorization === undefined ? {} : { authorization })).toBe(401)
    }
    expect(await statusOf(metricsUrl, { authorization: `Bearer ${token}` })).toBe(200)
  })

  it('have an address of their own when they have a port, and are nowhere else', async () => {
    await using server = await startServer({}, { METRICS_PORT: '0' })
    const { metricsUrl, url } = server.app
    expect(new URL(metricsUrl).port).not.toBe(new URL(url).port)
    expect(await statusOf(metricsUrl)).toBe(200)
    expect(await statusOf(metricsUrl, { host: 'evil.example' })).toBe(421)
    expect(await statusOf(`${url}metrics`)).toBe(404)
    for (const path of ['/', '/health', '/graphql?query={__typename}']) {
      expect(await statusOf(new URL(path, metricsUrl).href), path).toBe(404)
    }
  })

  it('there take a few connections, and no more', async () => {
    await using server = await startServer({}, { METRICS_PORT: '0' })
    const { hostname, port } = new URL(server.app.metricsUrl)
    const dial = () =>
      connect(Number(port), hostname)
        .on('error', () => {})
        .resume()
    const open = Array.from({ length: maxConnections }, dial)
    await Promise.all(open.map((socket) => once(socket, 'connect')))
    await once(dial(), 'close')
    expect(open.filter(({ destroyed }) => !destroyed)).toHaveLength(maxConnections)
    for (const socket of open) socket.destroy()
  })
})
