import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { listening } from '../../tests/support/http-parts.js'
import { webServer } from './web-server.js'

let logged: unknown[]
let server: Server
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function serving(take: Parameters<typeof webServer>[2]): Promise<void> {
  logged = []
  server = webServer(null, { error: (facts: unknown) => void logged.push(facts) }, take)
  await listening(server)
}

const client = () => connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {})

/** All that comes back to a text. */
async function answerTo(text: string): Promise<string> {
  const socket = client()
  socket.write(text)
  let answer = ''
  socket.on('data', (part: Buffer) => (answer += String(part)))
  await new Promise((resolve) => socket.once('close', resolve))
  return answer
}

const request = 'GET /here?and=there HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'

describe('an error of ours', () => {
  const error = new Error('a secret')

  it('is answered with 500 without a word, and logged with the path', async () => {
    await serving(() => Promise.reject(error))
    const answer = await answerTo(request)
    expect(answer).toMatch(/^HTTP\/1\.1 500 [^]*^X-Content-Type-Options: nosniff\r$/m)
    expect(answer).not.toContain('secret')
    expect(logged).toEqual([{ err: error, path: '/here' }])
  })

  it('breaks an answer off that has begun, so that nobody takes it for whole', async () => {
    await serving((_request, answer) => {
      answer.writeHead(200).write('half')
      return Promise.reject(error)
    })
    expect(await answerTo(request.replace('close', 'keep-alive'))).not.toMatch(/0\r\n\r\n$/)
    expect(logged).toHaveLength(1)
  })
})

describe('a client that takes us for a proxy', () => {
  const tunnel = 'CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere:443\r\n\r\n'

  it('is told that we are none', async () => {
    await serving(() => Promise.resolve())
    expect(await answerTo(tunnel)).toMatch(/^HTTP\/1\.1 405 [^]*^Allow: GET, POST\r$/m)
  })

  it('is let go, though it ends nothing itself, or breaks off', async () => {
    await serving(() => Promise.resolve())
    const arrived = once(server, 'connection') as Promise<[Socket]>
    const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true })
    socket.on('error', () => {}).resume()
    const [serverSide] = await arrived
    socket.write(tunnel)
    await new Promise((resolve) => serverSide.once('close', resolve))
    socket.destroy()
    const refused = once(server, 'connect') as unknown as Promise<[unknown, Socket]>
    client().end(tunnel)
    const [, stream] = await refused
    stream.destroy(new Error('reset'))
    await new Promise((resolve) => stream.once('close', resolve))
  })
})
