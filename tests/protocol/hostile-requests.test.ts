import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { maxNesting } from '../../server/graphql/nesting.js'
import { SocketClient } from '../support/socket-client.js'
import type { TestServer } from '../support/start-server.js'
import { startServer } from '../support/start-server.js'

const logged: unknown[] = []
const note = (...parts: unknown[]) => void logged.push(parts)
let server: TestServer
beforeAll(async () => {
  server = await startServer({ log: { debug: () => {}, info: () => {}, warn: note, error: note } })
})
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
  ['lists', lists(40_000)],
  ['objects', objects(15_000)],
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
