import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { usualAdmission } from '../../../tests/support/admission.js'
import { anyJudge } from '../../../tests/support/edge.js'
import type { RequestJudge } from '../../edge/request-judge.js'
import { operationTurns } from '../../graphql/pipeline/use-turns.js'
import { createLogger } from '../../lib/logger.js'
import { StreamCounts } from '../../metrics/stream-counts.js'
import type { GammacastApi } from '../yoga/yoga.js'
import { attachWsServer, type WsServer } from './ws-server.js'

let judge: RequestJudge
let http: Server
let ws: WsServer
let accepted: Socket[]
let ended: Promise<unknown>[]
const counts = new StreamCounts()

beforeEach(async () => {
  judge = anyJudge()
  http = createServer()
  accepted = []
  ended = []
  http.on('connection', (socket: Socket) => {
    accepted.push(socket)
    ended.push(new Promise((resolve) => socket.once('close', resolve)))
  })
  ws = attachWsServer(http, {
    api: { yoga: { getEnveloped: () => ({}) }, turns: operationTurns() } as unknown as GammacastApi,
    judge,
    counts,
    ...usualAdmission(),
    connections: { refusalOf: () => null },
    log: createLogger('silent', false),
  })
  await once(http.listen(0, '127.0.0.1'), 'listening')
})
afterEach(async () => {
  await ws.close(100)
  http.close()
})

const head = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`
const rest =
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'

/** A client that never closes its side by itself. */
async function dial(): Promise<Socket> {
  const socket = connect({ port: (http.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

const statusOf = async (socket: Socket) => String((await once(socket, 'data'))[0]).split('\r\n')[0]

/** Of a page that may not use the server. */
const foreign = 'Origin: https://elsewhere.example\r\n'

describe('a refused upgrade', () => {
  it('ends its connection, though the client never closes its side', async () => {
    const client = await dial()
    client.write(head('/graphql') + foreign + rest)
    expect(await statusOf(client)).toBe('HTTP/1.1 403 Forbidden')
    await Promise.all(ended)
    client.destroy()
  })

  it('may be reset by the client at any moment', async () => {
    const failures: unknown[] = []
    const note = (error: unknown) => void failures.push(error)
    process.on('uncaughtException', note)
    for (let round = 0; round < 20; round += 1) {
      const client = await dial()
      client.write(head('/graphql') + foreign + rest)
      if (round % 2 === 0) await statusOf(client)
      client.resetAndDestroy()
      await once(client, 'close')
    }
    await Promise.all(ended)
    process.off('uncaughtException', note)
    expect(failures).toEqual([])
  })
})

it('an error in the listener ends the connection, and does not leave it', async () => {
  judge.judgeUpgrade = () => {
    throw new Error('a fault of ours')
  }
  const client = await dial()
  client.resume().write(head('/graphql') + rest)
  await Promise.all(ended)
  client.destroy()
})

it('an open socket is counted until it is gone', async () => {
  const before = counts.sockets
  const client = await dial()
  client.write(head('/graphql') + rest)
  expect(await statusOf(client)).toBe('HTTP/1.1 101 Switching Protocols')
  expect(counts.sockets).toBe(before + 1)
  client.destroy()
  await expect.poll(() => counts.sockets).toBe(before)
})

describe('a server that closes', () => {
  it('refuses an upgrade that was on its way, and ends', async () => {
    const client = await dial()
    client.write(head('/graphql'))
    // The server would take a connection for idle of which it has read nothing.
    await expect.poll(() => accepted.at(-1)?.bytesRead).toBe(head('/graphql').length)
    const closed = Promise.all([ws.close(100), new Promise((resolve) => http.close(resolve))])
    client.write(rest)
    expect(await statusOf(client)).toBe('HTTP/1.1 503 Service Unavailable')
    await closed
    client.destroy()
  })

  it('cuts off, when its time is over, a refused client that does not take its answer', async () => {
    const stream = new Duplex({ read() {}, write() {} })
    http.emit(
      'upgrade',
      {
        method: 'GET',
        url: '/graphql',
        headers: { origin: 'https://elsewhere.example' },
        rawHeaders: [],
        socket: {},
      },
      stream,
      Buffer.alloc(0),
    )
    await ws.close(20)
    await once(stream, 'close')
  })
})
