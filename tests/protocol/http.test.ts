import { get } from 'node:http'
import { auditServer } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMarket, ScriptedFeed } from '../support/scripted-feed.js'
import type { TestServer } from '../support/start-server.js'
import { ask, startServer, until } from '../support/start-server.js'

const feed = new ScriptedFeed()
let server: TestServer

beforeAll(async () => {
  server = await startServer({ feed })
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
    ['{ marketData(currency: "DOGE") { seq } }', 'UNKNOWN_CURRENCY', 'currency', ['BTC', 'ETH']],
    ['{ optionsChain(limit: 0) { seq } }', 'OUT_OF_RANGE', 'limit', { min: 1, max: 1_000 }],
    ['{ optionsChain(limit: 1001) { seq } }', 'OUT_OF_RANGE', 'limit', { min: 1, max: 1_000 }],
    ['{ performance(account: "nobody") { seq } }', 'UNKNOWN_ACCOUNT', 'account', ['momentum']],
    ['{ equity(points: 3) { points { time } } }', 'OUT_OF_RANGE', 'points', { min: 4, max: 2_000 }],
    ['{ marketData { indexHistory(points: 901) { time } } }', 'OUT_OF_RANGE', 'points', { min: 1, max: 900 }],
  ])('refuses %s, naming the argument and what is allowed', async (query, code, argument, allowed) => {
    const { errors } = await ask(server.httpUrl, query)
    expect(errors?.[0]?.extensions).toMatchObject({ code, argument, allowed })
    expect(errors?.[0]?.message).toContain(`"${argument}"`)
  })

  it('names the expiries that exist when one does not', async () => {
    const { data } = await ask<{ expiries: { expiry: string }[] }>(server.httpUrl, '{ expiries { expiry } }')
    const { errors } = await ask(server.httpUrl, '{ optionsChain(expiry: "2020-01-01T08:00:00.000Z") { seq } }')
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'UNKNOWN_EXPIRY',
      argument: 'expiry',
      allowed: data?.expiries.map(({ expiry }) => expiry),
    })
    for (const { expiry } of data?.expiries ?? []) {
      const answer = await ask(server.httpUrl, `{ optionsChain(expiry: "${expiry}") { expiry } }`)
      expect(answer).toEqual({ data: { optionsChain: { expiry } } })
    }
  })

  it.each(['soon', '2026-02-31T08:00:00Z', '2026-13-01', '1', '2026-12-25 08:00', '2026-12-25T25:00:00Z', ''])(
    'refuses the date %j, as a literal and as a variable',
    async (date) => {
      const literal = await ask(server.httpUrl, `{ optionsChain(expiry: ${JSON.stringify(date)}) { seq } }`)
      expect(literal.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_DATE', argument: 'expiry' })
      const query = 'query ($expiry: DateTime) { optionsChain(expiry: $expiry) { seq } }'
      const variable = await ask(server.httpUrl, query, { expiry: date })
      expect(variable.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_DATE' })
      expect(variable.errors?.[0]?.message).toContain('$expiry')
    },
  )

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
    const { accounts } = server.app.services
    const original = accounts.performance
    accounts.performance = () => {
      throw new Error('secret: /etc/passwd')
    }
    try {
      const answer = await ask(server.httpUrl, '{ performance { seq } }')
      expect(JSON.stringify(answer)).not.toContain('secret')
      expect(answer.errors?.[0]).toMatchObject({
        message: 'Unexpected error.',
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      })
    } finally {
      accounts.performance = original
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
