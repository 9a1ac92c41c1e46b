import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mintToken } from '../../server/auth/tokens.js'
import { maxUnreadEvents } from '../../server/bus/event-bus.js'
import { errorCodes } from '../../server/graphql/errors.js'
import { StoreUnavailable, type DecisionFilter, type RecordLog } from '../../server/storage/journal.js'
import { errorOf, json, sendOperation, strict } from '../support/api/sent-operation.js'
import { jwtSettings, keyPair, sign, startIssuer } from '../support/auth/issuer.js'
import { decision } from '../support/builders.js'
import { changeReaders } from '../support/change-readers.js'
import { notedLog } from '../support/noted-log.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { startServer, until, type GraphqlAnswer, type TestServer } from '../support/start-server.js'
import { upgradeStatus } from '../support/upgrade-status.js'

const feed = new ScriptedFeed()
const { log, logged } = notedLog()
let server: TestServer

beforeAll(async () => {
  server = await startOpen({}, { feed, log })
  logged.length = 0
})
afterAll(() => server[Symbol.asyncDispose]())

const nothingLogged = () => expect(logged).toEqual([])
const query = '{ __typename }'

interface Row {
  readonly query?: string
  readonly variables?: Record<string, unknown>
  readonly operationName?: string
  readonly extensions?: Record<string, unknown>
}

/** The account whose token comes with every row. */
const account = 'rows'
let token: string
let admin: string
/** What stands for a store that is away, and for a fault of ours. */
const away = 'STORE-AWAY'

function unlessAway<T>(log: RecordLog<T, DecisionFilter>): RecordLog<T, DecisionFilter> {
  return {
    ...log,
    newestFirst: (filter, page) =>
      filter.symbol?.includes(away)
        ? Promise.reject(new StoreUnavailable('away', { cause: null }))
        : log.newestFirst(filter, page),
  }
}

beforeAll(async () => {
  token = await server.mint(account)
  const { tokens, live } = server.app.services
  admin = (await mintToken(tokens, { name: 'admin', scopes: ['admin'], expiresAtMs: null }, live.clock.now())).token
  await sendOperation(server.httpUrl, { ...json({ query: opening('Rows', 'used') }), token })
  changeReaders(server, ({ records }) => ({
    leaderboard: () => {
      throw new Error('secret-text')
    },
    records: { ...records, decisions: unlessAway(records.decisions) },
  }))
})

const opening = (name: string, key: string) =>
  `mutation { openAccount(input: { name: "${name}", idempotencyKey: "${key}" }) { __typename } }`

const openingReplay = (more: string) =>
  `mutation { openReplay(input: { from: "2020-01-01T00:00:00Z", ${more} }) { __typename } }`

/** Codes that any operation can meet, and one that meets each. */
const rows: readonly (readonly [keyof typeof errorCodes, Row])[] = [
  ['GRAPHQL_PARSE_FAILED', { query: '{' }],
  ['GRAPHQL_VALIDATION_FAILED', { query: '{ nothing }' }],
  ['OPERATION_RESOLUTION_FAILURE', { query: 'query A { __typename }', operationName: 'B' }],
  ['OPERATION_RESOLUTION_FAILURE', { query: 'query A { __typename } query B { __typename }' }],
  [
    'OPERATION_RESOLUTION_FAILURE',
    { query: 'fragment A on Query { __typename } query A { ...A }', operationName: 'B' },
  ],
  ['BAD_USER_INPUT', { query: 'query ($n: Int!) { optionsChain(limit: $n) { seq } }', variables: { n: 'ten' } }],
  ['BAD_USER_INPUT', { query: 'query ($n: Int!) { optionsChain(limit: $n) { seq } }' }],
  ['BAD_USER_INPUT', { query: 'query ($n: Int! = 5) { optionsChain(limit: $n) { seq } }', variables: { n: null } }],
  ['BAD_USER_INPUT', { query: 'query ($n: Int = 5) { instruments(first: $n) { seq } }', variables: { n: null } }],
  ['INVALID_DATE', { query: 'query ($e: DateTime) { optionsChain(expiry: $e) { seq } }', variables: { e: 'soon' } }],
  ['TOO_MUCH_ASKED_FOR', { query: '{ decisions(first: 5000) { edges { node { id reasoning } } } }' }],
  ['UNKNOWN_CURRENCY', { query: '{ marketData(currency: "DOGE") { seq } }' }],
  ['UNKNOWN_EXPIRY', { query: '{ optionsChain(expiry: "1JAN20") { seq } }' }],
  ['UNKNOWN_SYMBOL', { query: '{ optionsChain(symbols: ["BTC-PERPETUAL"]) { seq } }' }],
  ['UNKNOWN_ACCOUNT', { query: '{ performance(account: "nobody") { seq } }' }],
  ['UNKNOWN_TOKEN', { query: 'mutation { revokeToken(id: "nobody") { id } }' }],
  ['UNKNOWN_CURSOR', { query: '{ decisions(after: "never") { edges { cursor } } }' }],
  ['UNKNOWN_REPLAY', { query: '{ marketData(replay: "nobody") { seq } }' }],
  ['UNKNOWN_RECORDING', { query: openingReplay('recording: "nothing"') }],
  ['NOT_RECORDED', { query: '{ marketData(at: "2020-01-01T00:00:00Z") { seq } }' }],
  ['NOT_RECORDED', { query: openingReplay('speed: 1') }],
  ['OUT_OF_RANGE', { query: '{ optionsChain(limit: 0) { seq } }' }],
  [
    'UNAUTHENTICATED',
    { query: 'mutation { openAccount(input: { name: "a", depositUsd: 1, idempotencyKey: "k" }) { __typename } }' },
  ],
  [
    'FORBIDDEN',
    {
      query: 'mutation { closeAccount(input: { account: "not-mine", idempotencyKey: "k" }) { __typename } }',
    },
  ],
  [
    'BAD_USER_INPUT',
    { query: 'subscription ($n: Int = 5) { instruments(first: $n) { seq } }', variables: { n: null } },
  ],
  ['UNKNOWN_CURRENCY', { query: 'subscription { marketData(currency: "DOGE") { seq } }' }],
  ...[
    'marketData @skip(if: $s) { seq }',
    'marketData { seq @skip(if: $s) }',
    'marketData { ...A @include(if: $s) } } fragment A on MarketData { seq',
    '...A @include(if: $s) } fragment A on Subscription { marketData { seq }',
    '... @include(if: $s) { marketData { seq } }',
  ].map(
    (fields) =>
      ['BAD_USER_INPUT', { query: `subscription ($s: Boolean = true) { ${fields} }`, variables: { s: null } }] as const,
  ),
  [
    'BAD_USER_INPUT',
    {
      query: 'subscription ($n: Int = 5) { marketData { indexHistory(points: $n) { priceUsd } } }',
      variables: { n: null },
    },
  ],
  ['PERSISTED_QUERY_NOT_SUPPORTED', { extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } }],
  ['INVALID_INPUT', { query: opening(' ', 'blank') }],
  ['IDEMPOTENCY_KEY_REUSED', { query: opening('Another', 'used') }],
  ['STORE_UNAVAILABLE', { query: `{ decisions(symbol: "${away}") { edges { cursor } } }` }],
  ['INTERNAL_SERVER_ERROR', { query: '{ leaderboard { rank } }' }],
]

/** A write of the rows is one of `account`, but for the one that has no token. */
function tokenFor(code: string): string | null {
  if (code === 'UNAUTHENTICATED') return null
  return code === 'UNKNOWN_TOKEN' ? admin : token
}
/** Codes whose status does not depend on what the client accepts. */
const isSameForAll = (code: string) => ['INTERNAL_SERVER_ERROR', 'UNAUTHENTICATED', 'FORBIDDEN'].includes(code)
/** What the log hears of. */
const faults = ['STORE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR']
/** Field errors of queries and mutations come with `data`, be it null; what is refused before has none. */
function statusOf(code: keyof typeof errorCodes, { query = '', variables = {} }: Row): number {
  if (code === 'UNAUTHENTICATED') return 401
  if (code === 'FORBIDDEN') return 403
  const isSubscription = query.startsWith('subscription')
  const withData: readonly (keyof typeof errorCodes)[] = [
    'UNKNOWN_CURRENCY',
    'UNKNOWN_EXPIRY',
    'UNKNOWN_SYMBOL',
    'UNKNOWN_ACCOUNT',
    'UNKNOWN_TOKEN',
    'UNKNOWN_CURSOR',
    'UNKNOWN_REPLAY',
    'UNKNOWN_RECORDING',
    'NOT_RECORDED',
    'OUT_OF_RANGE',
    'INVALID_INPUT',
    'IDEMPOTENCY_KEY_REUSED',
    'STORE_UNAVAILABLE',
    'INTERNAL_SERVER_ERROR',
  ]
  const isNullField = variables.n === null && query.startsWith('query ($n: Int = 5)')
  return !isSubscription && (withData.includes(code) || isNullField) ? 200 : 400
}
/** Those that have a test of their own, below, in `replays.test.ts`, in `server/transport/yoga/yoga.test.ts` or in `tests/security/`. */
const apart = [
  'AUTHENTICATION_UNAVAILABLE',
  'BAD_REQUEST',
  'FOREIGN_PAGE',
  'OPERATION_NOT_ALLOWED',
  'REQUEST_ENTITY_TOO_LARGE',
  'RATE_LIMITED',
  'REPLAY_CLOSED',
  'SLOW_READER',
  'TIMED_OUT',
  'TOO_MANY_OPERATIONS',
]

describe('the codes', () => {
  it('are each tested here', () => {
    expect([...new Set([...rows.map(([code]) => code), ...apart])].sort()).toEqual(Object.keys(errorCodes).toSorted())
  })

  it.each(rows)('%s is the same over HTTP, SSE and WebSocket: %j', async (code, row) => {
    const http = await errorOf(server.httpUrl, { ...json(row), token: tokenFor(code) })
    expect(http.code).toBe(code)
    const plain = await errorOf(server.httpUrl, { ...json(row), accept: 'application/json', token: tokenFor(code) })
    expect({ extensions: plain.extensions, message: plain.message }).toEqual({
      extensions: http.extensions,
      message: http.message,
    })
    const { text } = await sendOperation(server.httpUrl, {
      ...json(row),
      accept: 'text/event-stream',
      token: tokenFor(code),
    })
    expect(text).toContain(JSON.stringify(http.extensions))
    using socket = await new SocketClient(server.wsUrl).initAs(tokenFor(code))
    socket.send({ type: 'subscribe', id: 'a', payload: row })
    const { type, payload } = await socket.next()
    const errors = type === 'error' ? payload : (payload as GraphqlAnswer).errors
    expect(errors).toMatchObject([{ message: http.message }])
    expect((errors as { extensions: unknown }[])[0]?.extensions).toEqual(http.extensions)
    expect(http.extensions).not.toHaveProperty('http')
    if (!faults.includes(code)) nothingLogged()
    logged.length = 0
  })

  it.each(rows)('%s has one HTTP status for what a client accepts: %j', async (code, row) => {
    const statusFor = async (accept: string) =>
      (await sendOperation(server.httpUrl, { ...json(row), accept, token: tokenFor(code) })).status
    const status = statusOf(code, row)
    expect(await statusFor(strict)).toBe(status)
    const elsewhere = isSameForAll(code) ? status : 200
    for (const accept of ['application/json', 'text/event-stream']) expect(await statusFor(accept)).toBe(elsewhere)
    logged.length = 0
  })

  it('AUTHENTICATION_UNAVAILABLE is 503 over HTTP and SSE, and 1013 on a WebSocket', async () => {
    await using issuer = await startIssuer()
    issuer.isUp = false
    await using other = await startServer({ feed: new ScriptedFeed() }, { JWT_JWKS_URL: issuer.url, ...jwtSettings })
    const jwt = await sign(await keyPair('a', 'ES256'), { nowMs: Date.now() })
    for (const accept of [strict, 'application/json', 'text/event-stream']) {
      const answer = await fetch(other.httpUrl, {
        method: 'POST',
        headers: { accept, 'content-type': 'application/json', authorization: `Bearer ${jwt}` },
        body: '{"query":"{ __typename }"}',
      })
      expect(answer.status).toBe(503)
      expect(await answer.text()).toContain('"code":"AUTHENTICATION_UNAVAILABLE"')
    }
    using socket = await new SocketClient(other.wsUrl).open()
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${jwt}` } })
    expect(await socket.closed).toMatchObject({
      code: 1013,
      reason: expect.stringContaining('cannot be fetched') as string,
    })
  })

  it('BAD_REQUEST is 400 over HTTP and SSE, and 4400 on a WebSocket', async () => {
    for (const accept of [strict, 'application/json', 'text/event-stream']) {
      const { status, text } = await sendOperation(server.httpUrl, { ...json({ query: 5 }), accept })
      expect(status).toBe(400)
      expect(text).toContain('"code":"BAD_REQUEST"')
    }
    using socket = await new SocketClient(server.wsUrl).init()
    socket.send({ type: 'subscribe', id: 'a', payload: { query: 5 } })
    expect((await socket.closed).code).toBe(4400)
    nothingLogged()
  })

  it('FOREIGN_PAGE is 403 over HTTP and SSE, and to the upgrade of a WebSocket', async () => {
    const headers = { origin: 'https://elsewhere.example', 'content-type': 'application/json' }
    for (const accept of [strict, 'application/json', 'text/event-stream']) {
      const body = JSON.stringify({ query: '{ __typename }' })
      const response = await fetch(server.httpUrl, { method: 'POST', headers: { ...headers, accept }, body })
      expect(response.status).toBe(403)
      expect(await response.text()).toContain('"code":"FOREIGN_PAGE"')
    }
    expect(await upgradeStatus(server.wsUrl, { headers })).toBe(403)
    nothingLogged()
  })

  it('REQUEST_ENTITY_TOO_LARGE is 413 over HTTP and SSE, and 1009 on a WebSocket', async () => {
    const long = { query: `{ __typename } #${'x'.repeat(200_000)}` }
    for (const accept of [strict, 'application/json', 'text/event-stream']) {
      const { status, text } = await sendOperation(server.httpUrl, { ...json(long), accept })
      expect(status).toBe(413)
      expect(text).toContain('"code":"REQUEST_ENTITY_TOO_LARGE"')
    }
    using socket = await new SocketClient(server.wsUrl).init()
    socket.send({ type: 'subscribe', id: 'a', payload: long })
    expect((await socket.closed).code).toBe(1009)
    nothingLogged()
  })

  it('TOO_MANY_OPERATIONS refuses one on a WebSocket, and the others run on', async () => {
    using socket = await new SocketClient(server.wsUrl).init()
    const quiet = 'subscription { newFill { id } }'
    for (let count = 0; count < 20; count += 1) socket.subscribe(`s${count}`, quiet)
    socket.subscribe('more', quiet)
    expect(await socket.next()).toMatchObject({
      type: 'error',
      id: 'more',
      payload: [
        {
          extensions: { code: 'TOO_MANY_OPERATIONS', allowed: { max: 20, unit: 'subscriptions' }, retryAfterMs: 5_000 },
        },
      ],
    })
    socket.send({ id: 's0', type: 'complete' })
    await until(
      () => Promise.resolve(server.app.services.counts.members),
      (members) => members === 19,
    )
    socket.subscribe('now', query)
    expect(await socket.nextData('now')).toEqual({ __typename: 'Query' })
    nothingLogged()
  })

  it('RATE_LIMITED is 429 over HTTP and SSE, and refuses one operation on a WebSocket', async () => {
    await using small = await startServer({}, { LIMIT_OPERATIONS_PER_SECOND: '1', AGENTS: 'none' })
    using socket = await new SocketClient(small.wsUrl).init()
    const post = (accept: string) =>
      fetch(small.httpUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: JSON.stringify({ query }),
      })
    for (const accept of [strict, 'application/json', 'text/event-stream']) {
      const refused = await until(
        () => post(accept),
        ({ status }) => status === 429,
      )
      expect(refused.headers.get('retry-after')).toBe('1')
      expect(await refused.text()).toMatch(/"code":"RATE_LIMITED".*"retryAfterMs":\d+/)
    }
    for (let count = 0; count < 3; count += 1) socket.subscribe(`${count}`, query)
    let message = await socket.next()
    while (message.type !== 'error') message = await socket.next()
    expect(message.payload).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }])
    nothingLogged()
  })

  it('SLOW_READER ends a stream of events over SSE, and closes a WebSocket with 1013, when far too many come at once', async () => {
    const { bus, counts } = server.app.services
    const events = 'subscription { newDecision { id } }'
    using socket = await new SocketClient(server.wsUrl).init()
    const over = sendOperation(server.httpUrl, { ...json({ query: events }), accept: 'text/event-stream' })
    socket.subscribe('s', events)
    await until(
      () => Promise.resolve(counts.streams().find(({ field }) => field === 'newDecision')?.subscriptions),
      (members) => members === 2,
    )
    const publish = (many: number) => {
      for (let seq = 0; seq < many; seq += 1)
        bus.publish('decision', 'momentum', decision({ seq, accountId: 'momentum' }))
    }
    publish(3_000)
    for (let seq = 0; seq < 3_000; seq += 1) expect((await socket.next()).type).toBe('next')
    expect(counts.members).toBe(2)
    publish(maxUnreadEvents + 2)
    expect((await over).text).toContain('"code":"SLOW_READER"')
    expect((await socket.closed).code).toBe(1013)
    nothingLogged()
  })
})
