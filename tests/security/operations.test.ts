import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMarket, ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient, type Message } from '../support/socket-client.js'
import { startServer, until, untilOpen, type TestServer } from '../support/start-server.js'

const tick = 'subscription { marketData { seq } }'
const code = (name: string, more = {}) => [{ extensions: expect.objectContaining({ code: name, ...more }) as object }]

const servers: TestServer[] = []
afterAll(async () => void (await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()))))

async function serverWith(env: Record<string, string> = {}): Promise<TestServer> {
  const feed = new ScriptedFeed()
  const server = await startServer({ feed }, { AGENTS: 'none', ...env })
  servers.push(server)
  openMarket(feed)
  await untilOpen(server)
  return server
}

/** The next message about the operation. */
async function answerTo(socket: SocketClient, id: string): Promise<Message> {
  for (;;) {
    const message = await socket.next()
    if (message.id === id) return message
  }
}

function follow(server: TestServer): Promise<Response> {
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
  return fetch(server.httpUrl, { method: 'POST', headers, body: JSON.stringify({ query: tick }) })
}

describe('subscriptions of a WebSocket', () => {
  let server: TestServer
  beforeAll(async () => void (server = await serverWith()))

  it('without a token are 20: the next is refused, the socket and the others go on', async () => {
    using socket = await new SocketClient(server.wsUrl).init()
    for (let count = 1; count <= 21; count += 1) socket.subscribe(`${count}`, tick)
    const refused = await answerTo(socket, '21')
    expect(refused.type).toBe('error')
    expect(refused.payload).toMatchObject(
      code('TOO_MANY_OPERATIONS', { allowed: { max: 20, unit: 'subscriptions' }, retryAfterMs: 5_000 }),
    )
    socket.subscribe('query', '{ __typename }')
    expect(await answerTo(socket, 'query')).toMatchObject({ type: 'next' })
    socket.send({ type: 'complete', id: '1' })
    socket.subscribe('22', tick)
    expect(await answerTo(socket, '22')).toMatchObject({ type: 'next' })
  })

  it('without a token are counted when their ids are used again and again', async () => {
    using socket = await new SocketClient(server.wsUrl).init()
    for (let round = 0; round < 100; round += 1) {
      socket.subscribe('a', tick)
      socket.send({ type: 'complete', id: 'a' })
    }
    for (let count = 1; count <= 20; count += 1) socket.subscribe(`${count}`, tick)
    expect(await answerTo(socket, '20')).toMatchObject({ type: 'next' })
  })

  it('with a token may be more', async () => {
    using socket = await new SocketClient(server.wsUrl).initAs(await server.mint('bot'))
    for (let count = 1; count <= 30; count += 1) socket.subscribe(`${count}`, tick)
    expect(await answerTo(socket, '30')).toMatchObject({ type: 'next' })
  })
})

it('subscriptions of an address have a limit too, over WebSocket and SSE together', async () => {
  const server = await serverWith({ LIMIT_SUBSCRIPTIONS_PER_SOURCE: '3' })
  const { counts } = server.app.services
  using one = await new SocketClient(server.wsUrl).init()
  using other = await new SocketClient(server.wsUrl).init()
  for (const [socket, id] of [
    [one, '1'],
    [other, '2'],
  ] as const) {
    socket.subscribe(id, tick)
    await answerTo(socket, id)
  }
  const stream = await follow(server)
  expect(stream.status).toBe(200)
  const refused = await follow(server)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5'])
  expect(await refused.text()).toContain('"code":"TOO_MANY_OPERATIONS"')
  other.subscribe('3', tick)
  expect(await answerTo(other, '3')).toMatchObject({
    type: 'error',
    payload: code('TOO_MANY_OPERATIONS', { allowed: { max: 3, unit: 'subscriptions' } }),
  })
  expect(counts.refusals.get('subscriptions')).toBe(2)
  await stream.body?.cancel()
  await until(
    () => Promise.resolve(counts.members),
    (members) => members === 2,
  )
  other.subscribe('4', tick)
  expect(await answerTo(other, '4')).toMatchObject({ type: 'next' })
})

it('what running operations keep has a limit for an address: one more is refused, whatever its socket', async () => {
  const server = await serverWith({ LIMIT_HELD_BYTES_PER_ADDRESS: '200000' })
  const held = () => server.app.services.counts.heldBytes().operations ?? NaN
  const long = { other: 'x'.repeat(60_000) }
  const sockets = await Promise.all(Array.from({ length: 4 }, () => new SocketClient(server.wsUrl).init()))
  for (const [index, socket] of sockets.entries()) {
    socket.subscribe('a', tick, long)
    const answer = await answerTo(socket, 'a')
    if (index < 3) expect(answer.type).toBe('next')
    else expect(answer).toMatchObject({ type: 'error', payload: code('TOO_MANY_OPERATIONS') })
  }
  expect(held()).toBeGreaterThan(180_000)
  expect(held()).toBeLessThan(200_000)
  sockets[0]?.[Symbol.dispose]()
  await until(
    () => Promise.resolve(held()),
    (bytes) => bytes < 130_000,
  )
  sockets[3]?.subscribe('b', tick, long)
  expect(await answerTo(sockets[3] as SocketClient, 'b')).toMatchObject({ type: 'next' })
  for (const socket of sockets) socket[Symbol.dispose]()
  await until(
    () => Promise.resolve(held()),
    (bytes) => bytes === 0,
  )
})

it('subscriptions that differ have a limit of bytes for an address, those that are equal cost nothing more', async () => {
  const server = await serverWith({ LIMIT_HELD_BYTES_PER_ADDRESS: '100000' })
  const held = () => server.app.services.counts.heldBytes().documents ?? NaN
  const differing = (n: number) => `subscription { a${n}: marketData { seq } }`
  const sockets = await Promise.all(Array.from({ length: 2 }, () => new SocketClient(server.wsUrl).init()))
  const [one, other] = sockets as [SocketClient, SocketClient]
  for (let n = 1; n <= 15; n += 1) {
    other.subscribe(`${n}`, tick)
    await answerTo(other, `${n}`)
  }
  const ofOne = held()
  expect(ofOne).toBeGreaterThan(0)
  let begun = 0
  for (;;) {
    one.subscribe(`${begun}`, differing(begun))
    const answer = await answerTo(one, `${begun}`)
    const { errors } = answer.payload as { errors?: unknown }
    if (errors !== undefined) {
      expect(errors).toMatchObject(code('TOO_MANY_OPERATIONS', { allowed: { max: 100_000, unit: 'bytes' } }))
      break
    }
    begun += 1
  }
  // They are a little longer.
  expect(begun).toBeGreaterThan(5)
  expect(begun).toBeLessThan(100_000 / ofOne)
  expect(held()).toBeLessThan(100_000)
  for (const socket of sockets) socket[Symbol.dispose]()
  await until(
    () => Promise.resolve(held()),
    (bytes) => bytes === 0,
  )
})

describe('what an operation keeps', () => {
  let server: TestServer
  beforeAll(async () => void (server = await serverWith()))

  it.each(['subscribe', 'complete'])('has no id of more than 128 characters: %s', async (type) => {
    using socket = await new SocketClient(server.wsUrl).init()
    socket.send({ type, id: 'x'.repeat(129), payload: { query: tick } })
    expect((await socket.closed).code).toBe(4400)
  })

  it('ends with it: nothing is held for a socket that is at rest', async () => {
    const { counts } = server.app.services
    using socket = await new SocketClient(server.wsUrl).init({ authorization: '', more: 'x'.repeat(60_000) })
    for (let count = 0; count < 100; count += 1) socket.subscribe(`q${count}`, '{ __typename }')
    socket.subscribe('last', `{ __typename ${'x '.repeat(100)} }`)
    await answerTo(socket, 'last')
    await until(
      () => Promise.resolve(counts.heldBytes()),
      ({ operations, incoming }) => operations === 0 && incoming === 0,
    )
  })
})
