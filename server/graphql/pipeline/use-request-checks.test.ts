import { createSchema, createYoga } from 'graphql-yoga'
import { describe, expect, it } from 'vitest'
import { maxBodyBytes, maxDroppedBytes } from './read-body.js'
import { useRequestChecks } from './use-request-checks.js'

const yoga = createYoga({
  schema: createSchema({
    typeDefs: 'type Query { say(what: String): String }',
    resolvers: { Query: { say: (_root: unknown, { what = 'nothing' }: { what?: string }) => what } },
  }),
  plugins: [useRequestChecks(null, () => () => ({ add: () => {}, end: () => {} }))],
  maskedErrors: false,
  logging: false,
})

interface Answer {
  readonly data?: unknown
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[]
}

async function ask(init: RequestInit & { readonly duplex?: 'half' }, search = '') {
  const response = await yoga.fetch(`http://here/graphql${search}`, init)
  const { data, errors } = JSON.parse(await response.text()) as Answer
  const { headers, status } = response
  return { status, data, error: errors?.[0], coding: headers.get('accept-encoding') }
}

const json = 'application/json'
const query = '{ say }'
const said = { say: 'nothing' }
const post = (body: BodyInit, headers: Record<string, string> = { 'content-type': json }) =>
  ask({ method: 'POST', headers, body })
const asJson = (request: object) => post(JSON.stringify(request))

describe('a body', () => {
  it.each([
    [json],
    ['Application/JSON ; Charset="UTF-8"'],
    ['application/json;charset=us-ascii'],
    ['application/json, text/plain'],
    ['application/graphql+json'],
    ['application/json; charset=utf8'],
  ])('of type %s is JSON', async (type) => {
    expect((await post(JSON.stringify({ query }), { 'content-type': type })).data).toEqual(said)
  })

  it.each([
    ['{"query":"{ say }","query":"{ say }"}', '"query"'],
    ['{"query":"{ say }","qu\\u0065ry":"{ say }"}', '"query"'],
    ['{"variables":{},"query":"{ say }","variables":{}}', '"variables"'],
    ['{"query":"{ say }","x":null,"x":null}', 'A part'],
  ])('that has a part twice is refused: %s', async (body, shown) => {
    const { status, error } = await post(body)
    expect([status, error?.message]).toEqual([400, `${shown} is given more than once.`])
    expect(error?.extensions.code).toBe('BAD_REQUEST')
  })

  it('may have the same name in two objects', async () => {
    expect((await post('{"query":"{ say }","variables":{"query":1},"extensions":{"query":1}}')).data).toEqual(said)
  })

  it('may be the text of the operation', async () => {
    expect((await post(query, { 'content-type': 'application/graphql' })).data).toEqual(said)
  })

  it.each([
    ['text/plain', /^The server does not read this content type: send "Content-Type: application\/json"/],
    ['', /^The server does not read this content type/],
    ['multipart/form-data; boundary=x', /^The server does not read this content type/],
    ['application/json;charset=latin1', /^The server does not read the charset of this body/],
    ['application/json; charset = latin1', /^The server does not read the charset of this body/],
    ['application/json; charset=latin1', /^The server does not read the charset of this body: send UTF-8/],
    ['application/x-www-form-urlencoded', /^The server does not read this content type/],
  ])('of type %j is refused, saying which to send', async (type, message) => {
    const { status, error } = await post(`  ${JSON.stringify({ query })}`, { 'content-type': type })
    expect(status).toBe(415)
    expect(error?.message).toMatch(message)
  })

  it.each(['gzip', 'identity, br'])('in the coding %s is refused, saying which is read', async (coding) => {
    const headers = { 'content-type': json, 'content-encoding': coding }
    const { status, error, coding: read } = await post(JSON.stringify({ query }), headers)
    expect([status, read]).toEqual([415, 'identity'])
    expect(error?.message).toBe('The body is encoded: send it without "Content-Encoding".')
  })

  it.each(['', 'identity', ' , Identity'])('in the coding %j is read', async (coding) => {
    const headers = { 'content-type': json, 'content-encoding': coding }
    expect((await post(JSON.stringify({ query }), headers)).data).toEqual(said)
  })

  it.each<[string, BodyInit, RegExp]>([
    ['a list', '[]', /^The body is a list: send one operation per request\.$/],
    ['no JSON', '{', /^The body is not valid JSON: send an object such as/],
    ['no UTF-8', Buffer.from([0x7b, 0xff]), /^The body is not valid UTF-8\.$/],
    ['no object', '7', /^The request must be a JSON object/],
  ])('that is %s is refused', async (_what, body, message) => {
    const { status, error } = await post(body)
    expect({ status, code: error?.extensions.code }).toEqual({ status: 400, code: 'BAD_REQUEST' })
    expect(error?.message).toMatch(message)
  })

  const spaces = (bytes: number) => JSON.stringify({ query }).padEnd(bytes)

  it('is read up to 100 kB, and whole before it is refused', async () => {
    expect((await post(spaces(maxBodyBytes))).status).toBe(200)
    const { status, error } = await post(spaces(maxBodyBytes + 1))
    expect({ status, code: error?.extensions.code }).toEqual({ status: 413, code: 'REQUEST_ENTITY_TOO_LARGE' })
    expect(error?.message).toBe('The body is too long: at most 100000 bytes are read.')
  })

  /** A body that comes in parts of this many bytes, without an end; how many were read. */
  async function endless(bytes: number, headers: Record<string, string>) {
    let parts = 0
    const body = new ReadableStream({
      pull(controller) {
        parts += 1
        controller.enqueue(new Uint8Array(bytes))
      },
    })
    const { status } = await ask({
      method: 'POST',
      headers: { 'content-type': json, ...headers },
      body,
      duplex: 'half',
    })
    return { status, bytes: parts * bytes }
  }

  it('that says how long it is need not be read', async () => {
    const { status, bytes } = await endless(1_000, { 'content-length': String(maxBodyBytes + 1) })
    expect(status).toBe(413)
    expect(bytes).toBeLessThan(maxBodyBytes)
  })

  it('without an end is given up', async () => {
    const { status, bytes } = await endless(1_048_576, {})
    expect(status).toBe(413)
    expect(bytes).toBeGreaterThan(maxDroppedBytes)
    expect(bytes).toBeLessThan(2 * maxDroppedBytes)
  })

  it('that breaks off is refused', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('{'))
        controller.error(new Error('reset'))
      },
    })
    const { status, error } = await ask({ method: 'POST', headers: { 'content-type': json }, body, duplex: 'half' })
    expect(status).toBe(400)
    expect(error?.message).toBe('The body ended before it was complete.')
  })
})

describe('a query string', () => {
  it('is a request', async () => {
    expect((await ask({ method: 'GET' }, `?query=${encodeURIComponent(query)}`)).data).toEqual(said)
  })

  it('that says something twice is refused', async () => {
    const { status, error } = await ask({ method: 'GET' }, '?query={say}&query={say}')
    expect(status).toBe(400)
    expect(error?.message).toBe('"query" is given more than once.')
  })

  it('that is none is refused', async () => {
    const { status, error } = await ask({ method: 'GET' }, '?variables={}')
    expect(status).toBe(400)
    expect(error?.message).toMatch(/^"query" is missing/)
  })
})

it('a document that is no GraphQL is refused for that', async () => {
  expect((await asJson({ query: '{' })).error?.message).toMatch(/^Syntax Error/)
})

describe('the name of an operation', () => {
  const several = 'query A { say } query B { b: say } query { say }'

  it('chooses among several', async () => {
    expect((await asJson({ query: 'query A { say } query B { b: say }', operationName: 'B' })).data).toEqual({
      b: 'nothing',
    })
  })

  it.each([
    [{ query: several, operationName: 'C' }, '"operationName" names no operation of the document: it has A, B.'],
    [{ query: several }, '"operationName" is missing: the document has several operations or none: it has A, B.'],
    [
      { query: 'fragment F on Query { say }' },
      '"operationName" is missing: the document has several operations or none.',
    ],
    [
      { query: Array.from({ length: 22 }, (_, n) => `query Q${n} { say }`).join(' ') },
      `"operationName" is missing: the document has several operations or none: it has ${Array.from({ length: 20 }, (_, n) => `Q${n}`).join(', ')}.`,
    ],
  ])('that chooses none is refused, with the names that there are (%#)', async (request, message) => {
    const { error } = await asJson(request)
    expect(error).toMatchObject({
      message,
      extensions: { code: 'OPERATION_RESOLUTION_FAILURE', argument: 'operationName' },
    })
  })
})
