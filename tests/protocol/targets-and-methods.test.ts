import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeReaders } from '../support/change-readers.js'
import { httpSend } from '../support/http-send.js'
import { SocketClient } from '../support/socket-client.js'
import { startServer, type TestServer } from '../support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server[Symbol.asyncDispose]())

/** The whole answer to a request line and headers, on a connection of its own. */
async function answerTo(line: string, headers = ''): Promise<string> {
  const { hostname, port, host } = new URL(server.httpUrl)
  const socket = connect(Number(port), hostname)
  socket.write(`${line} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n${headers}\r\n`.replaceAll('HOST', host))
  let text = ''
  for await (const part of socket) text += String(part)
  return text
}

const query = encodeURIComponent('{ __typename }')

describe('a target that is a whole address', () => {
  it.each([
    ['/health', '"alive"'],
    ['/ready', '"status"'],
    ['/health?x=http://y/z', '"alive"'],
    [`/graphql?query=${query}`, '"__typename":"Query"'],
  ])('is answered as its path %s', async (path, wanted) => {
    for (const scheme of ['http', 'HTTP', 'https']) {
      const text = await answerTo(`GET ${scheme}://HOST${path}`)
      expect(text).toMatch(/^HTTP\/1.1 (200|503) /)
      expect(text).toContain(wanted)
    }
  })

  it('without a path is the root', async () => {
    const status = (text: string) => text.split(' ', 2)[1]
    expect(status(await answerTo('GET http://HOST'))).toBe(status(await answerTo('GET /')))
  })

  it('has the host that counts, not the header', async () => {
    expect(await answerTo('GET http://evil.example/health')).toMatch(/^HTTP\/1.1 421 /)
  })

  it('is one of a WebSocket as well', async () => {
    const { hostname, port, host } = new URL(server.httpUrl)
    const socket = connect(Number(port), hostname)
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n'
    const upgrade = `Connection: Upgrade\r\nUpgrade: websocket\r\n${key}Sec-WebSocket-Protocol: graphql-transport-ws\r\n`
    socket.write(`GET http://${host}/graphql HTTP/1.1\r\nHost: ${host}\r\n${upgrade}\r\n`)
    for await (const part of socket) {
      expect(String(part)).toMatch(/^HTTP\/1.1 101 /)
      break
    }
  })
})

describe('a method', () => {
  it.each([
    ['POST', '/'],
    ['PUT', '/index.html'],
    ['DELETE', '/metrics'],
    ['POST', '/health'],
    ['TRACE', '/health'],
    ['PATCH', '/ready'],
    ['POST', '/api/graphql'],
  ])('%s is not for %s, and the API is named', async (method, path) => {
    const { status, headers, text } = await httpSend(new URL(path, server.httpUrl).href, { method })
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS'])
    expect(text).toContain('/graphql')
  })

  it.each(['PUT', 'DELETE', 'PATCH', 'TRACE'])('%s is not for /graphql', async (method) => {
    const { status, headers } = await httpSend(server.httpUrl, { method })
    expect([status, headers.allow]).toEqual([405, 'GET, POST'])
  })

  it.each(['/', '/health', '/graphql'])('OPTIONS of %s says which there are', async (path) => {
    const { status, headers } = await httpSend(new URL(path, server.httpUrl).href, { method: 'OPTIONS' })
    expect(status).toBe(204)
    expect(headers.allow).toContain('GET')
  })

  it.each(['/health', '/metrics'])('HEAD of %s has no body', async (path) => {
    const { status, text } = await httpSend(new URL(path, server.httpUrl).href, { method: 'HEAD' })
    expect([status, text]).toEqual([200, ''])
  })
})

describe('a body that is refused, and sent whole before anything is read', () => {
  const json = { 'content-type': 'application/json' }
  const body = 'x'.repeat(9_000_000)
  const refusals: readonly (readonly [number, string, string, Record<string, string>])[] = [
    [413, 'POST', '/graphql', json],
    [415, 'POST', '/graphql', { 'content-type': 'text/plain' }],
    [415, 'POST', '/graphql', { ...json, 'content-encoding': 'gzip' }],
    [405, 'PUT', '/graphql', json],
    [405, 'POST', '/health', json],
    [421, 'POST', '/graphql', { ...json, host: 'evil.example' }],
  ]
  const ways = {
    'a connection that closes': { connection: 'close' },
    'a connection that is kept': { connection: 'keep-alive' },
    'chunks on one that closes': { connection: 'close', 'transfer-encoding': 'chunked' },
    'chunks on one that is kept': { connection: 'keep-alive', 'transfer-encoding': 'chunked' },
  }
  const cases = Object.entries(ways).flatMap(([way, more]) =>
    refusals.map((refusal) => [...refusal, way, more] as const),
  )

  it.each(cases)('is answered %i to %s %s with %j by %s', async (status, method, path, headers, _way, more) => {
    const url = new URL(path, server.httpUrl).href
    expect((await httpSend(url, { method, headers: { ...headers, ...more }, body })).status).toBe(status)
  })

  it.each([
    ['as long as it says', `Content-Length: ${body.length}`, body],
    ['in chunks', 'Transfer-Encoding: chunked', `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`],
  ])('is answered to a client that writes all of it before it reads, %s', async (_how, length, sent) => {
    const { hostname, port, host } = new URL(server.httpUrl)
    const socket = connect(Number(port), hostname).pause()
    const head = `POST /graphql HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nConnection: close`
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.write(`${head}\r\n${length}\r\n\r\n${sent}`, (error) => (error ? reject(error) : resolve()))
    })
    let text = ''
    for await (const part of socket) text += String(part)
    expect(text).toMatch(/^HTTP\/1.1 413 /)
  })

  it('is not read for ever', async () => {
    const headers = { ...json, 'transfer-encoding': 'chunked' }
    await expect(httpSend(server.httpUrl, { headers, body: 'x'.repeat(40_000_000) })).rejects.toThrow()
  })
})

describe('a request that is not sent whole', () => {
  const head = 'POST /graphql HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n'
  it('is given up with status 408, whatever is missing', async () => {
    const { hostname, port, host } = new URL(server.httpUrl)
    const sent = [
      '',
      'GET /health HTTP/1.1\r\nHos',
      `${head}Content-Length: 100\r\n\r\n{`,
      `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{`,
      `${head}Content-Length: 1000000\r\n\r\n{`,
      'GET /health HTTP/1.1\r\nHost: HOST\r\n\r\nGET /hea',
    ]
    const answers = sent.map(async (text) => {
      const socket = connect(Number(port), hostname)
      socket.write(text.replaceAll('HOST', host))
      let answer = ''
      for await (const part of socket) answer += String(part)
      return answer
    })
    for (const answer of await Promise.all(answers))
      expect(answer).toMatch(/HTTP\/1.1 408 Request Timeout\r\nConnection: close\r\n[^]*\r\n\r\n\{"errors":\[.*$/)
  })
})

it('a query that is answered as an event stream is finished though the server closes', async () => {
  const own = await startServer()
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const asked = new Promise<void>((resolve) => {
    changeReaders(own, (reader) => ({
      async equity(...args) {
        resolve()
        await released
        return reader.equity(...args)
      },
    }))
  })
  using socket = await new SocketClient(own.wsUrl).init()
  const url = `${own.httpUrl}?query=${encodeURIComponent('{ equity { points { time } } }')}`
  const answer = httpSend(url, { headers: { accept: 'text/event-stream' } })
  await asked
  const closed = own[Symbol.asyncDispose]()
  // Then the server closes.
  await socket.closed
  release()
  expect((await answer).text).toMatch(/event: next\ndata: {"data":{"equity"[^]*event: complete/)
  await closed
})
