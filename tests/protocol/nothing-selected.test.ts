import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SocketClient } from '../support/socket-client.js'
import { startServer, type TestServer } from '../support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const left = [
  ['subscription { marketData @skip(if: true) { seq } }', {}],
  ['subscription { ... @include(if: false) { marketData { seq } } }', {}],
  ['subscription { ...M @skip(if: true) } fragment M on Subscription { marketData { seq } }', {}],
  ['subscription { ...M } fragment M on Subscription { marketData @include(if: false) { seq } }', {}],
  ['subscription ($s: Boolean!) { marketData @skip(if: $s) { seq } }', { s: true }],
  ['subscription ($s: Boolean = false) { marketData @include(if: $s) { seq } }', {}],
] as const
const kept = [
  ['subscription ($s: Boolean!) { marketData @skip(if: $s) { seq } }', { s: false }],
  ['subscription { ...M @include(if: true) } fragment M on Subscription { marketData { seq } }', {}],
] as const

async function follow(query: string, variables: Record<string, unknown>): Promise<Response> {
  return fetch(server.httpUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query, variables }),
  })
}

describe('a subscription without a field', () => {
  it.each(left)('is that operation’s error on a WebSocket, and the others run on: %s', async (query, variables) => {
    using client = await new SocketClient(server.wsUrl).init()
    client.subscribe('other', 'subscription { marketData { seq } }')
    await client.nextData('other')
    client.subscribe('nothing', query, variables)
    for (;;) {
      const message = await client.next()
      if (message.id !== 'nothing') continue
      expect(message).toMatchObject({ payload: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] } })
      break
    }
    for (;;) if ((await client.next()).id === 'other') break
  })

  it.each(left)('is a bad request over HTTP: %s', async (query, variables) => {
    const response = await follow(query, variables)
    const text = await response.text()
    expect(response.status).toBe(400)
    expect(text).toContain('GRAPHQL_VALIDATION_FAILED')
  })

  it.each(kept)('is none where the field is kept: %s', async (query, variables) => {
    using client = await new SocketClient(server.wsUrl).init()
    client.subscribe('s', query, variables)
    expect(await client.nextData('s')).toHaveProperty('marketData')
    const response = await follow(query, variables)
    expect(response.status).toBe(200)
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    await response.body?.cancel()
  })
})
