import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import { admissionFor } from '../../../tests/support/admission.js'
import { refusedUpgrade } from '../../../tests/support/socket-api.js'
import { Payload } from '../../fanout/payload.js'
import { createLogger } from '../../lib/logger.js'
import type { Admission } from '../../limits/admission.js'
import { sourceOfAddress } from '../../limits/source.js'
import { StreamCounts } from '../../metrics/stream-counts.js'
import { rawAnswer } from '../answers/raw-answer.js'
import { StallWatch, type Reader } from '../links/stall-watch.js'
import type { SocketOutbox } from './socket-outbox.js'
import { SocketServer } from './socket-server.js'

const source = sourceOfAddress('10.0.0.1')
let http: Server
let sockets: SocketServer
let counts: StreamCounts
let admission: Admission
let outboxes: SocketOutbox[]
let clients: { destroy(): void }[]
/** Readers that might take nothing, and how many bytes were said to wait. */
let stalled: Reader[]
let waiting: number

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] })
  counts = new StreamCounts()
  admission = admissionFor({ LIMIT_HELD_BYTES_PER_ADDRESS: '1000' }, counts)
  outboxes = []
  clients = []
  stalled = []
  waiting = 0
  const stalls = new StallWatch(admission.unread)
  vi.spyOn(stalls, 'add').mockImplementation((_stream, reader) => void stalled.push(reader))
  vi.spyOn(stalls, 'wrote').mockImplementation((bytes) => void (waiting += bytes))
  stalls[Symbol.dispose]()
  sockets = new SocketServer({ counts, log: createLogger('silent', false), stalls, incoming: admission.incoming })
  http = createServer()
  http.on('upgrade', (request, stream, head) => {
    sockets.accept(request, stream, head, {
      source,
      isSecure: false,
      opened: (_socket, outbox) => outboxes.push(outbox),
    })
  })
  await once(http.listen(0, '127.0.0.1'), 'listening')
})
afterEach(async () => {
  for (const client of clients) client.destroy()
  const closed = sockets.close(0)
  vi.runOnlyPendingTimers()
  await closed
  vi.useRealTimers()
  http.close()
})

const soon = <T>(value: () => T) => expect.poll(value, { interval: 1 })
const portOf = (server: Server) => (server.address() as AddressInfo).port

/** A client that does nothing by itself, such as answering a close. It keeps what it was sent. */
class RawClient {
  readonly socket: Socket
  #received = Buffer.alloc(0)

  constructor(extensions = '') {
    this.socket = connect({ port: portOf(http), host: '127.0.0.1', allowHalfOpen: true })
    clients.push(this.socket)
    this.socket
      .on('error', () => {})
      .on('data', (bytes: Buffer) => (this.#received = Buffer.concat([this.#received, bytes])))
    const head = ['GET /graphql HTTP/1.1', 'Host: here', 'Connection: Upgrade', 'Upgrade: websocket']
    const key = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']
    const offer = extensions === '' ? [] : [`Sec-WebSocket-Extensions: ${extensions}`]
    this.socket.write(`${[...head, ...key, ...offer].join('\r\n')}\r\n\r\n`)
  }

  async open(): Promise<this> {
    const before = outboxes.length
    await soon(() => outboxes.length > before && this.#received.includes('\r\n\r\n')).toBe(true)
    return this
  }

  /** All frames that it has got. */
  get frames(): Buffer {
    return this.#received.subarray(this.#received.indexOf('\r\n\r\n') + 4)
  }

  /** What the close frame says, which is the last one. Before it there may be pings, which are ASCII. */
  async closing(): Promise<{ code: number; reason: string }> {
    await soon(() => this.frames.includes(0x88)).toBe(true)
    const frame = this.frames.subarray(this.frames.indexOf(0x88))
    return { code: frame.readUInt16BE(2), reason: frame.toString('utf8', 4) }
  }

  /** A text of which so many bytes are missing. */
  send(bytes: number, missing = 0): void {
    const all = bytes + missing
    this.socket.write(Buffer.concat([Buffer.from([0x81, 0xfe, all >> 8, all & 0xff]), Buffer.alloc(4 + bytes)]))
  }
}

const outbox = () => {
  const last = outboxes.at(-1)
  if (!last) throw new Error('No socket is open')
  return last
}

function client(options: ClientOptions = {}, protocols: string[] = ['graphql-transport-ws']): WebSocket {
  const made = new WebSocket(`ws://127.0.0.1:${portOf(http)}/graphql`, protocols, options)
  made.on('error', () => {})
  clients.push({ destroy: () => made.terminate() })
  return made
}

describe('a refused upgrade', () => {
  function answerTo(refusal: Parameters<SocketServer['refuse']>[1]): Promise<string> {
    let text = ''
    const stream = new Duplex({
      read() {},
      write(part: Buffer, _encoding, done) {
        text += String(part)
        done()
      },
    })
    sockets.refuse(stream, refusal)
    return once(stream, 'close').then(() => text)
  }

  it('is answered with a status, headers and a reason', async () => {
    const headers = { 'Retry-After': '5', 'X-More': 'é' }
    const told = { 'Sec-WebSocket-Version': '13', ...headers, 'Content-Type': 'application/json' }
    const answer = await answerTo({ status: 429, message: 'Zu müde.', headers, isSecure: false })
    expect(answer).toBe(rawAnswer({ status: 429, headers: told, body: '{"error":"Zu müde."}', isSecure: false }))
    expect(answer).toContain('\r\nX-Content-Type-Options: nosniff\r\n')
  })

  it('needs no reason', async () => {
    const headers = { 'Sec-WebSocket-Version': '13' }
    const answer = await answerTo({ status: 503, message: '', isSecure: true })
    expect(answer).toBe(rawAnswer({ status: 503, headers, isSecure: true }))
  })

  it('is one that is no handshake of a WebSocket', async () => {
    const socket = connect(portOf(http), '127.0.0.1')
    clients.push(socket)
    socket.write('GET /graphql HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    let text = ''
    for await (const part of socket) text += String(part)
    expect(text).toMatch(
      /^HTTP\/1\.1 400 Bad Request\r\n[^]*{"error":".+: this is no handshake of a WebSocket \(RFC 6455\)"}$/,
    )
  })
})

describe('a socket', () => {
  it.each([
    [['one', 'two'], 'one'],
    [['one', 'graphql-transport-ws'], 'graphql-transport-ws'],
    [[], ''],
  ])('that offers the protocols %j gets %j', async (offered, chosen) => {
    const made = client({}, offered)
    await once(made, 'open')
    expect(made.protocol).toBe(chosen)
  })

  it('is sent results compressed if it agreed to that, else as they are', async () => {
    const [first, second] = [0x81, 0xc1]
    for (const [extensions, byte] of [
      ['', first],
      ['permessage-deflate; server_no_context_takeover', second],
      ['permessage-deflate; server_no_context_takeover; server_max_window_bits=9', first],
    ] as const) {
      const made = await new RawClient(extensions).open()
      const payloads = [new Payload({ data: { long: 'x'.repeat(5_000) } })]
      outbox()
        .sinkFor('a', { streamEnded() {} })
        .wake({ ownBytes: 0, heldWrites: null, take: () => payloads.shift() ?? null })
      await soon(() => made.frames.length > 10).toBe(true)
      expect(made.frames.at(0)).toBe(byte)
    }
  })

  it('is pinged every 12 s', async () => {
    const made = client()
    await once(made, 'open')
    const pinged = once(made, 'ping')
    vi.advanceTimersByTime(12_000)
    await pinged
  })

  it('is counted, and so is what waits for it', async () => {
    const made = await new RawClient().open()
    expect(counts.sockets).toBe(1)
    outbox().send('hello')
    expect(waiting).toBe(5)
    made.socket.destroy()
    await soon(() => counts.sockets === 0).toBe(true)
  })

  it('whose reader takes nothing is closed, and ended at the second call', async () => {
    const made = await new RawClient().open()
    const [reader] = stalled
    reader?.end()
    expect(await made.closing()).toEqual({ code: 1013, reason: 'Reader too slow: connect again and resume' })
    expect(counts.closedAsSlow).toBe(1)
    expect(outbox().source).toBe(source)
    reader?.end()
    await soon(() => counts.sockets).toBe(0)
    expect(counts.closedAsSlow).toBe(1)
  })

  it('that does not answer our close is ended after 14 s', async () => {
    const made = await new RawClient().open()
    outbox().close(1000, 'bye')
    expect(await made.closing()).toEqual({ code: 1000, reason: 'bye' })
    vi.advanceTimersByTime(13_999)
    expect(counts.sockets).toBe(1)
    vi.advanceTimersByTime(1)
    await soon(() => counts.sockets).toBe(0)
  })

  it('whose message is not complete in time is closed, and what it sends then counts no more', async () => {
    const made = await new RawClient().open()
    made.send(10, 500)
    await soon(() => admission.incoming.total > 0).toBe(true)
    vi.advanceTimersByTime(15_000)
    expect(await made.closing()).toEqual({ code: 1013, reason: 'The message was not complete within 15 s' })
    expect(admission.incoming.total).toBe(0)
  })

  it('of an address with too many bytes that are not complete is closed', async () => {
    const made = await new RawClient().open()
    made.send(2_000, 10)
    expect(await made.closing()).toEqual({
      code: 1013,
      reason: 'Too many bytes of messages that are not complete',
    })
    expect(Object.fromEntries(counts.refusals)).toEqual({ held_incoming: 1 })
  })

  it('that we have closed may send what it likes, and none of it counts', async () => {
    const made = await new RawClient().open()
    outbox().close(1000, 'bye')
    await made.closing()
    made.socket.write(Buffer.concat([Buffer.from([0x81, 0xfe, 0x10, 0]), Buffer.alloc(3_000)]))
    made.socket.end()
    vi.advanceTimersByTime(14_000)
    await soon(() => counts.sockets).toBe(0)
    expect(Object.fromEntries(counts.refusals)).toEqual({})
  })

  it.each<[string, number, (made: RawClient) => void]>([
    ['a frame that is not masked', 1002, ({ socket }) => socket.write(Buffer.from([0x81, 0x01, 0x20]))],
    [
      'a message of more than 64 KiB',
      1009,
      (made) => made.socket.write(Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0])),
    ],
    [
      'a message in more than 16 frames',
      1008,
      ({ socket }) => {
        const frame = (first: number) => Buffer.from([first, 0x81, 0, 0, 0, 0, 0x20])
        socket.write(Buffer.concat([frame(0x01), ...Array.from({ length: 16 }, () => frame(0x00))]))
      },
    ],
  ])('that sends %s is told so, and ended after a second', async (_what, code, send) => {
    const made = await new RawClient().open()
    send(made)
    expect((await made.closing()).code).toBe(code)
    vi.advanceTimersByTime(999)
    expect(counts.sockets).toBe(1)
    vi.advanceTimersByTime(1)
    await soon(() => counts.sockets).toBe(0)
  })
})

describe('a server that closes', () => {
  it('tells its clients, and is closed when they are gone', async () => {
    const made = client()
    await once(made, 'open')
    const closed = once(made, 'close')
    const server = sockets.close(3_600_000)
    const [code, reason] = (await closed) as [number, Buffer]
    expect([code, String(reason)]).toEqual([1012, 'Service restart'])
    await server
    expect(counts.sockets).toBe(0)
  })

  it('waits for them, and ends those that are left after the time that it was given', async () => {
    const made = await new RawClient().open()
    let isClosed = false
    const closed = sockets.close(5_000).then(() => (isClosed = true))
    await made.closing()
    vi.advanceTimersByTime(4_999)
    await new Promise((resolve) => setImmediate(resolve))
    expect([isClosed, counts.sockets]).toEqual([false, 1])
    vi.advanceTimersByTime(1)
    await soon(() => counts.sockets).toBe(0)
    await closed
  })

  it('refuses others, without a word', async () => {
    await sockets.close(1_000)
    expect(await refusedUpgrade(client())).toMatchObject({ status: 503, body: null })
  })

  it('has no timers left', async () => {
    await sockets.close(1_000)
    vi.advanceTimersByTime(1_000)
    expect(vi.getTimerCount()).toBe(0)
  })
})
