import { readFileSync } from 'node:fs'
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  type IntrospectionQuery,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpHead, httpSend } from '../support/http-send.js'
import { startServer, type TestServer } from '../support/start-server.js'

let server: TestServer
let url: string
beforeAll(async () => {
  server = await startServer()
  url = new URL('/schema.graphql', server.httpUrl).href
})
afterAll(() => server[Symbol.asyncDispose]())

describe('/schema.graphql', () => {
  it('is the schema that the server runs, byte for byte the file of the repository', async () => {
    const { status, headers, text } = await httpSend(url, {})
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
    expect(text).toBe(readFileSync('schema.graphql', 'utf8'))
    const body = JSON.stringify({ query: getIntrospectionQuery({ oneOf: true, inputValueDeprecation: true }) })
    const introspected = await httpSend(server.httpUrl, { headers: { 'content-type': 'application/json' }, body })
    const { data } = JSON.parse(introspected.text) as { data: IntrospectionQuery }
    expect(printSchema(lexicographicSortSchema(buildClientSchema(data)))).toBe(printSchema(buildSchema(text)))
  })

  it.each(['text/html,*/*;q=0.8', 'application/json', 'text/event-stream'])('is the same for %s', async (accept) => {
    const { status, headers } = await httpHead(url, { headers: { accept } })
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
  })

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
  ])('is compressed for who takes %s', async (accepted, coding) => {
    const sent = { headers: { 'accept-encoding': accepted } }
    const { headers } = await httpHead(url, sent)
    expect(headers).toMatchObject({ 'content-encoding': coding, vary: 'Accept-Encoding' })
    const { text } = await httpSend(url, {})
    expect(Number(headers['content-length'])).toBeLessThan(Buffer.byteLength(text) / 3)
    expect(await (await fetch(url, sent)).text()).toBe(text)
  })

  it('is asked for again each time, and sent only when it changed', async () => {
    const { headers } = await httpSend(url, {})
    expect(headers['cache-control']).toBe('no-cache')
    const again = await httpSend(url, { headers: { 'if-none-match': headers.etag ?? '' } })
    expect([again.status, again.text]).toEqual([304, ''])
    const other = await httpSend(url, { headers: { 'if-none-match': '"other"' } })
    expect(other.status).toBe(200)
  })

  it('has the same head by HEAD as by GET, and no body', async () => {
    const [get, head] = [await httpSend(url, {}), await httpSend(url, { method: 'HEAD' })]
    const { date: _, ...headers } = get.headers
    expect(head).toMatchObject({ status: 200, headers, text: '' })
  })

  it('is only read', async () => {
    const { status, headers } = await httpSend(url, { method: 'POST', body: 'type Query' })
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS'])
  })
})
