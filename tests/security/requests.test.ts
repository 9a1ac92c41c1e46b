import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLogger } from '../../server/lib/logger.js'
import { httpSend } from '../support/http-send.js'
import { startServer, type TestServer } from '../support/start-server.js'

/** What the log says of faults of ours. */
const faults: unknown[] = []
let server: TestServer
beforeAll(async () => {
  const log = { ...createLogger('silent', false), error: (facts: unknown) => void faults.push(facts) }
  server = await startServer({ log }, { ALLOWED_HOSTS: 'desk.example', ALLOWED_ORIGINS: 'https://pages.example:8443' })
})
afterAll(() => server[Symbol.asyncDispose]())

const json = { 'content-type': 'application/json', accept: 'application/json' }
const query = JSON.stringify({ query: '{ __typename }' })

/** Sends this text on a connection of its own, and answers all that comes back. */
async function rawAnswer(text: string): Promise<string> {
  const { hostname, port, host } = new URL(server.httpUrl)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  socket.write(text.replaceAll('HOST', host), 'latin1')
  let answer = ''
  for await (const part of socket) answer += String(part)
  return answer
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1])
const upgrade =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'

function expectPlainRefusal(answer: string, status = /^4\d\d$/): void {
  expect(String(statusOf(answer))).toMatch(status)
  expect(answer).not.toMatch(/node:|\.(ts|js)\b|node_modules| at [\w.<>]+ \(|Error:/)
  expect(faults).toEqual([])
}

describe('a Host that is none', () => {
  const hosts = [
    ...['localhost:99999999', 'localhost:0', 'localhost:-1', 'localhost:', 'localhost:80:80', 'localhost:8o'],
    ...['[', ']', '[]', '[::1', '[::1]]', '[::g]', '[::1]:x', '%', '%00', '%zz', 'a%2fb', ''],
    ...['me@localhost', 'localhost/', 'localhost?', 'localhost#', 'localhost\\', 'a b', 'a,b', '*', '..', '.', '-'],
    ...['127.1', '2130706433', '0x7f.1', '256.0.0.1', 'http://localhost', 'l\xf6calhost', "';--", '<script>'],
    'x'.repeat(300),
  ]
  it.each(hosts)('is refused with a 4xx over HTTP: %j', async (host) => {
    for (const line of ['GET /health', 'GET /graphql?query={__typename}', 'GET /', 'GET /metrics']) {
      expectPlainRefusal(await rawAnswer(`${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`))
    }
    const head = `POST /graphql HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Type: application/json`
    expectPlainRefusal(await rawAnswer(`${head}\r\nContent-Length: ${query.length}\r\n\r\n${query}`))
  })

  it.each(hosts)('is refused with a 4xx to an upgrade, and the server lives: %j', async (host) => {
    expectPlainRefusal(await rawAnswer(`GET /graphql HTTP/1.1\r\nHost: ${host}\r\n${upgrade}\r\n`))
  })

  it.each(hosts.filter((host) => host !== '' && !/[\s?#/\\]/.test(host)))(
    'is refused as part of a whole address: %j',
    async (host) => {
      expectPlainRefusal(
        await rawAnswer(`GET http://${host}/health HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n`),
      )
    },
  )
})

describe('a Host that is not ours', () => {
  const foreign = [
    ...['evil.example', 'evil.example:4000', 'localhost.evil.example', '127.0.0.1.evil.example', 'desk.example.evil'],
    ...['xdesk.example', 'pages.example.evil.example', '10.0.0.1', '192.168.0.1:4000', '[2001:db8::1]', '0.0.0.0'],
  ]
  it.each(foreign)('is refused with 421 over HTTP, and with it an upgrade: %s', async (host) => {
    expectPlainRefusal(await rawAnswer(`GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`), /421/)
    const sameOrigin = `Host: ${host}\r\nOrigin: http://${host}\r\n`
    expectPlainRefusal(await rawAnswer(`GET /graphql HTTP/1.1\r\n${sameOrigin}${upgrade}\r\n`), /421/)
  })

  it.each([
    'localhost:1',
    'LocalHost',
    '127.0.0.1',
    '[::1]:4000',
    'desk.example',
    'Desk.Example.:443',
    'pages.example',
  ])('is not one of these: %s', async (host) => {
    const answer = await rawAnswer(`GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(statusOf(answer)).toBe(200)
  })

  it('is refused also by a server that listens everywhere', async () => {
    await using open = await startServer({}, { HOST: '0.0.0.0', ALLOW_PLAIN_HTTP: 'true' })
    const { port } = new URL(open.app.url)
    const statusFor = async (host: string) =>
      (await httpSend(`http://127.0.0.1:${port}/health`, { headers: { host } })).status
    expect(await statusFor('evil.example')).toBe(421)
    expect(await statusFor('192.0.2.1')).toBe(421)
    expect(await statusFor(`127.0.0.1:${port}`)).toBe(200)
    // By the address of this machine, if it has a network.
    expect((await fetch(`${open.app.url}health`)).status).toBe(200)
  })
})

describe('a request that can be read in two ways', () => {
  it.each([
    ['Host', 'Host: evil.example'],
    ['Origin', 'Origin: https://a.example\r\nOrigin: https://b.example'],
    ['Content-Type', 'Content-Type: application/json\r\nContent-Type: text/plain'],
    ['Authorization', 'Authorization: Bearer a\r\nAuthorization: Bearer b'],
    ['Content-Length', 'Content-Length: 0\r\nContent-Length: 5'],
    ['both lengths', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
  ])('is refused: two of %s', async (_what, headers) => {
    const rest = `Host: HOST\r\n${headers}\r\nConnection: close\r\n\r\n`
    expectPlainRefusal(await rawAnswer(`GET /health HTTP/1.1\r\n${rest}`))
    expectPlainRefusal(await rawAnswer(`GET /graphql HTTP/1.1\r\nHost: HOST\r\n${headers}\r\n${upgrade}\r\n`))
  })
})

describe('a body whose end programs on the way may see at different places', () => {
  const inChunks = `${query.length.toString(16)}\r\n${query}\r\n0\r\n\r\n`
  const post = (headers: string, body: string, version = '1.1') =>
    `POST /graphql HTTP/${version}\r\nHost: HOST\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}`

  it.each([
    ['gzip and chunks', 'Transfer-Encoding: gzip, chunked'],
    ['no coding and chunks', 'Transfer-Encoding: identity, chunked'],
    ['both in lines of their own', 'Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked'],
    ['chunks twice', 'Transfer-Encoding: chunked, chunked'],
    ['chunks twice in lines of their own', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked'],
    ['chunks and no coding', 'Transfer-Encoding: chunked, identity'],
    ['another word', 'Transfer-Encoding: xchunked'],
    ['a tab of its own kind', 'Transfer-Encoding:\x0bchunked'],
    ['a space before the colon', 'Transfer-Encoding : chunked'],
    ['a folded line', 'Transfer-Encoding:\r\n chunked'],
    ['a length as well', 'Transfer-Encoding: chunked\r\nContent-Length: 4'],
  ])('is refused, and the connection ends: %s', async (_what, headers) => {
    expectPlainRefusal(await rawAnswer(post(headers, inChunks)))
  })

  it('is refused in lines that end with a line feed alone', async () => {
    expectPlainRefusal(await rawAnswer(post('Transfer-Encoding: chunked', inChunks.replaceAll('\r\n', '\n'))))
  })

  it('is refused in chunks of HTTP/1.0', async () => {
    const headers = 'Connection: keep-alive\r\nTransfer-Encoding: chunked'
    expectPlainRefusal(await rawAnswer(post(headers, inChunks, '1.0')))
  })

  it.each(['+26', '26, 26', '0x1a', '-1', '26 26'])('is refused with a length of %s', async (length) => {
    expectPlainRefusal(await rawAnswer(post(`Content-Length: ${length}`, query)))
  })

  it('is read in chunks, and what stands behind it counts for nothing', async () => {
    const trailer = '\r\nAuthorization: Bearer x\r\nHost: evil.example\r\n\r\n'
    const body = inChunks.replace('\r\n0\r\n\r\n', `\r\n0${trailer}`)
    const answer = await rawAnswer(post('Connection: close\r\nTransfer-Encoding: chunked', body))
    expect(statusOf(answer)).toBe(200)
  })

  it.each(['Content-Length: 5', 'Transfer-Encoding: chunked'])('opens no WebSocket: %s', async (header) => {
    expectPlainRefusal(await rawAnswer(`GET /graphql HTTP/1.1\r\nHost: HOST\r\n${header}\r\n${upgrade}\r\nhello`))
  })
})

it('HTTP/1.0 opens no WebSocket', async () => {
  expectPlainRefusal(await rawAnswer(`GET /graphql HTTP/1.0\r\nHost: HOST\r\n${upgrade}\r\n`))
})

it('TRACE repeats nothing of what was sent', async () => {
  const answer = await rawAnswer('TRACE /graphql HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\nX-Own: canary\r\n\r\n')
  expectPlainRefusal(answer, /405/)
  expect(answer).not.toContain('canary')
})

describe('a target that is none', () => {
  it.each([
    ...['*', 'health', 'http:/health', 'ftp://localhost/health', '/%', '/%zz', '/%ff', '/a#b', '/\xe4', '/a\x7f'],
    ...['http://me@localhost/health', 'http://localhost:99999999/', 'http:///health', 'javascript:alert(1)', 'x:80'],
  ])('is refused with a 4xx: %j', async (target) => {
    expectPlainRefusal(await rawAnswer(`GET ${target} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n`))
  })

  it.each(['localhost:443', 'HOST', '/', ''])('CONNECT %j is refused, and the connection ends', async (target) => {
    expectPlainRefusal(await rawAnswer(`CONNECT ${target} HTTP/1.1\r\nHost: HOST\r\n\r\n`))
  })

  it.each(['/../../etc/passwd', '/..%2f..%2fetc%2fpasswd', '/%2e%2e/%2e%2e/package.json', '//evil.example/graphql'])(
    'finds no file outside the dashboard: %s',
    async (target) => {
      const answer = await rawAnswer(`GET ${target} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n`)
      expectPlainRefusal(answer, /404/)
    },
  )
})

describe('bytes that are no HTTP', () => {
  it.each([
    ['nothing of it', '\x00\x01\x02\x03\r\n\r\n'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['another version', 'GET / HTTP/9.9\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\n: x\r\n\r\n'],
    ['a header with a null', 'GET / HTTP/1.1\r\nHost: HOST\r\nX: a\x00b\r\n\r\n'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n'],
    ['too long a head', `GET / HTTP/1.1\r\nHost: HOST\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['a chunk without a length', 'POST /graphql HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('are refused: %s', async (_what, text) => {
    expectPlainRefusal(await rawAnswer(text))
  })
})

describe('an operation that a foreign page could send', () => {
  const operation = '{ __typename }'
  it.each([
    ['as a form', 'application/x-www-form-urlencoded', `query=${encodeURIComponent(operation)}`],
    ['as text', 'text/plain', query],
    ['as text that says JSON', 'text/plain; application/json', query],
    ['as text with JSON behind a comma', 'text/plain, application/json', query],
    ['as parts', 'multipart/form-data; boundary=x', `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n`],
    ['without a type', undefined, query],
    ['with an empty type', '', query],
    ['with a type that is none', 'json', query],
  ])('is refused, %s', async (_what, type, body) => {
    const headers = { accept: 'application/json', ...(type !== undefined && { 'content-type': type }) }
    const { status, text } = await httpSend(server.httpUrl, { method: 'POST', headers, body })
    expect(status).toBe(415)
    expect(text).toContain('BAD_REQUEST')
  })

  it('is refused as a mutation by GET', async () => {
    const url = `${server.httpUrl}?query=${encodeURIComponent('mutation { __typename }')}`
    expect((await httpSend(url, { headers: { accept: 'application/json' } })).status).toBe(405)
  })

  it.each(['cross-site', 'same-site'])('is refused when the browser says that it is %s', async (site) => {
    const headers = { accept: 'application/json', 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' }
    const { status, text } = await httpSend(`${server.httpUrl}?query={__typename}`, { headers })
    expect([status, JSON.parse(text)]).toMatchObject([403, { errors: [{ extensions: { code: 'FOREIGN_PAGE' } }] }])
    expect((await httpSend(server.httpUrl, { headers: { ...json, ...headers }, body: query })).status).toBe(403)
  })

  it('is not what a client of its own sends', async () => {
    for (const headers of [json, { ...json, 'sec-fetch-site': 'same-origin' }, { ...json, 'sec-fetch-mode': 'cors' }]) {
      expect((await httpSend(server.httpUrl, { headers, body: query })).status).toBe(200)
    }
  })
})

describe('a GET that any page could send', () => {
  let production: TestServer
  beforeAll(async () => {
    production = await startServer({}, { NODE_ENV: 'production' })
  })
  afterAll(() => production[Symbol.asyncDispose]())

  const statusFor = async (headers: Record<string, string>) =>
    (await httpSend(`${production.httpUrl}?query={__typename}`, { headers })).status

  it.each([
    {},
    { accept: '*/*' },
    { accept: 'image/avif,image/webp,*/*;q=0.8' },
    { accept: '*/*', 'content-type': 'text/plain' },
    { accept: '*/*', authorization: '' },
  ])('is refused in production: %j', async (headers) => {
    expect(await statusFor(headers)).toBe(403)
  })

  it.each([
    { accept: 'application/json' },
    { accept: 'application/graphql-response+json' },
    { accept: 'text/event-stream' },
    { authorization: 'Bearer x' },
    { 'apollo-require-preflight': 'true' },
    { 'content-type': 'application/json' },
    { accept: '*/*', 'sec-fetch-mode': 'cors' },
  ])('is answered with what no page can send unasked: %j', async (headers) => {
    expect(await statusFor(headers)).not.toBe(403)
  })
})
