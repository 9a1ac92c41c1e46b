import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { anonymous } from '../testing/anonymous.js'
import { BrowserLikeSocket } from '../testing/browser-like-socket.js'
import { createChannel, type Channel } from '../testing/channel.js'
import { eventually } from '../testing/eventually.js'
import { startLoopbackServer, type LoopbackServer } from '../testing/loopback-server.js'
import type { LiveSink, LiveTransport } from './live-transport.js'
import { createWsTransport } from './ws-transport.js'

const HOUR_MS = 3_600_000
const typeDefs = `
  type Query { n: Int }
  type Subscription { count(from: Int): Int! refused: Int! brief: Int! }
`
const query = 'subscription Count($from: Int) { count(from: $from) }'

let counts: Channel<number>
let server: LoopbackServer
let transport: LiveTransport

const start = (port = 0) =>
  startLoopbackServer({
    typeDefs,
    port,
    resolvers: {
      Subscription: {
        count: { subscribe: () => counts.read(), resolve: (count: number) => count },
        refused: { subscribe: () => Promise.reject(new Error('No')) },
        brief: {
          subscribe: async function* () {
            yield { brief: 1 }
          },
        },
      },
    },
  })

const connect = (credentials = anonymous) =>
  createWsTransport({
    url: server.wsUrl,
    credentials,
    webSocketImpl: BrowserLikeSocket,
    pingIntervalMs: 50,
    pingTimeoutMs: 100,
    delayMs: () => 20,
  })

const sinkOf = () => ({ next: vi.fn<LiveSink['next']>(), error: vi.fn<LiveSink['error']>(), complete: vi.fn() })
const kind = () => transport.connection.current().kind

describe('the WebSocket transport', () => {
  beforeEach(async () => {
    counts = createChannel()
    server = await start()
    transport = connect()
  })
  afterEach(async () => {
    transport.dispose()
    await server.kill()
  })

  it('connects before anybody subscribes, and measures the round trip', async () => {
    await eventually(() => expect(transport.connection.current()).toMatchObject({ kind: 'live', epoch: 1 }))
    await eventually(() => expect(transport.connection.current()).toMatchObject({ rttMs: expect.any(Number) }))
    expect(server.sockets.size).toBe(1)
  })

  it('carries several subscriptions on one socket until each is stopped', async () => {
    const [first, second] = [sinkOf(), sinkOf()]
    const stop = transport.run(() => ({ query }), first)
    transport.run(() => ({ query }), second)
    await eventually(() => expect(counts.readers).toBe(2))
    expect(server.sockets.size).toBe(1)
    counts.publish(1)
    await eventually(() => expect(second.next).toHaveBeenCalledWith({ data: { count: 1 } }))
    expect(first.next).toHaveBeenCalledTimes(1)
    stop()
    await eventually(() => expect(counts.readers).toBe(1))
    counts.publish(2)
    await eventually(() => expect(second.next).toHaveBeenCalledTimes(2))
    expect(first.next).toHaveBeenCalledTimes(1)
    expect(first.complete).not.toHaveBeenCalled()
  })

  it('subscribes again after the server was killed, with the variables of that moment, and tells the sink nothing', async () => {
    const sink = sinkOf()
    let from = 1
    transport.run(() => ({ query, variables: { from } }), sink)
    await eventually(() => expect(server.subscribed).toEqual([{ from: 1 }]))
    const { port } = server
    await server.kill()
    await eventually(() => expect(kind()).toBe('reconnecting'))
    from = 7
    server = await start(port)
    await eventually(() => expect(server.subscribed).toEqual([{ from: 7 }]))
    counts.publish(9)
    await eventually(() => expect(sink.next).toHaveBeenCalledWith({ data: { count: 9 } }))
    expect(sink.error).not.toHaveBeenCalled()
    expect(sink.complete).not.toHaveBeenCalled()
    expect(transport.connection.current()).toMatchObject({ kind: 'live', epoch: 2 })
  })

  it.each([1000, 1002, 1011, 1012, 4400, 4429, 4500])('comes back after close code %i', async (code) => {
    await eventually(() => expect(kind()).toBe('live'))
    for (const socket of server.sockets) socket.close(code, 'test')
    await eventually(() => expect(transport.connection.current()).toMatchObject({ kind: 'live', epoch: 2 }))
  })

  it('notices a server that holds the socket but is silent', async () => {
    await eventually(() => expect(kind()).toBe('live'))
    for (const socket of server.sockets) socket.pause()
    await eventually(() => expect(transport.connection.current()).toMatchObject({ kind: 'live', epoch: 2 }))
  })

  it('answers a query, and one that was asked while it was not connected', async () => {
    const sink = sinkOf()
    const ask = () => transport.run(() => ({ query: '{ n }' }), sink)
    ask()
    await eventually(() => expect(sink.complete).toHaveBeenCalledTimes(1))
    expect(sink.next.mock.calls).toEqual([[{ data: { n: null } }]])
    const { port } = server
    await server.kill()
    await eventually(() => expect(kind()).toBe('reconnecting'))
    ask()
    server = await start(port)
    await eventually(() => expect(sink.complete).toHaveBeenCalledTimes(2))
    expect(server.asked).toHaveLength(1)
  })

  it('hands on the errors of a refused subscription and leaves the others alone', async () => {
    const [refused, healthy] = [sinkOf(), sinkOf()]
    transport.run(() => ({ query: 'subscription { unknown }' }), refused)
    transport.run(() => ({ query }), healthy)
    await eventually(() => expect(refused.error).toHaveBeenCalledTimes(1))
    expect(refused.error.mock.calls[0]?.[0][0]?.message).toContain('unknown')
    counts.publish(3)
    await eventually(() => expect(healthy.next).toHaveBeenCalledTimes(1))
  })

  it('tells when the server completes a subscription, and does not send it again', async () => {
    const sink = sinkOf()
    transport.run(() => ({ query: 'subscription { brief }' }), sink)
    await eventually(() => expect(sink.complete).toHaveBeenCalledTimes(1))
    for (const socket of server.sockets) socket.terminate()
    await eventually(() => expect(transport.connection.current()).toMatchObject({ kind: 'live', epoch: 2 }))
    expect(server.subscribed).toHaveLength(1)
  })

  it('keeps a subscription made while it is not connected', async () => {
    const { port } = server
    await eventually(() => expect(kind()).toBe('live'))
    await server.kill()
    await eventually(() => expect(kind()).toBe('reconnecting'))
    const sink = sinkOf()
    transport.run(() => ({ query }), sink)
    server = await start(port)
    await eventually(() => expect(counts.readers).toBe(1))
    counts.publish(4)
    await eventually(() => expect(sink.next).toHaveBeenCalledTimes(1))
  })

  it('gives up an attempt that hangs when somebody looks at the page again', async () => {
    await eventually(() => expect(kind()).toBe('live'))
    transport.dispose()
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address() as AddressInfo
    const held: Socket[] = []
    let look = () => {}
    silent.on('connection', (socket) => held.push(socket.on('error', () => undefined).resume()))
    transport = createWsTransport({
      url: `ws://127.0.0.1:${address.port}/`,
      credentials: anonymous,
      webSocketImpl: BrowserLikeSocket,
      hungAfterMs: 0,
      delayMs: () => HOUR_MS,
      network: { online: () => true, watch: ({ onVisible }) => ((look = onVisible), () => undefined) },
    })
    await eventually(() => expect(held).toHaveLength(1))
    look()
    await eventually(() => expect(held).toHaveLength(2))
    await eventually(() => expect(held[0]?.destroyed).toBe(true))
    for (const socket of held) socket.destroy()
    silent.close()
  })

  it('leaves no socket behind when disposed', async () => {
    await eventually(() => expect(server.sockets.size).toBe(1))
    transport.dispose()
    await eventually(() => expect(server.sockets.size).toBe(0))
  })
})
