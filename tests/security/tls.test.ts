import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../../server/lib/logger.js'
import { hasOpenssl, textOf, writeCertificate, type Certificate } from '../support/certificates.js'
import { SocketClient } from '../support/socket-client.js'
import { startServer, type TestServer } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'
import { upgradeStatus } from '../support/upgrade-status.js'

describe.skipIf(!hasOpenssl)('a server with a certificate', () => {
  const folder = temporaryDir()
  const said: string[] = []
  let files: Certificate
  let server: TestServer
  let port: number

  beforeAll(async () => {
    files = writeCertificate(folder.path)
    const line = (_facts: unknown, text?: string) => void said.push(text ?? '')
    const log = { ...createLogger('silent', false), info: line, warn: line }
    const tls = { TLS_CERT: files.cert, TLS_KEY: files.key }
    server = await startServer({ log }, { ...tls, METRICS_PORT: '0' })
    port = Number(new URL(server.app.url).port)
  })
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    folder[Symbol.dispose]()
  })
  beforeEach(() => void (said.length = 0))

  const get = (url: string, ca = textOf(files.cert), headers = {}) =>
    new Promise<{ status?: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
      const sent = request(url, { ca, headers, agent: false }, (answer) => {
        let text = ''
        answer.on('data', (part: Buffer) => (text += part.toString()))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
      })
      sent.on('error', reject).end()
    })

  /** The serial number of the certificate that a new connection gets. */
  async function serial(): Promise<string> {
    const socket: TLSSocket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
    await once(socket, 'secureConnect')
    const { serialNumber } = socket.getPeerCertificate()
    socket.destroy()
    return serialNumber
  }

  it('serves pages, API, streams and metrics over TLS, and says that browsers shall stay there', async () => {
    expect(server.app.url).toMatch(/^https:/)
    const { status, headers } = await get(server.app.url)
    expect([status, headers['strict-transport-security']]).toEqual([200, expect.stringMatching(/^max-age=\d{7,}$/)])
    const json = { accept: 'application/json' }
    expect((await get(`${server.httpUrl}?query={__typename}`, undefined, json)).text).toContain('"Query"')
    expect((await get(server.app.metricsUrl)).text).toContain('gammacast_')
  })

  it('carries subscriptions over WSS, and many events at once', async () => {
    const options = { ca: textOf(files.cert) }
    using socket = await new SocketClient(server.wsUrl, 'graphql-transport-ws', options).init()
    socket.subscribe('prices', 'subscription { marketData { seq indexHistory(points: 240) { priceUsd } } }')
    for (let count = 0; count < 3; count += 1) await socket.nextData('prices')
  })

  it('is opened by pages of its own origin over TLS alone', async () => {
    const upgradeFrom = (origin: string) => upgradeStatus(server.wsUrl, { ca: textOf(files.cert), headers: { origin } })
    expect(await upgradeFrom(`https://127.0.0.1:${port}`)).toBe(101)
    expect(await upgradeFrom(`http://127.0.0.1:${port}`)).toBe(403)
  })

  it('gives a changed certificate to new connections, and open ones go on', async () => {
    const options = { ca: textOf(files.cert) }
    using socket = await new SocketClient(server.wsUrl, 'graphql-transport-ws', options).init()
    const before = await serial()
    writeCertificate(folder.path)
    await expect.poll(serial).not.toBe(before)
    expect(said).toEqual(['TLS_CERT and TLS_KEY have changed: new connections use them'])
    socket.subscribe('prices', 'subscription { marketData { seq } }')
    await socket.nextData('prices')
  })

  it('keeps the certificate that it has while the new one cannot be used, and says so once', async () => {
    const before = await serial()
    const good = textOf(files.cert)
    writeFileSync(files.cert, 'half a certif')
    await expect.poll(() => said.join()).toContain('cannot be used, so the old ones stay')
    expect(await serial()).toBe(before)
    writeFileSync(files.cert, good)
    writeCertificate(folder.path)
    await expect.poll(serial).not.toBe(before)
    expect(said.filter((line) => line.includes('old ones stay')).length).toBeLessThanOrEqual(2)
  })

  it('says to requests that are refused that browsers shall stay there', async () => {
    for (const [path, headers] of [
      ['graphql', { origin: 'https://elsewhere.example' }],
      ['health', { expect: 'a cake' }],
    ] as const) {
      const refused = await get(`${server.app.url}${path}`, textOf(files.cert), headers)
      expect(refused.status).toBeGreaterThanOrEqual(400)
      expect(refused.headers).toHaveProperty('strict-transport-security')
    }
  })

  it.each([
    [
      'a refused upgrade',
      'GET /graphql',
      'Connection: Upgrade\r\nUpgrade: websocket\r\nOrigin: https://elsewhere.example',
      403,
    ],
    ['an upgrade without a handshake', 'GET /graphql', 'Connection: Upgrade\r\nUpgrade: websocket', 400],
    ['a wish for a tunnel', 'CONNECT elsewhere.example:443', '', 405],
  ])('says to %s that browsers shall stay there', async (_what, line, headers, status) => {
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
    socket.write(`${line} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers}${headers && '\r\n'}\r\n`)
    let answer = ''
    for await (const part of socket) answer += String(part)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*^Strict-Transport-Security: max-age=`, 'm'))
  })

  it('says to what is no request of HTTP that browsers shall stay there', async () => {
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
    socket.write('no request\r\n\r\n')
    let answer = ''
    for await (const part of socket) answer += String(part)
    expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*^Strict-Transport-Security: max-age=/m)
  })

  it('answers plain HTTP with nothing, and lets a client that never shakes hands go', async () => {
    const plain = connect(port, '127.0.0.1')
    plain.on('error', () => {})
    plain.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n')
    let answer = ''
    for await (const part of plain) answer += String(part)
    expect(answer).not.toContain('alive')
    const silent = connect(port, '127.0.0.1')
    silent.on('error', () => {})
    await once(silent.resume(), 'close')
  })

  it('shakes hands with one address so often in a minute, and cuts further connections off before', async () => {
    const most = 5
    const limits = { LIMIT_NEW_CONNECTIONS_PER_MINUTE: String(most) }
    await using own = await startServer({}, { TLS_CERT: files.cert, TLS_KEY: files.key, ...limits })
    const place = { port: Number(new URL(own.app.url).port), host: '127.0.0.1', rejectUnauthorized: false }
    const fate = async () => {
      const socket = connectTls(place)
      const isServed = await Promise.race([
        once(socket, 'secureConnect').then(() => true),
        once(socket, 'close').then(() => false),
      ]).catch(() => false)
      socket.destroy()
      return isServed
    }
    // A minute may end between two of them, but not three times.
    const fates: boolean[] = []
    for (let count = 0; count < 4 * most; count += 1) fates.push(await fate())
    expect(fates.slice(0, most)).toEqual(Array(most).fill(true))
    expect(fates.filter((isServed) => isServed).length).toBeLessThanOrEqual(3 * most)
    expect(own.app.services.counts.refusals.get('new_connections')).toBe(fates.filter((isServed) => !isServed).length)
  })

  it('does not wait for a handshake when it closes', async () => {
    const own = await startServer({}, { TLS_CERT: files.cert, TLS_KEY: files.key })
    const silent = connect(Number(new URL(own.app.url).port), '127.0.0.1')
    silent.on('error', () => {})
    await once(silent, 'connect')
    const closed = once(silent.resume(), 'close')
    await own[Symbol.asyncDispose]()
    await closed
  })
})

describe('files that are no certificate', () => {
  it('keep the server from starting, in one sentence', async () => {
    using folder = temporaryDir()
    const file = `${folder.path}/x.pem`
    const start = () => startServer({}, { TLS_CERT: file, TLS_KEY: file })
    await expect(start()).rejects.toThrow(/^TLS_CERT=.*x\.pem cannot be read: there is no such file/)
    writeFileSync(file, 'x')
    await expect(start()).rejects.toThrow(/^TLS_CERT=.*x\.pem holds no certificate/)
  })
})
