import { gunzipSync } from 'node:zlib'
import { createSchema, createYoga } from 'graphql-yoga'
import { describe, expect, it } from 'vitest'
import { useCompressedAnswers } from './use-compressed-answers.js'

/** What is around the text in an answer. */
const around = '{"data":{"text":""}}'.length

let text = ''
const yoga = createYoga({
  schema: createSchema({
    typeDefs: 'type Query { text: String } type Subscription { texts: String }',
    resolvers: {
      Query: { text: () => text },
      Subscription: {
        texts: {
          async *subscribe() {
            await Promise.resolve()
            yield { texts: text }
          },
        },
      },
    },
  }),
  plugins: [useCompressedAnswers()],
  landingPage: false,
})

/** An answer of so many bytes. */
async function answerOf(bytes: number, { coding = 'gzip', accept = 'application/json', query = '{ text }' } = {}) {
  text = 'x'.repeat(bytes - around)
  const response = await yoga.fetch('http://here/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...(coding && { 'accept-encoding': coding }) },
    body: JSON.stringify({ query }),
  })
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) }
}

describe('an answer', () => {
  it.each(['application/json', 'application/graphql-response+json'])(
    'as %s is compressed from 1,400 bytes on',
    async (accept) => {
      expect((await answerOf(1_399, { accept })).headers.get('content-encoding')).toBeNull()
      const { status, headers, body } = await answerOf(1_400, { accept })
      expect([status, headers.get('content-encoding'), headers.get('content-type')]).toEqual([
        200,
        'gzip',
        `${accept}; charset=utf-8`,
      ])
      expect(gunzipSync(body)).toHaveLength(1_400)
    },
  )

  it.each([1_399, 1_400])('says how long it is, and on what it depends, compressed or not: %d bytes', async (bytes) => {
    const { headers, body } = await answerOf(bytes)
    expect(headers.get('content-length')).toBe(String(body.length))
    expect(headers.get('vary')).toBe('Origin, Accept-Encoding')
  })

  it('is sent as it is to who takes no coding', async () => {
    const { headers, body } = await answerOf(1_400, { coding: '' })
    expect(headers.get('content-encoding')).toBeNull()
    expect(body).toHaveLength(1_400)
  })

  it('is whole, however long it is', async () => {
    const { body } = await answerOf(1_000_000, { coding: '' })
    expect(JSON.parse(body.toString())).toEqual({ data: { text } })
  })
})

it('an event stream is not held back', async () => {
  const query = 'subscription { texts }'
  const { headers, body } = await answerOf(5_000, { accept: 'text/event-stream', query })
  expect(headers.get('content-encoding')).not.toBe('gzip')
  expect(headers.get('vary')).toBeNull()
  expect(body.toString()).toContain('event: next')
})

it('what is not JSON is left alone', async () => {
  text = 'x'
  const response = await yoga.fetch('http://here/elsewhere', { headers: { 'accept-encoding': 'gzip' } })
  expect(response.status).toBe(404)
  expect(response.headers.get('vary')).toBeNull()
})
