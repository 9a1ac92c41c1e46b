import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { maxSameName } from '../../server/graphql/pipeline/document-limits.js'
import { maxNesting } from '../../server/graphql/pipeline/nesting.js'
import { documentOf, leastInput, mutations } from '../support/api/mutations.js'
import { notedLog } from '../support/noted-log.js'
import { SocketClient } from '../support/socket-client.js'
import { startServer, type TestServer } from '../support/start-server.js'

const { log, logged } = notedLog()
let server: TestServer
beforeAll(async () => void (server = await startServer({ log })))
afterAll(() => server[Symbol.asyncDispose]())
beforeEach(() => void (logged.length = 0))

const nothingLogged = () => expect(logged).toEqual([])
const accepts = ['application/graphql-response+json', 'application/json', 'text/event-stream']
const query = '{ __typename }'

function post(body: string, accept: string): Promise<Response> {
  return fetch(server.httpUrl, { method: 'POST', headers: { 'content-type': 'application/json', accept }, body })
}

async function isServing(): Promise<void> {
  using socket = await new SocketClient(server.wsUrl).init()
  socket.subscribe('q', query)
  expect(await socket.nextData('q')).toEqual({ __typename: 'Query' })
  nothingLogged()
}

const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const objects = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)
const text = JSON.stringify(query)

describe.each([
  ['lists', lists(30_000)],
  ['objects', objects(9_000)],
  ['more levels than are read', lists(maxNesting + 1)],
])('values nested in each other: %s', (_what, deep) => {
  it.each([
    ['variables', `{"query":${text},"variables":{"a":${deep}}}`],
    ['variables of a persisted document', `{"extensions":{"persistedQuery":{}},"variables":{"a":${deep}}}`],
    ['extensions', `{"query":${text},"extensions":{"a":${deep}}}`],
    ['an unknown part', `{"query":${text},"foo":${deep}}`],
    ['the query', `{"query":${deep}}`],
    ['the name of the operation', `{"query":${text},"operationName":${deep}}`],
  ])('in %s are a bad request on every transport', async (_where, request) => {
    for (const accept of accepts) {
      const response = await post(request, accept)
      expect(response.status).toBe(400)
      expect(await response.text()).toContain('"code":"BAD_REQUEST"')
    }
    using socket = await new SocketClient(server.wsUrl).init()
    socket.send(`{"type":"subscribe","id":"a","payload":${request}}`)
    expect((await socket.closed).code).toBe(4400)
    await isServing()
  })

  it.each([
    ['a body', deep],
    ['a list', `[${deep}]`],
  ])('as %s are a bad request', async (_what, request) => {
    expect((await post(request, accepts[0] ?? '')).status).toBe(400)
    await isServing()
  })

  it.each([
    `{"type":"connection_init","payload":{"a":${deep}}}`,
    `{"type":"ping","payload":{"a":${deep}}}`,
    `{"type":"pong","payload":{"a":${deep}}}`,
    `{"type":"subscribe","id":${deep},"payload":{"query":${text}}}`,
    `{"type":"subscribe","id":"a","payload":${lists(10_000)}}`,
    `{"type":${deep}}`,
    deep,
  ])('in any message of a socket close that socket alone (%#)', async (message) => {
    using other = await new SocketClient(server.wsUrl).init()
    using socket = await new SocketClient(server.wsUrl).open()
    socket.send(message)
    expect((await socket.closed).code).toBe(4400)
    other.subscribe('q', query)
    expect(await other.nextData('q')).toEqual({ __typename: 'Query' })
    await isServing()
  })
})

it('values nested as deep as is allowed are taken', async () => {
  const request = `{"query":${text},"variables":{"a":${lists(maxNesting - 2)}}}`
  for (const accept of accepts) expect((await post(request, accept)).status).toBe(200)
  using socket = await new SocketClient(server.wsUrl).init()
  socket.send(`{"type":"subscribe","id":"a","payload":${request}}`)
  expect(await socket.nextData('a')).toEqual({ __typename: 'Query' })
})

describe('fragments that are each spread twice', () => {
  const links = (count: number, type: string) =>
    Array.from({ length: count }, (_, n) => `fragment f${n} on ${type} { ...f${n + 1} ...f${n + 1} }`).join(' ')
  const last = 'marketData @skip(if: true) { seq }'

  it.each(['Subscription', 'Query'])('cost no more than they are long: %s', async (type) => {
    const document = `${type.toLowerCase()} { ...f0 } ${links(24, type)} fragment f24 on ${type} { ${last} }`
    for (const accept of accepts) await (await post(JSON.stringify({ query: document }), accept)).text()
    using socket = await new SocketClient(server.wsUrl).init()
    socket.subscribe('a', document)
    expect((await socket.next()).id).toBe('a')
    await isServing()
  })
})

/** What a document or its variables are answered on every transport. */
async function errorsOf(query: string, variables: Record<string, unknown> = {}): Promise<string[]> {
  const body = JSON.stringify({ query, variables })
  const answers = await Promise.all(accepts.map(async (accept) => (await post(body, accept)).text()))
  using socket = await new SocketClient(server.wsUrl).init()
  socket.subscribe('a', query, variables)
  const { payload } = await socket.next()
  return [...answers, JSON.stringify(payload)]
}

describe('a document', () => {
  it.each([
    ['lists', `{ marketData(currency: ${lists(900)}) { seq } }`],
    ['lists without an end', `{ marketData(currency: ${'['.repeat(1_990)}`],
    ['input objects', `{ marketData(currency: ${'{a:'.repeat(490)}1${'}'.repeat(490)}) { seq } }`],
    ['fields', `{ __type(name: "Query") { ${'ofType {'.repeat(600)} name ${'}'.repeat(600)} } }`],
    ['fields without an end', '{a'.repeat(990)],
    ['inline fragments', `{ ${'... {'.repeat(600)} __typename ${'}'.repeat(600)} }`],
    ['types', `query ($a: ${'['.repeat(900)}Int${']'.repeat(900)}) { __typename }`],
    ['default values', `query ($a: [Int] = ${lists(900)}) { __typename }`],
  ])('nested too deep is not parsed: %s', async (_what, document) => {
    for (const answer of await errorsOf(document)) {
      expect(answer).toContain('"code":"GRAPHQL_PARSE_FAILED"')
      expect(answer).toContain(`Nested deeper than ${maxNesting} levels`)
    }
    nothingLogged()
  })

  it.each([
    ['the same', `{ ${'__typename '.repeat(900)} }`],
    ['others', `{ marketData { ${'seq asOf '.repeat(120)} } }`],
    [
      'in fragments',
      `{ ...A ...B } fragment A on Query { ${'__typename '.repeat(60)} } fragment B on Query { ${'__typename '.repeat(60)} }`,
    ],
  ])('with too many fields of one name is not compared: %s', async (_what, document) => {
    for (const answer of await errorsOf(document)) expect(answer).toContain(`more than ${maxSameName} fields`)
  })

  it('as deep and with as many fields of one name as is allowed is read', async () => {
    const deep = maxNesting - 1
    for (const answer of await errorsOf(
      `{ ${'... {'.repeat(deep)} ${'__typename '.repeat(maxSameName)} ${'}'.repeat(deep)} }`,
    )) {
      expect(answer).toContain('{"data":{"__typename":"Query"}}')
    }
  })
})

describe('what is wrong is not repeated whole', () => {
  const long = 'secret-text'.repeat(2_500)
  const wide = 'secret_text'.repeat(2_500)
  it.each<[string, string, Record<string, unknown>?]>([
    ['an account', 'query ($a: ID) { performance(account: $a) { seq } }', { a: long }],
    ['a cursor', 'query ($a: ID) { decisions(after: $a) { edges { cursor } } }', { a: long }],
    ['a currency', 'query ($a: String) { marketData(currency: $a) { seq } }', { a: long }],
    ['a currency in the document', `{ marketData(currency: "${long}") { seq } }`],
    ['a text for a number', 'query ($a: Int!) { optionsChain(limit: $a) { seq } }', { a: long }],
    ['a number in the document', `{ optionsChain(limit: ${'9'.repeat(50_000)}) { seq } }`],
    ['a date', 'query ($a: DateTime) { optionsChain(expiry: $a) { seq } }', { a: long }],
    ['an enum', 'query ($a: [DecisionAction!]) { decisions(action: $a) { edges { cursor } } }', { a: [long] }],
    ['an enum in the document', `{ decisions(action: ${wide}) { edges { cursor } } }`],
    ['a field', `{ ${wide} }`],
    ['a field of an input', `{ marketData(currency: {${wide}: "${long}"}) { seq } }`],
    ['an argument', `{ marketData(${wide}: 1) { seq } }`],
    ['a variable', `{ marketData(${wide}: [$${wide}]) { seq } }`],
    ['a type', `fragment A on ${wide} { a } { ...A }`],
    ['the name of an operation', `query ${wide} { __typename } query B { __typename }`],
    [
      'an unknown part of an input',
      'mutation ($a: OpenAccountInput!) { openAccount(input: $a) { __typename } }',
      { a: { [long]: 1 } },
    ],
    [
      'an object for a text',
      'query ($a: String) { marketData(currency: $a) { seq } }',
      { a: { token: `gct_${'x'.repeat(43)}` } },
    ],
  ])('%s', async (_what, query, variables) => {
    for (const answer of await errorsOf(query, variables)) {
      expect(answer).toMatch(/"code":"[A-Z_]+"/)
      expect(answer.length).toBeLessThan(2_500)
      expect(answer).not.toContain('x'.repeat(43))
    }
    nothingLogged()
  })
})

it('many names that are long are told of in a brief answer, with the code of what is wrong', async () => {
  const names = Array.from({ length: 500 }, (_, n) => [`${'name'.repeat(20)}${n}`, n])
  const document = 'mutation ($a: OpenAccountInput!) { openAccount(input: $a) { __typename } }'
  for (const answer of await errorsOf(document, { a: Object.fromEntries(names) as object })) {
    expect(answer).toContain('"code":"BAD_USER_INPUT"')
    expect(answer.length).toBeLessThan(40_000)
  }
})

it('a subscription over a variable that is too long is refused briefly too', async () => {
  using socket = await new SocketClient(server.wsUrl).init()
  socket.subscribe('a', 'subscription ($a: ID) { newFill(account: $a) { id } }', { a: 'x'.repeat(60_000) })
  expect(JSON.stringify(await socket.next()).length).toBeLessThan(1_500)
})

describe('a mutation without a token', () => {
  it.each(mutations)('%s is told so before its input is checked', async (mutation) => {
    const input = { ...leastInput[mutation](), idempotencyKey: '', ...(mutation === 'setExits' && { stopLossUsd: -1 }) }
    const answer = await post(JSON.stringify({ query: documentOf(mutation), variables: { input } }), accepts[1] ?? '')
    expect(await answer.text()).toContain('"code":"UNAUTHENTICATED"')
  })
})
