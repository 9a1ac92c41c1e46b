import { once } from 'node:events'
import { request } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hasOpenssl, textOf, writeCertificate } from '../../tests/support/certificates.js'
import { apiThat, httpParts, listening } from '../../tests/support/http-parts.js'
import { temporaryDir } from '../../tests/support/temporary-dir.js'
import { httpServer, type HttpServer } from './http-server.js'
import type { TlsTexts } from './web-server.js'

describe.skipIf(!hasOpenssl)('a server with a certificate', () => {
  const folder = temporaryDir()
  let tls: TlsTexts
  let http: HttpServer
  let port: number

  beforeAll(() => {
    const { cert, key } = writeCertificate(folder.path)
    tls = { cert: textOf(cert), key: textOf(key) }
  })
  afterAll(() => folder[Symbol.dispose]())

  beforeEach(async () => {
    const yoga = apiThat((request, response) => request.resume().once('end', () => response.end()))
    http = httpServer(httpParts({ tls, yoga }))
    await listening(http.server)
    port = (http.server.address() as AddressInfo).port
  })
  afterEach(() => http.close(0))

  /** When it closes, whether by an error or not. */
  const gone = (socket: Socket) => new Promise((resolve) => socket.resume().once('close', resolve))
  const client = () => connectTls({ port, host: '127.0.0.1', ca: tls.cert }).on('error', () => {})

  it('answers over TLS, and says that browsers stay there', async () => {
    const sent = request({ port, host: '127.0.0.1', ca: tls.cert, path: '/health', agent: false }).end()
    const [response] = (await once(sent, 'response')) as [{ headers: object; statusCode: number; resume(): void }]
    response.resume()
    expect(response.statusCode).toBe(200)
    expect(response.headers).toHaveProperty('strict-transport-security')
  })

  it('cuts off a handshake that is not done when it closes', async () => {
    const arrived = once(http.server, 'connection')
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    await arrived
    const over = gone(socket)
    await Promise.all([over, http.close(3_600_000)])
  })

  it('cuts off a connection without a whole head when it closes', async () => {
    const secured = once(http.server, 'secureConnection')
    const socket = client()
    await secured
    socket.write('GET /hea')
    const over = gone(socket)
    await Promise.all([over, http.close(3_600_000)])
  })

  it('lets a request finish that runs when it closes', async () => {
    const asked = once(http.server, 'request')
    const socket = client()
    await once(socket, 'secureConnect')
    socket.write(
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n',
    )
    await asked
    const closed = http.close(3_600_000)
    socket.write('{}')
    let text = ''
    for await (const part of socket) text += String(part)
    expect(text).toMatch(/^HTTP\/1\.1 200 /)
    await closed
  })
})
