import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpHead, httpSend } from '../support/http-send.js'
import { startServer, type TestServer } from '../support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const strict = 'application/graphql-response+json'
const json = 'application/json'
const events = 'text/event-stream'
const chrome = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8'
const urql = `${strict}, application/graphql+json, ${json}, ${events}, multipart/mixed`

/** The status of a GET of the query, or the media type when it is 200. */
async function answerTo(query: string, accept: string, method = 'GET'): Promise<string | number | undefined> {
  const url = `${server.httpUrl}?query=${encodeURIComponent(query)}`
  const { status, headers } = await httpHead(url, { method, headers: { accept } })
  return status === 200 ? headers['content-type']?.split(';', 1)[0] : status
}

describe('Accept of a query', () => {
  it.each([
    [json, json],
    [strict, strict],
    ['*/*', json],
    ['', json],
    ['application/*', json],
    [`${strict};q=0, ${json}`, json],
    [`${json};q=0`, 406],
    [`${json};q=0, */*`, strict],
    [`${json};q=0.5, ${strict}`, strict],
    [`${strict};q=0.2, ${json};q=0.9`, json],
    [`${strict}, ${json}`, strict],
    [`${json}, ${strict}`, json],
    [`${json};charset=latin1`, json],
    [`${json};charset=utf-8; q=0.3`, json],
    ['APPLICATION/JSON ; Q=1', json],
    ['*/*;q=0', 406],
    ['text/plain', 406],
    [`${events};q=0`, 406],
    [`${events};q=0, */*`, json],
    [events, events],
    [`${events}, ${json};q=0.9`, events],
    [`${json}, ${events}`, json],
    ['text/html;q=0, */*', json],
    ['text/html, application/json', json],
    ['multipart/mixed;deferSpec=20220824', json],
    [urql, strict],
    [`multipart/mixed;boundary=graphql;subscriptionSpec=1.0,${strict},${json};q=0.9`, strict],
    ['application/json;q=nonsense', 406],
    [',', json],
    ['text/plain,', 406],
  ])('%j is answered with %s', async (accept, answered) => {
    expect(await answerTo('{ __typename }', accept)).toBe(answered)
  })
})

describe('Accept of a subscription', () => {
  it.each([
    [events, events],
    ['*/*', events],
    ['text/*', events],
    [urql, events],
    ['TEXT/EVENT-STREAM', events],
    [`${events};q=0.1, ${json}`, events],
    [`${events};q=0`, 406],
    [`${events};q=0, */*`, 406],
    ['*/*;q=0', 406],
    [json, 406],
  ])('%j is answered with %s', async (accept, answered) => {
    expect(await answerTo('subscription { newDecision { id } }', accept)).toBe(answered)
  })
})

describe('Accept of a page', () => {
  it.each([
    [chrome, 'text/html'],
    ['text/html', 'text/html'],
    ['TEXT/HTML', 'text/html'],
    ['text/html, application/json;q=0.5', 'text/html'],
    ['application/json, text/html;q=0.5', json],
    ['text/html;q=0, */*', json],
    ['*/*', json],
  ])('%j is answered with %s', async (accept, answered) => {
    expect(await answerTo('{ __typename }', accept)).toBe(answered)
  })

  it('gets the same head by HEAD as by GET, and no body', async () => {
    const headers = { accept: 'text/html' }
    const [get, head] = [
      await httpSend(server.httpUrl, { headers }),
      await httpSend(server.httpUrl, { method: 'HEAD', headers }),
    ]
    const { date: _, ...of } = get.headers
    expect(head).toMatchObject({ status: 200, headers: of, text: '' })
  })
})

describe('Content-Encoding of a body', () => {
  const body = JSON.stringify({ query: '{ __typename }' })
  const post = (encoding: string) =>
    httpSend(server.httpUrl, { headers: { 'content-type': json, 'content-encoding': encoding }, body })

  it.each(['', 'identity', 'Identity', 'identity, identity', ' , identity'])('%j is none', async (encoding) => {
    expect((await post(encoding)).status).toBe(200)
  })

  it.each(['gzip', 'identity, gzip', 'br', '""'])('%j is refused with what is read', async (encoding) => {
    const { status, headers, text } = await post(encoding)
    expect([status, headers['accept-encoding']]).toEqual([415, 'identity'])
    expect(text).toContain('BAD_REQUEST')
  })

  it('is beside a charset, of which only UTF-8 is read', async () => {
    for (const charset of ['utf-16', 'latin1', '"UTF-16LE"']) {
      const headers = { 'content-type': `${json}; charset=${charset}` }
      const { status, text } = await httpSend(server.httpUrl, { headers, body })
      expect(status).toBe(415)
      expect(text).toContain('charset')
    }
  })
})
