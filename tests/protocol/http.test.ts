import { get } from 'node:http'
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql'
import { auditServer } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expiryLabel } from '../../server/domain/instrument.js'
import { changeReaders } from '../support/change-readers.js'
import { openMarket, ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, type GraphqlAnswer, type TestServer } from '../support/start-server.js'
import { manyNames } from '../support/wide-limits.js'

const feed = new ScriptedFeed()
let server: TestServer

beforeAll(async () => {
  server = await startServer({ feed }, manyNames)
})
afterAll(() => server[Symbol.asyncDispose]())

const path = (name: string) => `${server.app.url}${name}`

describe('HTTP', () => {
  it('is alive at once, and ready when the feed has delivered', async () => {
    expect((await fetch(path('health'))).status).toBe(200)
    expect((await fetch(path('ready'))).status).toBe(503)
    openMarket(feed)
    await until(
      () => fetch(path('ready')),
      ({ status }) => status === 200,
    )
  })

  it('passes the whole GraphQL over HTTP audit', async () => {
    const audits = await auditServer({ url: server.httpUrl })
    expect(audits.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual([])
    expect(audits).toHaveLength(61)
  })

  it.each([
    ['{ marketData(currency: "DOGE") { seq } }', 'UNKNOWN_CURRENCY', 'currency', { values: ['BTC', 'ETH'] }],
    ['{ optionsChain(limit: 0) { seq } }', 'OUT_OF_RANGE', 'limit', { min: 1, max: 1_000 }],
    ['{ optionsChain(limit: 1001) { seq } }', 'OUT_OF_RANGE', 'limit', { min: 1, max: 1_000 }],
    ['{ performance(account: "nobody") { seq } }', 'UNKNOWN_ACCOUNT', 'account', { values: ['momentum'] }],
    ['{ equity(points: 3) { points { time } } }', 'OUT_OF_RANGE', 'points', { min: 4, max: 2_000 }],
    ['{ marketData { indexHistory(points: 901) { time } } }', 'OUT_OF_RANGE', 'points', { min: 1, max: 900 }],
  ])('refuses %s, naming the argument and what is allowed', async (query, code, argument, allowed) => {
    const { errors } = await ask(server.httpUrl, query)
    expect(errors?.[0]?.extensions).toMatchObject({ code, argument, allowed })
    expect(errors?.[0]?.message).toContain(`"${argument}"`)
  })

  it('refuses a curve that ends before it begins, naming both ends', async () => {
    const { errors } = await ask(server.httpUrl, '{ equity(from: "2026-01-02", to: "2026-01-01") { points { time } } }')
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'OUT_OF_RANGE', argument: 'from' })
    expect(errors?.[0]?.message).toMatch(/"from" and "to": 2026-01-02T.* is after 2026-01-01T/)
  })

  it('names the expiries that exist when one does not', async () => {
    const { data } = await ask<{ expiries: { expiry: string }[] }>(server.httpUrl, '{ expiries { expiry } }')
    const { errors } = await ask(server.httpUrl, '{ optionsChain(expiry: "2020-01-01T08:00:00.000Z") { seq } }')
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'UNKNOWN_EXPIRY',
      argument: 'expiry',
      allowed: { values: data?.expiries.map(({ expiry }) => expiry) },
    })
    for (const { expiry } of data?.expiries ?? []) {
      const answer = await ask(server.httpUrl, `{ optionsChain(expiry: "${expiry}") { expiry } }`)
      expect(answer).toEqual({ data: { optionsChain: { expiry } } })
      const label = expiryLabel(Date.parse(expiry))
      expect(errors?.[0]?.message).toContain(label)
      const labeled = await ask(
        server.httpUrl,
        `{ optionsChain(expiry: "${label}") { expiry } instruments(expiry: "${label.toLowerCase()}") { count } }`,
      )
      expect(labeled).toEqual({
        data: { optionsChain: { expiry }, instruments: { count: expect.any(Number) as number } },
      })
    }
  })

  it.each([
    'soon',
    '31FEB26',
    '2026-02-31T08:00:00Z',
    '2026-13-01',
    '1',
    '2026-12-25 08:00',
    '2026-12-25T25:00:00Z',
    '',
  ])('refuses the date %j, as a literal and as a variable', async (date) => {
    const literal = await ask(server.httpUrl, `{ optionsChain(expiry: ${JSON.stringify(date)}) { seq } }`)
    expect(literal.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_DATE', argument: 'expiry' })
    const query = 'query ($expiry: DateTime) { optionsChain(expiry: $expiry) { seq } }'
    const variable = await ask(server.httpUrl, query, { expiry: date })
    expect(variable.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_DATE' })
    expect(variable.errors?.[0]?.message).toContain('$expiry')
  })

  it('gives every refusal of the language a code, and names the argument of a wrong value', async () => {
    const codeOf = async (query: string, variables = {}) =>
      (await ask(server.httpUrl, query, variables)).errors?.[0]?.extensions
    expect(await codeOf('{ marketData {')).toMatchObject({ code: 'GRAPHQL_PARSE_FAILED' })
    expect(await codeOf('{ marketData { price } }')).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' })
    expect(await codeOf('{ optionsChain(limit: "ten") { seq } }')).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      argument: 'limit',
    })
    expect(await codeOf('query ($n: Int!) { optionsChain(limit: $n) { seq } }', { n: 'ten' })).toMatchObject({
      code: 'BAD_USER_INPUT',
    })
    expect(await codeOf(`{ a: __typename ${'{ a '.repeat(5_000)}`)).toMatchObject({ code: 'GRAPHQL_PARSE_FAILED' })
  })

  const page = (alias: string, first = 1_000) => `${alias}: decisions(first: ${first}) { edges { node { id } } }`
  const names = (field: string, count: number) =>
    Array.from({ length: count }, (_, index) => `n${index}: ${field}`).join(' ')
  const pages = (count: number, first?: number) =>
    Array.from({ length: count }, (_, index) => page(`a${index}`, first)).join(' ')

  it.each([
    ['aliases', `{ ${pages(6)} }`, {}, '126,060'],
    ['a variable', `query ($n: Int!) { ${pages(5)} fills(first: $n) { edges { cursor } } }`, { n: 2_000 }, '127,060'],
    [
      'the default of a variable',
      `query ($n: Int! = 2000) { ${pages(5)} fills(first: $n) { edges { cursor } } }`,
      {},
      '127,060',
    ],
    [
      'the default of a variable with the name of a method',
      `query ($constructor: Int! = 2000) { ${pages(5)} fills(first: $constructor) { edges { cursor } } }`,
      {},
      '127,060',
    ],
    ['lists without a size', `{ ${pages(4)} ${names('positions { positions { symbol } }', 33)} }`, {}, '120,670'],
    ['names in such a list', `{ accounts { ${names('name', 1_200)} } }`, {}, '121,000'],
    [
      'the default of the argument',
      `{ ${pages(5)} ${names('equity { points { time accountValueUsd } }', 3)} }`,
      {},
      '123,080',
    ],
    [
      'fragments',
      `{ ...A ... { ${pages(5)} } } fragment A on Query { b: decisions(first: 1000) { edges { cursor } } c: equity(points: 2000) { points { time } } }`,
      {},
      '138,070',
    ],
    [
      'aliases below',
      `{ decisions(first: 1000) { ${[1, 2, 3, 4].map((n) => `e${n}: edges { a: node { id } b: node { id } }`).join(' ')} } }`,
      {},
      '128,010',
    ],
    ['a size below', `{ marketData { ${names('indexHistory(points: 900) { time }', 13)} } }`, {}, '128,710'],
    ['an operation among others', `query A { __typename } query B { ${pages(6)} }`, {}, '126,060'],
  ])('refuses what asks for too much by %s, before anything is done', async (_by, query, variables, sum) => {
    const response = await fetch(server.httpUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables, operationName: query.startsWith('query A') ? 'B' : undefined }),
    })
    const { data, errors } = (await response.json()) as GraphqlAnswer
    expect(data ?? null).toBeNull()
    expect(errors).toHaveLength(1)
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'TOO_MUCH_ASKED_FOR',
      allowed: { max: 120_000, unit: 'cost' },
    })
    expect(errors?.[0]?.message).toContain(sum)
  })

  it('takes what asks for as much as is allowed, and counts merged fields once', async () => {
    const merged =
      '{ ...A ...A edges { node { id } } } } fragment A on DecisionConnection { edges { node { id symbol } } }'
    for (const query of [`{ ${pages(5)} }`, `{ ${pages(50, 100)} }`, `{ decisions(first: 1000) ${merged}`]) {
      expect((await ask(server.httpUrl, query)).errors).toBeUndefined()
    }
    expect((await ask(server.httpUrl, `{ ${page('a', 1e9)} }`)).errors?.[0]?.extensions).toMatchObject({
      code: 'OUT_OF_RANGE',
    })
  })

  it('answers whatever tools ask of the schema', async () => {
    const everything = {
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
    }
    for (const options of [{}, { ...everything, inputValueDeprecation: true, oneOf: true }]) {
      const { data, errors } = await ask<IntrospectionQuery>(server.httpUrl, getIntrospectionQuery(options))
      expect(errors).toBeUndefined()
      expect(data && buildClientSchema(data).getSubscriptionType()?.getFields()).toHaveProperty('optionsChain')
    }
  })

  it('refuses fragments that multiply', async () => {
    const level = (name: string, on: string, field: string, below: string) =>
      `fragment ${name} on ${on} { ${Array.from({ length: 60 }, (_, n) => `${name}${n}: ${field} { ${below} }`).join(' ')} }`
    const query = `{ decisions { ...C } }
      ${level('C', 'DecisionConnection', 'edges', '...E')} ${level('E', 'DecisionEdge', 'node', '...N')}
      ${level('N', 'Decision', 'account', 'id')}`
    const { errors } = await ask(server.httpUrl, query)
    expect(errors?.[0]?.extensions?.code).toBe('TOO_MUCH_ASKED_FOR')
  })

  it('refuses too much over SSE and WebSocket too', async () => {
    const query = `subscription { optionsChain(limit: 1000) { ${names('contracts { symbol }', 12)} } }`
    const response = await fetch(server.httpUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query }),
    })
    expect(await response.text()).toContain('TOO_MUCH_ASKED_FOR')
    for (const refused of [query, `{ ${pages(6)} }`]) {
      using socket = await new SocketClient(server.wsUrl).init()
      socket.subscribe('s', refused)
      expect(JSON.stringify(await socket.next())).toContain('TOO_MUCH_ASKED_FOR')
    }
  })

  it('writes DateTime as ISO 8601 in UTC with milliseconds', async () => {
    const { data } = await ask<{ marketData: { asOf: string } }>(server.httpUrl, '{ marketData { asOf } }')
    expect(data?.marketData.asOf).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  })

  it('trusts no foreign origin', async () => {
    const response = await fetch(server.httpUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: JSON.stringify({ query: '{ __typename }' }),
    })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('lets the configured origins in', async () => {
    await using open = await startServer(
      { feed: new ScriptedFeed() },
      { ALLOWED_ORIGINS: 'https://desk.example,https://two.example' },
    )
    const originFor = async (origin: string) => {
      const response = await fetch(open.httpUrl, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
      return response.headers.get('access-control-allow-origin')
    }
    expect(await originFor('https://desk.example')).toBe('https://desk.example')
    expect(await originFor('https://evil.example')).toBeNull()
    expect(await originFor('null')).toBeNull()
  })

  it('serves this machine alone, whatever name leads to it', async () => {
    await using open = await startServer({ feed: new ScriptedFeed() }, { ALLOWED_ORIGINS: 'https://desk.example' })
    const statusFor = (host: string) =>
      new Promise<number | undefined>((resolve) =>
        get(open.app.url + 'health', { headers: { host } }, (answer) => resolve(answer.resume().statusCode)),
      )
    expect(await statusFor('localhost:4000')).toBe(200)
    expect(await statusFor('desk.example')).toBe(200)
    expect(await statusFor('evil.example')).toBe(421)
  })

  it('refuses a body of more than 100 kB', async () => {
    const query = `{ __typename } #${'x'.repeat(200_000)}`
    const response = await fetch(server.httpUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    expect(response.status).toBe(413)
  })

  it('masks a fault of ours, over HTTP', async () => {
    const undo = changeReaders(server, () => ({
      performance: () => {
        throw new Error('secret: /etc/passwd')
      },
    }))
    try {
      const answer = await ask(server.httpUrl, '{ performance { seq } }')
      expect(JSON.stringify(answer)).not.toContain('secret')
      expect(answer.errors?.[0]).toMatchObject({
        message: 'Unexpected error.',
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      })
    } finally {
      undo()
    }
  })

  it('answers 404 with a reason where nothing is served', async () => {
    const response = await fetch(path('nowhere'))
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ error: 'Nothing is served at /nowhere' })
  })
})

describe('GraphiQL', () => {
  it('is one page that loads nothing from elsewhere', async () => {
    const response = await fetch(server.httpUrl, { headers: { accept: 'text/html' } })
    const page = await response.text()
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(page).not.toMatch(/<(script|link|img)[^>]+(src|href)="(https?:)?\/\//)
    expect(page).toContain('LiveChain')
  })

  it('is sent compressed and only once to a browser that has it', async () => {
    const first = await fetch(server.httpUrl, { headers: { accept: 'text/html', 'accept-encoding': 'gzip' } })
    await first.arrayBuffer()
    expect(first.headers.get('content-encoding')).toBe('gzip')
    const etag = first.headers.get('etag') ?? ''
    const again = await fetch(server.httpUrl, { headers: { accept: 'text/html', 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })
})
