import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer({}, { AGENTS: 'none', TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(() => server[Symbol.asyncDispose]())

/** What comes back to a request of so many headers. The last one is that of a proxy. */
async function answerTo(url: string, count: number, more: readonly string[] = []): Promise<string> {
  const { port, pathname } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1').on('error', () => {})
  const own = ['Host: localhost', 'Connection: close', ...more]
  const short = Array.from({ length: count - own.length - 1 }, () => 'a:')
  socket.write([`GET ${pathname} HTTP/1.1`, ...own, ...short, 'X-Forwarded-For: 192.0.2.7', '', ''].join('\r\n'))
  let answer = ''
  for await (const part of socket) answer += String(part)
  return answer
}

describe('a request with more than 100 headers, of which Node drops some', () => {
  const tooMany = [101, 102, 150, 1_100, 3_000]

  it.each(tooMany)('is refused, %s of them', async (count) => {
    const [head = '', body = ''] = (await answerTo(`${server.app.url}health`, count)).split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 431 /)
    expect(head).toMatch(/^Connection: close$/im)
    expect(body).toContain('BAD_REQUEST')
    expect(body).toContain('at most 100 headers')
  })

  it.each(tooMany)('reads no metrics, as no request behind a proxy does, %s of them', async (count) => {
    expect(await answerTo(server.app.metricsUrl, count)).toMatch(/^HTTP\/1\.1 431 /)
  })

  const upgrade = ['Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']

  it.each(tooMany)('opens no WebSocket, %s of them', async (count) => {
    const headers = ['Connection: Upgrade', 'Sec-WebSocket-Protocol: graphql-transport-ws', ...upgrade]
    expect(await answerTo(server.httpUrl, count, headers)).toMatch(/^HTTP\/1\.1 431 /)
  })
})

it('a request with 100 headers is answered', async () => {
  expect(await answerTo(`${server.app.url}health`, 100)).toMatch(/^HTTP\/1\.1 200 /)
  expect(await answerTo(server.app.metricsUrl, 100)).toMatch(/^HTTP\/1\.1 401 /)
})
