import { createSchema, createYoga } from 'graphql-yoga'
import { describe, expect, it } from 'vitest'
import { useEventStreamHeaders } from './use-event-stream-headers.js'
import { useNotAcceptable } from './use-not-acceptable.js'

const yoga = createYoga({
  schema: createSchema({
    typeDefs: 'type Query { well: Int } type Subscription { ticks: Int }',
    resolvers: {
      Query: { well: () => 1 },
      Subscription: {
        ticks: {
          async *subscribe() {
            await Promise.resolve()
            yield { ticks: 1 }
          },
        },
      },
    },
  }),
  plugins: [useNotAcceptable(), useEventStreamHeaders()],
})

async function ask(query: string, accept: string) {
  const headers = { 'content-type': 'application/json', accept }
  const response = await yoga.fetch('http://here/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

it('a client of a subscription that accepts no event stream is told so', async () => {
  const { status, headers, text } = await ask('subscription { ticks }', 'application/json')
  expect(status).toBe(406)
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  const message = 'A subscription is answered as text/event-stream: send "Accept: text/event-stream".'
  const extensions = { code: 'BAD_REQUEST', allowed: { values: ['text/event-stream'] } }
  expect(JSON.parse(text)).toEqual({ errors: [{ message, extensions }] })
})

describe('a client that accepts the type of its answer', () => {
  it('is answered', async () => {
    expect(await ask('{ well }', 'application/json')).toMatchObject({ status: 200, text: '{"data":{"well":1}}' })
  })

  it('gets an event stream that no proxy delays, compresses or keeps', async () => {
    const { status, headers, text } = await ask('subscription { ticks }', 'text/event-stream')
    expect([status, text]).toEqual([200, expect.stringContaining('{"ticks":1}')])
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-encoding': 'identity',
      'x-accel-buffering': 'no',
      'cache-control': 'no-store, no-transform',
    })
    expect(headers.get('connection')).toBeNull()
  })

  it('gets no such headers with another answer', async () => {
    const { headers } = await ask('{ well }', 'application/json')
    for (const name of ['content-encoding', 'x-accel-buffering', 'cache-control']) expect(headers.get(name)).toBeNull()
  })
})
