import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorOf, json, sendOperation, strict, type Sent } from '../support/api/sent-operation.js'
import { notedLog } from '../support/noted-log.js'
import { SocketClient } from '../support/socket-client.js'
import { startServer, type TestServer } from '../support/start-server.js'

const { log, logged } = notedLog()
let server: TestServer
beforeAll(async () => void (server = await startServer({ log })))
afterAll(() => server[Symbol.asyncDispose]())

const nothingLogged = () => expect(logged).toEqual([])
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
  ])('with %s is answered 400, naming the part', async (_what, sent, part) => {
    for (const accept of [strict, 'application/json', '*/*']) {
      const { status, message, code, text } = await errorOf(server.httpUrl, { ...sent, accept })
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
    const { status, message } = await errorOf(server.httpUrl, { ...json({ query }), type })
    expect(status).toBe(415)
    expect(message).toContain('Content-Type: application/json')
  })

  it.each(['application/json; charset=latin1', 'Application/JSON ; Charset="UTF-16"'])(
    'in a charset that is not read is told so: %s',
    async (type) => {
      const { status, message } = await errorOf(server.httpUrl, { ...json({ query }), type })
      expect(status).toBe(415)
      expect(message).toContain('send UTF-8')
    },
  )

  it.each([
    'Application/JSON',
    'application/json ; charset=utf-8',
    'application/json;charset=UTF-8',
    'application/json ; Charset="utf-8"',
    'application/json; charset=us-ascii',
  ])('is not one for its content type %s', async (type) =>
    expect((await sendOperation(server.httpUrl, { ...json({ query }), type })).status).toBe(200),
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

describe('a message on a socket whose part is wrong', () => {
  const subscribe = (payload: unknown, id: unknown = 'a') => ({ type: 'subscribe', id, payload })
  it.each<[string, object]>([
    ['"payload"', { type: 'ping', payload: [] }],
    ['"payload"', { type: 'pong', payload: 'secret-text' }],
    ['"payload"', { type: 'connection_init', payload: 5 }],
    ['"payload"', subscribe(null)],
    ['"payload"', subscribe([])],
    ['"id"', { type: 'subscribe', payload: { query } }],
    ['"id"', subscribe({ query }, '')],
    ['"id"', subscribe({ query }, 5)],
    ['"id"', { type: 'complete' }],
    ['"variables"', subscribe({ query, variables: [1] })],
    ['"variables"', subscribe({ query, variables: 'secret-text' })],
    ['"extensions"', subscribe({ query, extensions: 'secret-text' })],
    ['"operationName"', subscribe({ query, operationName: 5 })],
    ['"query"', subscribe({ query: 5 })],
    ['"query"', subscribe({})],
    ['"query"', subscribe({ query: '' })],
    ['"query"', subscribe({ extensions: { persistedQuery: null } })],
    ['an unknown part', subscribe({ query, 'secret-text': 1 })],
  ])('is told that it is %s: %j', async (part, message) => {
    using socket = await new SocketClient(server.wsUrl).init()
    socket.send(message)
    const { code, reason } = await socket.closed
    expect(code).toBe(4400)
    expect(reason).toContain(part)
    expect(reason).not.toContain('secret-text')
    nothingLogged()
  })

  it.each([
    { type: 'ping', payload: null },
    { type: 'pong', payload: { a: 1 } },
    { type: 'complete', id: 'unknown' },
    { type: 'ping', id: 'a', more: 1 },
  ])('is none where it is allowed: %j', async (message) => {
    using socket = await new SocketClient(server.wsUrl).init()
    socket.send(message)
    socket.subscribe('q', query)
    for (;;) if ((await socket.next()).id === 'q') break
  })
})
