import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorCodes } from '../../server/graphql/errors.js'
import { openMarket, ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import type { GraphqlAnswer, TestServer } from '../support/start-server.js'
import { startServer, untilOpen } from '../support/start-server.js'

const feed = new ScriptedFeed()
const logged: unknown[] = []
const note = (...parts: unknown[]) => void logged.push(parts)
let server: TestServer

beforeAll(async () => {
  server = await startServer({ feed, log: { debug: () => {}, info: () => {}, warn: note, error: note } })
  openMarket(feed)
  await untilOpen(server)
  logged.length = 0
})
afterAll(() => server[Symbol.asyncDispose]())

const strict = 'application/graphql-response+json'

interface Sent {
  readonly body?: string | Buffer
  readonly type?: string | null
  readonly accept?: string
  readonly search?: string
}

/** As node sends it, for `fetch` adds headers of its own. */
function send({ body, type = 'application/json', accept = strict, search = '' }: Sent) {
  const headers = { accept, ...(body !== undefined && type !== null && { 'content-type': type }) }
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const asked = request(
      server.httpUrl + search,
      { method: body === undefined ? 'GET' : 'POST', headers },
      (answer) => {
        let text = ''
        answer.on('data', (part: Buffer) => (text += part.toString()))
        answer.on('end', () => resolve({ status: answer.statusCode, text }))
      },
    )
    asked.on('error', reject).end(body)
  })
}

async function errorOf(sent: Sent) {
  const { status, text } = await send(sent)
  const error = (JSON.parse(text) as GraphqlAnswer).errors?.[0]
  return { status, message: error?.message, code: error?.extensions?.code, extensions: error?.extensions ?? {}, text }
}

const nothingLogged = () => expect(logged).toEqual([])
const json = (value: unknown) => ({ body: JSON.stringify(value) })
const query = '{ __typename }'

describe('a malformed request', () => {
  it.each<[string, Sent, string]>([
    ['variables=undefined', { search: '?query={__typename}&variables=undefined' }, '"variables"'],
    ['extensions that are not JSON', { search: '?query={__typename}&extensions={' }, '"extensions"'],
    ['variables that are a list', { search: '?query={__typename}&variables=[]' }, '"variables"'],
    ['a query given twice', { search: '?query={__typename}&query={a}' }, '"query"'],
    ['variables given twice', { search: '?query={__typename}&variables={}&variables={}' }, '"variables"'],
    ['no query', { search: '?variables={}' }, '"query"'],
    ['a body that is not JSON', { body: 'secret-text{' }, 'not valid JSON'],
    ['an empty body', { body: '' }, 'not valid JSON'],
    ['invalid UTF-8', { body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) }, 'UTF-8'],
    ['null', json(null), 'object'],
    ['a number', json(7), 'object'],
    ['a batch', json([{ query }]), 'one operation per request'],
    ['an empty batch', json([]), 'one operation per request'],
    ['variables that are a text', json({ query, variables: 'secret-text' }), '"variables"'],
    ['variables that are a list', json({ query, variables: [1] }), '"variables"'],
    ['extensions that are a number', json({ query, extensions: 1 }), '"extensions"'],
    ['an operationName that is an object', json({ query, operationName: { a: 1 } }), '"operationName"'],
    ['an operationName that is a list', json({ query, operationName: ['secret-text'] }), '"operationName"'],
    ['a query that is an object', json({ query: { a: 1 } }), '"query"'],
    ['no query', json({ variables: {} }), '"query"'],
    ['an unknown part', json({ query, 'secret-text': 1 }), 'query, variables, operationName, extensions'],
    [
      'a form with broken variables',
      { body: 'query={__typename}&variables=x', type: 'application/x-www-form-urlencoded' },
      '"variables"',
    ],
  ])('with %s is answered 400, naming the part', async (_what, sent, part) => {
    for (const accept of [strict, 'application/json', '*/*']) {
      const { status, message, code, text } = await errorOf({ ...sent, accept })
      expect({ status, code }).toEqual({ status: 400, code: 'BAD_REQUEST' })
      expect(message).toContain(part)
      expect(text).not.toContain('secret-text')
      expect(text).not.toMatch(/originalError|SyntaxError|"http"/)
    }
    nothingLogged()
  })

  it.each<[string, string | null]>([
    ['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded'],
    ['text/plain', 'text/plain'],
    ['nothing', null],
  ])('that is JSON but says %s is told which content type to send', async (_what, type) => {
    const { status, message } = await errorOf({ ...json({ query }), type })
    expect(status).toBe(415)
    expect(message).toContain('Content-Type: application/json')
  })

  it.each(['Application/JSON', 'application/json ; charset=utf-8', 'application/json;charset=UTF-8'])(
    'is not one for its content type %s',
    async (type) => expect((await send({ ...json({ query }), type })).status).toBe(200),
  )

  it.each([
    ['next', '{"type":"next","id":"a","payload":{}}'],
    ['error', '{"type":"error","id":"a","payload":[{"message":"secret-text"}]}'],
    ['connection_ack', '{"type":"connection_ack"}'],
    ['an unknown type', '{"type":"secret-text"}'],
    ['no JSON', 'secret-text'],
    ['a list', '[1]'],
    ['binary', Buffer.from('{"type":"ping"}')],
  ])('%s on a socket closes it with 4400, and nothing is logged', async (_what, message) => {
    using socket = await new SocketClient(server.wsUrl).init()
    socket.socket.send(message)
    const { code, reason } = await socket.closed
    expect(code).toBe(4400)
    expect(reason).toMatch(/^Invalid message received: /)
    expect(reason).not.toContain('secret-text')
    nothingLogged()
  })
})

describe('a client that persists documents', () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: 'abc' } }
  const refusal = { message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }
  const search = `?extensions=${encodeURIComponent(JSON.stringify(extensions))}`

  it.each<[string, Sent]>([
    ['POST', json({ extensions })],
    ['POST with a name and an empty query', json({ operationName: 'A', query: '', variables: {}, extensions })],
    ['GET', { search }],
    ['documentId', json({ documentId: 'sha256:abc' })],
    ['doc_id', json({ doc_id: '1', variables: {} })],
  ])('is told by %s to send the text', async (_by, sent) => {
    for (const [accept, expected] of [
      [strict, 400],
      ['application/json', 200],
    ] as const) {
      const { status, text } = await send({ ...sent, accept })
      expect({ status, answer: JSON.parse(text) as unknown }).toEqual({
        status: expected,
        answer: { errors: [refusal] },
      })
    }
    nothingLogged()
  })

  it('is told so on a socket, which stays open, and over SSE', async () => {
    using socket = await new SocketClient(server.wsUrl).init()
    socket.send({ type: 'subscribe', id: 'a', payload: { extensions } })
    expect(await socket.next()).toEqual({ type: 'error', id: 'a', payload: [refusal] })
    socket.subscribe('b', query)
    expect(await socket.nextData('b')).toEqual({ __typename: 'Query' })
    expect((await send({ ...json({ extensions }), accept: 'text/event-stream' })).text).toContain(
      JSON.stringify(refusal),
    )
  })

  it('may send text and hash together', async () => {
    expect((await send(json({ query, extensions }))).status).toBe(200)
  })
})

interface Row {
  readonly query: string
  readonly variables?: Record<string, unknown>
  readonly operationName?: string
}

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
  ['BAD_USER_INPUT', { query: 'query ($n: Int = 5) { optionsChain(limit: $n) { seq } }', variables: { n: null } }],
  ['INVALID_DATE', { query: 'query ($e: DateTime) { optionsChain(expiry: $e) { seq } }', variables: { e: 'soon' } }],
  ['TOO_MUCH_ASKED_FOR', { query: `{ ${Array.from({ length: 51 }, (_, n) => `a${n}: __typename`).join(' ')} }` }],
  ['UNKNOWN_CURRENCY', { query: '{ marketData(currency: "DOGE") { seq } }' }],
  ['UNKNOWN_EXPIRY', { query: '{ optionsChain(expiry: "1JAN20") { seq } }' }],
  ['UNKNOWN_ACCOUNT', { query: '{ performance(account: "nobody") { seq } }' }],
  ['UNKNOWN_CURSOR', { query: '{ decisions(after: "never") { edges { cursor } } }' }],
  ['OUT_OF_RANGE', { query: '{ optionsChain(limit: 0) { seq } }' }],
  [
    'UNAUTHENTICATED',
    { query: 'mutation { openAccount(input: { name: "a", depositUsd: 1, idempotencyKey: "k" }) { __typename } }' },
  ],
  [
    'BAD_USER_INPUT',
    { query: 'subscription ($n: Int = 5) { optionsChain(limit: $n) { seq } }', variables: { n: null } },
  ],
  ['UNKNOWN_CURRENCY', { query: 'subscription { marketData(currency: "DOGE") { seq } }' }],
]

describe('the codes', () => {
  it('all stand in one table, with what they mean', () => {
    const table = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code)
    expect(table.sort()).toEqual(Object.keys(errorCodes).sort())
  })

  it.each(rows)('%s is the same over HTTP, SSE and WebSocket: %j', async (code, row) => {
    const http = await errorOf(json(row))
    expect(http.code).toBe(code)
    const { text } = await send({ ...json(row), accept: 'text/event-stream' })
    expect(text).toContain(JSON.stringify(http.extensions))
    using socket = await new SocketClient(server.wsUrl).init()
    socket.send({ type: 'subscribe', id: 'a', payload: row })
    const { type, payload } = await socket.next()
    const errors = type === 'error' ? payload : (payload as GraphqlAnswer).errors
    expect(errors).toMatchObject([{ message: http.message }])
    expect((errors as { extensions: unknown }[])[0]?.extensions).toEqual(http.extensions)
    expect(http.extensions).not.toHaveProperty('http')
    nothingLogged()
  })

  it.each(rows)('%s without data is not 200 for %s', async (code, row) => {
    const { status, text } = await send(json(row))
    const answer = JSON.parse(text) as GraphqlAnswer
    if (!('data' in answer)) expect(status).toBe(code === 'UNAUTHENTICATED' ? 401 : 400)
    else expect(status).toBe(200)
  })
})
