import { once } from 'node:events'
import { connect } from 'node:net'
import { createClient } from 'graphql-sse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpSend } from '../support/http-send.js'
import { documentedLocation, hasNginx, startNginx, type Nginx } from '../support/network/nginx.js'
import { startOpen } from '../support/start-open.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

/** As nginx is without a word of configuration: HTTP/1.0 to us, answers gathered, and compressed. */
const plain = 'proxy_pass http://SERVER;'
const keptAlive =
  'proxy_pass http://gammacast; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host SERVER;'

describe.skipIf(!hasNginx)('behind an nginx', () => {
  const folder = temporaryDir()
  let server: TestServer
  let nginx: Nginx<'plain' | 'keptAlive'>
  let urls: typeof nginx.urls

  beforeAll(async () => {
    server = await startOpen()
    const { host } = new URL(server.httpUrl)
    nginx = await startNginx({ folder: folder.path, server: host, locations: { plain, keptAlive } })
    urls = nginx.urls
  })
  afterAll(async () => {
    await nginx.stop()
    await server[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  it.each(['plain', 'keptAlive'] as const)('events come as they are sent: %s', async (name) => {
    const client = createClient({ url: urls[name], retryAttempts: 0 })
    const prices = client.iterate<{ marketData: { seq: number } }>({ query: 'subscription { marketData { seq } }' })
    expect((await prices.next()).value).toMatchObject({ data: { marketData: { seq: expect.any(Number) as number } } })
    await prices.return?.()
    client.dispose()
  })

  it.each(['plain', 'keptAlive'] as const)('the head of a quiet stream comes before any event: %s', async (name) => {
    const query = encodeURIComponent('subscription { newDecision { id } }')
    const control = new AbortController()
    const response = await fetch(`${urls[name]}?query=${query}`, {
      headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip' },
      signal: control.signal,
    })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(response.headers.get('content-encoding')).not.toBe('gzip')
    const { value } = (await response.body?.getReader().read()) ?? {}
    expect(Buffer.from(value ?? []).toString()).toContain(':')
    control.abort()
  })

  it('a stream that is left is left with us, too', async () => {
    const { counts } = server.app.services
    await until(
      () => Promise.resolve(counts.members),
      (members) => members === 0,
    )
  })

  it.each(['plain', 'keptAlive'] as const)('no request is answered with 502: %s', async (name) => {
    for (let count = 0; count < 200; count += 1) {
      expect(await ask(urls[name], '{ __typename }')).toEqual({ data: { __typename: 'Query' } })
    }
  })
})

describe.skipIf(!hasNginx)('behind an nginx that is trusted', () => {
  const folder = temporaryDir()
  let server: TestServer
  let nginx: Nginx<'documented' | 'forgetful'>

  beforeAll(async () => {
    server = await startServer({}, { TRUSTED_PROXIES: '127.0.0.1', ALLOWED_HOSTS: 'desk.example' })
    const { host } = new URL(server.httpUrl)
    const forgetful =
      'proxy_pass http://SERVER; proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;'
    const locations = { documented: documentedLocation(), forgetful }
    nginx = await startNginx({ folder: folder.path, server: host, locations })
  })
  afterAll(async () => {
    await nginx.stop()
    await server[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })

  it.each([
    ['documented', 'desk.example', {}, 200],
    ['documented', 'evil.example', {}, 421],
    ['documented', 'evil.example', { 'x-forwarded-host': 'localhost' }, 421],
    ['documented', 'evil.example', { forwarded: 'host=localhost' }, 421],
    ['documented', 'desk.example', { 'x-forwarded-host': 'evil.example' }, 200],
    ['forgetful', 'desk.example', {}, 200],
    ['forgetful', 'evil.example', { 'x-forwarded-host': 'localhost' }, 421],
    ['forgetful', 'desk.example', { 'x-forwarded-host': 'evil.example' }, 421],
  ] as const)(
    'no client chooses the name by which it is judged: %s, %s with %j is %s',
    async (name, host, more, status) => {
      const { status: answered } = await httpSend(nginx.urls[name], {
        headers: { host, accept: 'application/json', ...more },
      })
      // A GET without a query is none of GraphQL, which is looked at last.
      expect(answered).toBe(status === 200 ? 400 : status)
    },
  )
})

it('proxies are told that a connection without a request is kept for at most 15 s', async () => {
  await using server = await startServer()
  const { hostname, port } = new URL(server.httpUrl)
  const socket = connect(Number(port), hostname)
  socket.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  const [head] = (await once(socket, 'data')) as [Buffer]
  const promisedS = Number(/^Keep-Alive: timeout=(\d+)/im.exec(String(head))?.[1])
  expect(promisedS).toBeGreaterThan(10)
  expect(promisedS).toBeLessThanOrEqual(15)
  socket.destroy()
})
