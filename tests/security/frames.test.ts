import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { maxFragments, maxMessageBytes } from '../../server/transport/socket/socket-server.js'
import { realTimers } from '../support/real-timers.js'
import { SocketClient } from '../support/socket-client.js'
import { startServer, until, type TestServer } from '../support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer({}, { AGENTS: 'none' })
})
afterAll(() => server[Symbol.asyncDispose]())
afterEach(realTimers)

const plain = { perMessageDeflate: false }
/** Initialized: a slow machine may need longer than the 3 s in which others have to be. */
const open = (options = {}) => new SocketClient(server.wsUrl, 'graphql-transport-ws', options).init()
const streamOf = ({ socket }: SocketClient) => (socket as unknown as { readonly _socket: Socket })._socket
const incoming = () => server.app.services.counts.heldBytes().incoming ?? NaN

/** A query in a message of so many bytes. */
const queryOf = (bytes: number) => {
  const message = (a: string) =>
    JSON.stringify({ id: 'q', type: 'subscribe', payload: { query: '{ __typename }', variables: { a } } })
  return message('x'.repeat(bytes - message('').length))
}

/** The start of a masked text frame that says to have so many bytes. */
function frameStart(bytes: number, isLast = true): Buffer {
  const start = Buffer.alloc(14)
  start.writeUInt8(isLast ? 0x81 : 0x01, 0)
  start.writeUInt8(0x80 | 127, 1)
  start.writeBigUInt64BE(BigInt(bytes), 2)
  return start
}

const upgrade = [
  'GET /graphql HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Protocol: graphql-transport-ws',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  '\r\n',
].join('\r\n')

async function isServing(): Promise<void> {
  using other = await new SocketClient(server.wsUrl).init()
  other.subscribe('q', '{ __typename }')
  expect(await other.nextData('q')).toEqual({ __typename: 'Query' })
}

describe.each([
  ['as it is', plain],
  ['compressed', { perMessageDeflate: { threshold: 0 } }],
])('a message %s', (_, options) => {
  it(`of ${maxMessageBytes} bytes is taken`, async () => {
    using socket = await open(options)
    socket.send(queryOf(maxMessageBytes))
    expect(await socket.nextData('q')).toEqual({ __typename: 'Query' })
  })

  it('of one byte more closes the socket with 1009', async () => {
    using socket = await open(options)
    socket.send(queryOf(maxMessageBytes + 1))
    expect((await socket.closed).code).toBe(1009)
    await isServing()
  })
})

it('a message that inflates to very much is not inflated further', async () => {
  using socket = await new SocketClient(server.wsUrl, 'graphql-transport-ws', {
    perMessageDeflate: { threshold: 0 },
  }).init()
  socket.send(queryOf(20_000_000))
  expect((await socket.closed).code).toBe(1009)
  await isServing()
})

describe('a message in frames', () => {
  it.each([
    ['of a byte', '"'],
    ['without a byte', ''],
  ])(`is taken in ${maxFragments} frames and not in more: frames %s`, async (_, part) => {
    using socket = await open(plain)
    for (let count = 1; count < maxFragments; count += 1) socket.socket.send(part, { fin: false })
    socket.socket.ping()
    await once(socket.socket, 'pong')
    expect(socket.socket.readyState).toBe(socket.socket.OPEN)
    for (let count = 0; count < 2; count += 1) socket.socket.send(part, { fin: false })
    expect((await socket.closed).code).toBe(1008)
  })

  it('of 50 sockets with 16,000 frames of a byte each is kept by nobody', async () => {
    const sockets = await Promise.all(Array.from({ length: 50 }, () => open(plain)))
    const frame = Buffer.from([0x00, 0x81, 0, 0, 0, 0, 0x20])
    const frames = Buffer.concat([
      Buffer.from([0x01]),
      frame.subarray(1),
      ...Array.from({ length: 15_999 }, () => frame),
    ])
    let most = 0
    for (const socket of sockets) {
      streamOf(socket).write(frames)
      most = Math.max(most, incoming())
    }
    for (const socket of sockets) expect((await socket.closed).code).toBe(1008)
    expect(most).toBeLessThan(50 * 2 * 65_536)
    await until(
      () => Promise.resolve(incoming()),
      (bytes) => bytes === 0,
    )
    await isServing()
  })
})

it('100 senders of frames of 99 MiB are told so at once, and little of what they send is read', async () => {
  const sockets = await Promise.all(Array.from({ length: 100 }, () => open(plain)))
  const part = Buffer.alloc(1_048_576)
  const sendAll = async (socket: SocketClient) => {
    const stream = streamOf(socket)
    stream.on('error', () => {})
    stream.write(frameStart(99 * part.length))
    let sent = 0
    for (; sent < 99 && !stream.destroyed; sent += 1) {
      if (!stream.write(part)) await Promise.race([once(stream, 'drain').catch(() => {}), socket.closed])
    }
    return sent
  }
  const sent = await Promise.all(sockets.map(sendAll))
  for (const socket of sockets) expect([1009, 1006]).toContain((await socket.closed).code)
  expect(Math.max(...sent)).toBeLessThan(30)
  expect(incoming()).toBe(0)
  await isServing()
})

describe('a message that is not complete', () => {
  it('ends its socket after 15 s, however much of it still comes, and no other', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    await using slow = await startServer({}, { AGENTS: 'none' })
    const held = () => Promise.resolve(slow.app.services.counts.heldBytes().incoming ?? NaN)
    using patient = await new SocketClient(slow.wsUrl).init()
    using socket = await new SocketClient(slow.wsUrl, 'graphql-transport-ws', plain).init()
    const stream = streamOf(socket)
    stream.write(frameStart(60_000))
    await until(held, (bytes) => bytes > 0)
    for (let passed = 0; passed < 14_000; passed += 2_000) {
      const before = await held()
      stream.write('x')
      await until(held, (bytes) => bytes > before)
      vi.advanceTimersByTime(2_000)
    }
    expect(socket.socket.readyState).toBe(socket.socket.OPEN)
    vi.advanceTimersByTime(2_000)
    expect(await socket.closed).toEqual({ code: 1013, reason: 'The message was not complete within 15 s' })
    expect(await held()).toBe(0)
    patient.send({ type: 'ping' })
    expect((await patient.next()).type).toBe('pong')
  })

  it('is given up when too many bytes of such messages are held, the one that began first', async () => {
    await using small = await startServer({}, { AGENTS: 'none', LIMIT_HELD_BYTES_PER_ADDRESS: '200000' })
    const held = () => Promise.resolve(small.app.services.counts.heldBytes().incoming ?? NaN)
    const sockets: SocketClient[] = []
    for (let count = 0; count < 5; count += 1) {
      const socket = await new SocketClient(small.wsUrl, 'graphql-transport-ws', plain).init()
      sockets.push(socket)
      const before = await held()
      streamOf(socket).write(Buffer.concat([frameStart(65_000), Buffer.alloc(60_000)]))
      if (count < 3) await until(held, (bytes) => bytes >= before + 60_000)
    }
    for (const first of sockets.slice(0, 2)) {
      expect(await first.closed).toEqual({ code: 1013, reason: 'Too many bytes of messages that are not complete' })
    }
    await until(held, (bytes) => bytes > 180_000 && bytes <= 200_000)
    expect(small.app.services.counts.refusals.get('held_incoming')).toBe(2)
    expect(sockets.slice(2).map(({ socket }) => socket.readyState)).toEqual([1, 1, 1])
    for (const socket of sockets) socket[Symbol.dispose]()
    await until(held, (bytes) => bytes === 0)
  })
})

describe('a socket that sends too many', () => {
  it.each<[string, (socket: SocketClient) => void]>([
    ['pings', ({ socket }) => socket.ping()],
    ['pongs that nobody asked for', ({ socket }) => socket.pong()],
    ['messages', (socket) => socket.send({ type: 'pong' })],
  ])('%s is closed with 4429, and told when to come back', async (_, send) => {
    await using small = await startServer({}, { AGENTS: 'none', LIMIT_MESSAGES_PER_MINUTE: '50' })
    using socket = await new SocketClient(small.wsUrl).init()
    for (let count = 1; count < 50; count += 1) send(socket)
    socket.socket.once('message', () => {})
    send(socket)
    const { code, reason } = await socket.closed
    expect(code).toBe(4429)
    expect(reason).toMatch(/^Too many messages: at most 50 a minute; connect again in \d+ s$/)
    expect(small.app.services.counts.refusals.get('messages')).toBe(1)
  })
})

describe('a client that is closed for its own fault', () => {
  it.each([
    ['a message that is no JSON', Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x78]), 4400],
    ['a frame that is too long', frameStart(1_000_000), 1009],
  ])('is gone a second later, though it answers no close: %s', async (_, bytes, code) => {
    const { counts } = server.app.services
    // Those of the tests before are on their way out.
    while (counts.sockets > 0) await new Promise((resolve) => setImmediate(resolve))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const stream = connect({ port: Number(new URL(server.wsUrl).port), host: '127.0.0.1', allowHalfOpen: true })
    stream.on('error', () => {})
    stream.write(upgrade)
    await once(stream, 'data')
    stream.write(bytes)
    const [close] = (await once(stream, 'data')) as [Buffer]
    expect(close.readUInt16BE(2)).toBe(code)
    expect(counts.sockets).toBe(1)
    vi.advanceTimersByTime(1_000)
    while (counts.sockets > 0) await new Promise((resolve) => setImmediate(resolve))
    stream.destroy()
  })
})
