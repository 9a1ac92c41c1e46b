import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { BareExchange } from '../../../../tests/support/deribit/bare-exchange.js'
import { ManualClock } from '../../../../tests/support/manual-clock.js'
import { DeribitSocket, type SocketEvent } from './socket.js'

const options = { clock: new ManualClock(7), timings: { handshakeMs: 60_000 } }

async function readAll(socket: DeribitSocket): Promise<readonly SocketEvent[]> {
  const events: SocketEvent[] = []
  for await (const event of socket) events.push(event)
  return events
}

it.each([
  [429, true],
  [503, false],
])('an exchange that answers %i to the greeting asks us to stay away: %s', async (status, refused) => {
  const server = createServer((_request, response) => response.writeHead(status).end())
  server.on('upgrade', (_request, socket) => socket.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\n\r\n`))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const socket = new DeribitSocket({ ...options, url: `ws://127.0.0.1:${port}` })
  expect(await readAll(socket)).toEqual([])
  expect(socket.end).toEqual({ reason: `the exchange refuses connections (HTTP ${status})`, refused })
  await new Promise((resolve) => server.close(resolve))
})

it('an exchange that does not answer the greeting in time is given up', async () => {
  const server = createServer()
  const greetings: IncomingHttpHeaders[] = []
  server.on('upgrade', ({ headers }, silent) => {
    greetings.push(headers)
    silent.on('error', () => {}).on('end', () => silent.destroy())
    silent.resume()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const socket = new DeribitSocket({ ...options, url: `ws://127.0.0.1:${port}`, timings: { handshakeMs: 50 } })
  expect(await readAll(socket)).toEqual([])
  expect(socket.end).toEqual({ reason: 'the exchange does not answer', refused: false })
  expect(greetings).toHaveLength(1)
  // Compression would cost time.
  expect(greetings[0]).not.toHaveProperty('sec-websocket-extensions')
  await new Promise((resolve) => server.close(resolve))
})

it('a frame may have 32 MiB, and a longer one ends the connection', async () => {
  await using exchange = await BareExchange.start()
  const socket = new DeribitSocket({ ...options, url: exchange.url })
  const reader = socket[Symbol.asyncIterator]()
  await reader.next()
  exchange.send(Buffer.alloc(33_554_432))
  expect((await reader.next()).value).toEqual({ kind: 'unknown', why: 'binary frame', receivedTimeMs: 7 })
  exchange.send(Buffer.alloc(33_554_433))
  expect((await reader.next()).done).toBe(true)
  expect(socket.end).toEqual({ reason: 'Max payload size exceeded', refused: false })
})

it('a socket that was hung up hands out nothing more, and keeps its first reason', async () => {
  await using exchange = await BareExchange.start()
  const socket = new DeribitSocket({ ...options, url: exchange.url })
  const reader = socket[Symbol.asyncIterator]()
  await reader.next()
  exchange.say('x', 1)
  await exchange.quiet()
  socket.hangUp({ reason: 'enough', refused: true })
  socket.close()
  exchange.close(4000, 'goodbye')
  await exchange.quiet()
  expect([await reader.next(), socket.end]).toEqual([
    { value: undefined, done: true },
    { reason: 'enough', refused: true },
  ])
  expect(exchange.closeCodes).toEqual([1006])
})

it('a socket sends nothing before it is open and after its end', async () => {
  await using exchange = await BareExchange.start()
  const socket = new DeribitSocket({ ...options, url: exchange.url })
  expect([socket.send({ id: 1, method: 'early', params: {} }), socket.end]).toEqual([false, null])
  const reader = socket[Symbol.asyncIterator]()
  expect((await reader.next()).value).toEqual({ kind: 'opened' })
  const asked = exchange.asked('now')
  expect(socket.send({ id: 2, method: 'now', params: {} })).toBe(true)
  await asked
  socket.close()
  expect(socket.send({ id: 3, method: 'late', params: {} })).toBe(false)
  expect(exchange.methods()).toEqual(['now'])
  await exchange.quiet()
  expect(exchange.closeCodes).toEqual([1000])
})

it('a reader who takes none of 10,000 frames loses the connection', async () => {
  await using exchange = await BareExchange.start()
  const socket = new DeribitSocket({ ...options, url: exchange.url })
  const reader = socket[Symbol.asyncIterator]()
  await reader.next()
  for (let frame = 0; frame < 10_000; frame += 1) exchange.say('x', frame)
  await exchange.quiet()
  expect(socket.end).toBeNull()
  exchange.say('x', 10_000)
  await exchange.quiet()
  expect(socket.end).toEqual({ reason: 'too many frames at once', refused: false })
  expect(await reader.next()).toEqual({ value: undefined, done: true })
})
