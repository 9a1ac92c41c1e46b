import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { perpetualTick, ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { until, type TestServer } from '../support/start-server.js'

const tick = 'subscription { marketData { seq indexPriceUsd perpetual { bidPriceUsd } } }'
const feed = new ScriptedFeed()
let server: TestServer
let readersAtRest: number

beforeAll(async () => {
  server = await startOpen({}, { feed })
  readersAtRest = server.app.services.bus.readerCount()
})
afterAll(() => server[Symbol.asyncDispose]())

const client = (...options: [string?]) => new SocketClient(server.wsUrl, ...options)

/** Tells the market something new each time. */
let bid = 83_000
const move = () => feed.say(perpetualTick({ bidPriceUsd: (bid += 0.5) }))

describe('a socket that breaks the protocol', () => {
  it('is closed with 4408 when it never sends connection_init', async () => {
    using socket = await client().open()
    expect((await socket.closed).code).toBe(4408)
  })

  it('is closed with 4429 when it sends connection_init twice', async () => {
    using socket = await client().init()
    socket.send({ type: 'connection_init' })
    expect((await socket.closed).code).toBe(4429)
  })

  it('is closed with 4401 when it subscribes before the acknowledgment', async () => {
    using socket = await client().open()
    socket.subscribe('a', tick)
    expect((await socket.closed).code).toBe(4401)
  })

  it.each([
    '{',
    'null',
    '[]',
    '"x"',
    '{"type":"unheard"}',
    '{"type":"subscribe"}',
    '{"type":"subscribe","id":"a","payload":{}}',
  ])('is closed with 4400 for the message %s', async (text) => {
    using socket = await client().init()
    socket.send(text)
    expect((await socket.closed).code).toBe(4400)
  })

  it('is closed with 4409 when an id is taken', async () => {
    using socket = await client().init()
    socket.subscribe('a', tick)
    await socket.nextData('a')
    socket.subscribe('a', tick)
    expect(await socket.closed).toEqual({ code: 4409, reason: 'Subscriber for a already exists' })
  })

  it('is told so though its id is too long for the reason, which is cut between characters', async () => {
    using socket = await client().init()
    const id = '€'.repeat(60)
    socket.subscribe(id, tick)
    await socket.nextData(id)
    socket.subscribe(id, tick)
    expect(await socket.closed).toEqual({ code: 4409, reason: `Subscriber for ${'€'.repeat(35)}…` })
  })

  it('is closed with 4406 when it offers no subprotocol', async () => {
    using socket = new SocketClient(server.wsUrl, [])
    expect(await socket.closed).toEqual({
      code: 4406,
      reason: 'Subprotocol not acceptable: offer "graphql-transport-ws"',
    })
  })

  it.each([
    ['graphql-ws', '"graphql-ws" is the old one; offer "graphql-transport-ws"'],
    ['mqtt', 'offer "graphql-transport-ws"'],
  ])('is closed with 4406 and a word when it offers %s', async (protocol, word) => {
    using socket = new SocketClient(server.wsUrl, protocol)
    expect(await socket.closed).toEqual({ code: 4406, reason: `Subprotocol not acceptable: ${word}` })
  })

  it('is closed when a message is larger than allowed', async () => {
    using socket = await client().init()
    socket.send(JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(200_000) } }))
    expect((await socket.closed).code).toBe(1009)
  })

  it.each(['ping', 'pong', 'complete'])('is closed when a %s is longer than it needs to be', async (type) => {
    using socket = await client().init()
    socket.send({ type, id: 'a', payload: { text: 'x'.repeat(1_024) } })
    const reason = `Invalid message received: "${type}" may have at most 1024 characters`
    expect(await socket.closed).toEqual({ code: 4400, reason })
  })
})

describe('a socket', () => {
  it('answers ping with pong and the same payload, also before it is initialized', async () => {
    using socket = await client().open()
    socket.send({ type: 'ping', payload: { n: 1 } })
    expect(await socket.next()).toEqual({ type: 'pong', payload: { n: 1 } })
  })

  it('takes a pong that nobody asked for', async () => {
    using socket = await client().init()
    socket.send({ type: 'pong' })
    socket.send({ type: 'ping' })
    expect(await socket.next()).toEqual({ type: 'pong' })
  })

  it('sends nothing for an id after its complete, while others go on', async () => {
    using socket = await client().init()
    socket.subscribe('gone', tick)
    await socket.nextData('gone')
    socket.subscribe('stays', tick)
    await socket.nextData('stays')
    socket.send({ id: 'gone', type: 'complete' })
    socket.send({ type: 'ping' })
    expect((await socket.next()).type).toBe('pong')
    for (let round = 0; round < 50; round += 1) {
      move()
      await socket.nextData('stays')
    }
  })

  it('may use an id again after its complete', async () => {
    using socket = await client().init()
    for (let round = 0; round < 20; round += 1) {
      socket.subscribe('a', tick)
      await socket.nextData('a')
      socket.send({ id: 'a', type: 'complete' })
    }
    socket.send({ type: 'ping' })
    expect((await socket.next()).type).toBe('pong')
  })

  it('runs queries too, and completes them', async () => {
    using socket = await client().init()
    socket.subscribe('q', '{ marketData { seq } }')
    expect(await socket.nextData('q')).toMatchObject({ marketData: { seq: expect.any(Number) as number } })
    expect(await socket.next()).toEqual({ id: 'q', type: 'complete' })
  })

  it.each([
    ['subscription { marketData(currency: "XRP") { seq } }', 'UNKNOWN_CURRENCY'],
    ['subscription { optionsChain(limit: 1001) { seq } }', 'OUT_OF_RANGE'],
    ['subscription { optionsChain(minIntervalMs: -1) { seq } }', 'OUT_OF_RANGE'],
    ['subscription { optionsChain(expiry: "2020-01-01T08:00:00Z") { seq } }', 'UNKNOWN_EXPIRY'],
    ['subscription { optionsChain(expiry: "soon") { seq } }', 'INVALID_DATE'],
    ['subscription { positions(account: "nobody") { seq } }', 'UNKNOWN_ACCOUNT'],
    ['subscription { newDecision(after: "never-1") { id } }', 'UNKNOWN_CURSOR'],
    ['subscription { marketData { nothing } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription { marketData(', 'GRAPHQL_PARSE_FAILED'],
    ['subscription ($n: Int!) { optionsChain(limit: $n) { seq } }', 'BAD_USER_INPUT'],
  ])('refuses %s with %s, and stays open for its other subscriptions', async (query, code) => {
    using socket = await client().init()
    socket.subscribe('good', tick)
    await socket.nextData('good')
    socket.subscribe('bad', query)
    const answer = await socket.next()
    const errors = answer.type === 'error' ? answer.payload : (answer.payload as { errors: unknown }).errors
    expect(answer.id).toBe('bad')
    expect(errors).toMatchObject([{ extensions: { code } }])
    if (answer.type === 'next') expect(await socket.next()).toEqual({ id: 'bad', type: 'complete' })
    move()
    await socket.nextData('good')
  })

  it('leaves no reader behind, however it ends', async () => {
    const { bus, counts } = server.app.services
    const sockets = await Promise.all(Array.from({ length: 20 }, () => client().init()))
    for (const [index, socket] of sockets.entries()) {
      socket.subscribe('a', tick)
      socket.subscribe('silent', 'subscription { newDecision { id } }')
      await socket.nextData('a')
      if (index % 2) socket.socket.terminate()
      else socket.socket.close(1000)
    }
    await Promise.all(sockets.map((socket) => socket.closed))
    await until(
      () => Promise.resolve(bus.readerCount()),
      (count) => count === readersAtRest,
    )
    expect(counts.streams().filter(({ field }) => field === 'newDecision')).toEqual([])
  })
})

describe('the upgrade', () => {
  it('refuses a page of another origin and lets our own in', async () => {
    const upgrade = (origin: string) => new SocketClient(server.wsUrl, 'graphql-transport-ws', { origin })
    using foreign = upgrade('https://evil.example')
    expect((await foreign.closed).code).toBe(1006)
    using own = upgrade(server.app.url.slice(0, -1))
    await own.init()
  })

  it('is served at /graphql only', async () => {
    using elsewhere = new SocketClient(server.wsUrl.replace('/graphql', '/other'))
    expect((await elsewhere.closed).code).toBe(1006)
  })
})
