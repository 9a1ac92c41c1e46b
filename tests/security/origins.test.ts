import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { httpSend } from '../support/http-send.js'
import { startServer, type TestServer } from '../support/start-server.js'
import { upgradeStatus } from '../support/upgrade-status.js'

const listed = 'https://desk.example:8443'
let server: TestServer
beforeAll(async () => {
  server = await startServer({}, { ALLOWED_ORIGINS: listed })
})
afterAll(() => server[Symbol.asyncDispose]())

const upgrade = (headers: Record<string, string>, { wsUrl } = server) => upgradeStatus(wsUrl, { headers })

const post = (headers: Record<string, string>, { httpUrl } = server) =>
  httpSend(httpUrl, {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ __typename }' }),
  })

const variants = {
  null: 'null',
  empty: '',
  'another host': 'https://evil.example:8443',
  'a prefix': 'https://desk.example:844',
  'a suffix': 'https://desk.example:8443.evil.example',
  'a longer host': 'https://xdesk.example:8443',
  'a host below': 'https://a.desk.example:8443',
  'another port': 'https://desk.example:8444',
  'the usual port': 'https://desk.example',
  'another scheme': 'http://desk.example:8443',
  'upper case': 'https://DESK.example:8443',
  'a dot at its end': 'https://desk.example.:8443',
  'a slash at its end': 'https://desk.example:8443/',
  'a user': 'https://me@desk.example:8443',
  'two at once': 'https://desk.example:8443, https://evil.example',
  'a star': '*',
  'our host with another port': 'http://127.0.0.1:1',
  'our host by another name': 'http://localhost',
}

describe('an Origin', () => {
  it.each(Object.entries(variants))(
    'with %s opens no WebSocket, reads nothing and asks nothing',
    async (_what, origin) => {
      expect(await upgrade({ origin })).toBe(403)
      const { status, headers, text } = await post({ origin })
      expect([status, headers['access-control-allow-origin']]).toEqual([403, undefined])
      expect(text).toContain('FOREIGN_PAGE')
      const preflight = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      }
      const asked = await httpSend(server.httpUrl, { method: 'OPTIONS', headers: preflight })
      expect(Object.keys(asked.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    },
  )

  it('that is listed opens a WebSocket and reads answers, without credentials', async () => {
    expect(await upgrade({ origin: listed })).toBe(101)
    const { status, headers } = await post({ origin: listed })
    expect([status, headers['access-control-allow-origin']]).toEqual([200, listed])
    expect(headers['access-control-allow-credentials']).toBeUndefined()
    expect(headers.vary).toContain('Origin')
  })

  it('that is listed may send the headers that the API reads, and no cache keeps the answer for others', async () => {
    const preflight = {
      origin: listed,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, x-evil',
    }
    const { status, headers } = await httpSend(server.httpUrl, { method: 'OPTIONS', headers: preflight })
    expect(status).toBe(204)
    expect(headers).toMatchObject({
      'access-control-allow-origin': listed,
      'access-control-allow-methods': 'GET, POST',
      vary: 'Origin, Access-Control-Request-Headers',
    })
    expect(headers['access-control-allow-headers']?.split(', ')).toContain('authorization')
    expect(headers['access-control-allow-headers']).not.toContain('evil')
  })

  it('of our own pages opens one, by the name that the browser asked for', async () => {
    const { host, port } = new URL(server.httpUrl)
    expect(await upgrade({ origin: `http://${host}` })).toBe(101)
    expect(await upgrade({ host: `localhost:${port}`, origin: `http://localhost:${port}` })).toBe(101)
    expect(await upgrade({ host: `localhost:${port}`, origin: `http://${host}` })).toBe(403)
    expect((await post({ origin: `http://${host}` })).status).toBe(200)
  })

  it('may be missing, because only browsers send it', async () => {
    expect(await upgrade({})).toBe(101)
    expect((await post({})).status).toBe(200)
  })
})

describe('with REQUIRE_ORIGIN', () => {
  it('a client without Origin is refused on every transport', async () => {
    await using strict = await startServer({}, { REQUIRE_ORIGIN: 'true' })
    const { host, origin } = new URL(strict.httpUrl)
    expect(await upgrade({}, strict)).toBe(403)
    expect((await post({}, strict)).status).toBe(403)
    expect((await post({ accept: 'text/event-stream' }, strict)).status).toBe(403)
    expect(await upgrade({ origin }, strict)).toBe(101)
    expect((await post({ origin: `http://${host}` }, strict)).status).toBe(200)
    const get = { accept: 'application/json', 'sec-fetch-site': 'same-origin' }
    expect((await httpSend(`${strict.httpUrl}?query={__typename}`, { headers: get })).status).toBe(200)
    expect((await httpSend(`${strict.app.url}health`, {})).status).toBe(200)
  })
})

describe('behind a trusted proxy with TLS', () => {
  const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'options.example' }

  it('the origin of our pages is that of the address that the browser has', async () => {
    await using behind = await startServer({}, { TRUSTED_PROXIES: '127.0.0.1', ALLOWED_HOSTS: 'options.example' })
    expect(await upgrade({ ...proxied, origin: 'https://options.example' }, behind)).toBe(101)
    expect(await upgrade({ ...proxied, origin: 'http://options.example' }, behind)).toBe(403)
    expect(
      await upgrade({ ...proxied, 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' }, behind),
    ).toBe(421)
    const { headers } = await httpSend(`${behind.app.url}health`, { headers: proxied })
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{7,}/)
  })

  it('what anyone else writes into these headers counts for nothing', async () => {
    expect(await upgrade({ ...proxied, origin: 'https://options.example' })).toBe(403)
    const { headers } = await httpSend(`${server.app.url}health`, { headers: proxied })
    expect(headers['strict-transport-security']).toBeUndefined()
  })
})
