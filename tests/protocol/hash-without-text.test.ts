import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json, sendOperation, strict, type Sent } from '../support/api/sent-operation.js'
import { notedLog } from '../support/noted-log.js'
import { SocketClient } from '../support/socket-client.js'
import { startServer, type TestServer } from '../support/start-server.js'

const { log, logged } = notedLog()
let server: TestServer
beforeAll(async () => void (server = await startServer({ log })))
afterAll(() => server[Symbol.asyncDispose]())

const nothingLogged = () => expect(logged).toEqual([])
const query = '{ __typename }'

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
    ['id, as Relay does', json({ id: 'abc', variables: {} })],
  ])('is told by %s to send the text', async (_by, sent) => {
    for (const [accept, expected] of [
      [strict, 400],
      ['application/json', 200],
    ] as const) {
      const { status, text } = await sendOperation(server.httpUrl, { ...sent, accept })
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
    expect(
      (await sendOperation(server.httpUrl, { ...json({ extensions }), accept: 'text/event-stream' })).text,
    ).toContain(JSON.stringify(refusal))
  })

  it('may send text and hash together', async () => {
    expect((await sendOperation(server.httpUrl, json({ query, extensions }))).status).toBe(200)
  })
})
