import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { httpSend } from '../../tests/support/http-send.js'
import { SocketApi } from '../../tests/support/socket-api.js'
import type { SocketClient } from '../../tests/support/socket-client.js'
import { knownOperations } from '../graphql/pipeline/known-operations.js'

let server: SocketApi
const serve = async (...options: ConstructorParameters<typeof SocketApi>) =>
  (server = await new SocketApi(...options).listen())
afterEach(async () => {
  vi.useRealTimers()
  await server[Symbol.asyncDispose]()
})

const soon = <T>(value: () => T) => expect.poll(value, { interval: 1 })
const refused = () => Object.fromEntries(server.counts.refusals)
const completed = (id: string) => ({ id, type: 'complete' })
const next = (id: string, data: object) => ({ id, type: 'next', payload: { data } })
/** The answer to a query, once it is whole. */
async function ask(client: SocketClient, query: string, variables = {}): Promise<unknown> {
  client.subscribe('asked', query, variables)
  const { payload, type } = await client.next()
  if (type === 'next') expect(await client.next()).toEqual(completed('asked'))
  return payload
}
/** The errors of an operation that may not run. */
async function errorsOf(client: SocketClient, query: string): Promise<unknown> {
  client.subscribe('refused', query)
  const { id, type, payload } = await client.next()
  expect([id, type]).toEqual(['refused', 'error'])
  return (payload as { message: string; extensions: { code: string } }[]).map(({ message, extensions }) => [
    extensions.code,
    message,
  ])
}

describe('an upgrade', () => {
  it('of a page that may not use the server is refused, which is logged', async () => {
    await serve()
    const origin = 'https://elsewhere.example'
    const { status, body } = await server.refusal({ origin })
    expect([status, body]).toEqual([403, { error: expect.stringContaining(origin) as string }])
    expect(server.logged).toEqual([{ address: '127.0.0.1', origin, host: `127.0.0.1:${server.port}`, status: 403 }])
  })

  it.each([
    ['of a foreign page', { origin: 'https://elsewhere.example' }, 403],
    ['that is no handshake', { 'sec-websocket-version': '99' }, 400],
  ])('%s counts as an operation of its address', async (_what, more, usual) => {
    await serve({ env: { LIMIT_OPERATIONS_PER_SECOND: '2' } })
    const url = `http://127.0.0.1:${server.port}/graphql`
    const handshake = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'x'.repeat(24), ...more }
    const answers = await Promise.all([1, 2, 3, 4].map(() => httpSend(url, { headers: handshake })))
    expect(answers.map(({ status }) => status).sort()).toEqual([usual, usual, 429, 429])
    expect(answers.filter(({ status }) => status === 429)[0]?.headers['retry-after']).toBe('1')
    expect(refused()).toEqual({ operations: 2 })
    expect(Object.fromEntries(server.counts.refusedRequests)).toEqual({ [usual]: 2, 429: 2 })
  })

  it('on a connection above the limit is refused', async () => {
    await serve()
    server.connectionRefusal = {
      status: 429,
      code: 'RATE_LIMITED',
      message: 'Too many.',
      headers: { 'Retry-After': '5' },
    }
    const { status, headers, body } = await server.refusal()
    expect([status, headers['retry-after'], body]).toEqual([429, '5', { error: 'Too many.' }])
  })

  it('of an address that has too many sockets is refused until one has closed', async () => {
    await serve({ env: { LIMIT_CONNECTIONS_PER_ADDRESS: '2' } })
    const [first] = [await server.client().init(), await server.client().init()]
    const { status, headers, body } = await server.refusal()
    expect([status, headers['retry-after'], body]).toEqual([
      429,
      '5',
      { error: 'This address has 2 connections already.' },
    ])
    expect(refused()).toEqual({ connections: 1 })
    first.socket.close()
    await first.closed
    await soon(() => server.counts.sockets).toBe(1)
    await server.client().init()
  })

  it('of an address is refused while too many of its sockets have not sent connection_init', async () => {
    await serve({ env: { LIMIT_UNINITIALIZED_PER_ADDRESS: '1', LIMIT_CONNECTIONS_PER_ADDRESS: '3' } })
    const silent = await server.client().open()
    silent.send({ type: 'ping' })
    expect(await silent.next()).toEqual({ type: 'pong' })
    // Those that are refused take no place among the sockets of the address.
    for (let times = 0; times < 3; times += 1) {
      expect((await server.refusal()).body).toEqual({
        error: 'This address has 1 WebSockets without connection_init already.',
      })
    }
    expect(refused()).toEqual({ uninitialized: 3 })
    silent.send({ type: 'connection_init' })
    expect(await silent.next()).toEqual({ type: 'connection_ack' })
    const second = await server.client().open()
    second.socket.terminate()
    await soon(() => server.counts.sockets).toBe(1)
    await server.client().open()
  })

  it('that fails for a reason of ours is logged, and ends', async () => {
    await serve()
    const fault = new Error('a fault of ours')
    server.judge.judgeUpgrade = () => {
      throw fault
    }
    const { socket, closed } = server.client()
    await closed
    expect(socket.protocol).toBe('')
    expect(server.logged).toEqual([{ err: fault }])
  })
})

describe('a socket', () => {
  it.each([
    ['graphql-ws', 'Subprotocol not acceptable: "graphql-ws" is the old one; offer "graphql-transport-ws"'],
    ['something-else', 'Subprotocol not acceptable: offer "graphql-transport-ws"'],
  ])('of the protocol %s is opened, so that it reads why it is closed', async (protocol, reason) => {
    await serve()
    const client = await server.client([protocol, 'one-more']).open()
    expect(client.socket.protocol).toBe(protocol)
    expect(await client.closed).toEqual({ code: 4406, reason })
  })

  it('that offers our protocol among others gets it', async () => {
    await serve()
    const client = await server.client(['graphql-ws', 'graphql-transport-ws']).init()
    expect(client.socket.protocol).toBe('graphql-transport-ws')
  })

  it('is closed when it has not sent connection_init after 3 s', async () => {
    await serve()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const client = await server.client().open()
    await soon(() => server.counts.sockets).toBe(1)
    vi.advanceTimersByTime(3_000)
    expect(await client.closed).toEqual({ code: 4408, reason: expect.stringContaining('timeout') })
  })

  it.each<[string, (client: SocketClient) => void]>([
    ['messages', (client) => client.send({ type: 'ping' })],
    ['pings', ({ socket }) => socket.ping()],
    ['pongs that nobody asked for', ({ socket }) => socket.pong()],
  ])('is closed when it sends too many %s', async (_what, send) => {
    await serve({ env: { LIMIT_MESSAGES_PER_MINUTE: '3' } })
    const client = await server.client().init()
    for (let n = 0; n < 3; n += 1) send(client)
    expect((await client.closed).code).toBe(4429)
    expect(refused()).toEqual({ messages: 1 })
  })

  it('is closed for a message that does not fit the protocol, and takes none after it', async () => {
    await serve({ env: { LIMIT_MESSAGES_PER_MINUTE: '3' } })
    const client = await server.client().init()
    for (const message of ['{', '{', '{', '{']) client.send(message)
    expect(await client.closed).toEqual({ code: 4400, reason: 'Invalid message received: not a JSON object' })
    await soon(() => server.counts.sockets).toBe(0)
    expect(refused()).toEqual({})
    const binary = await server.client().init()
    binary.socket.send(Buffer.from('{"type":"ping"}'))
    expect((await binary.closed).reason).toMatch(/binary/)
  })

  it('answers pings of the protocol', async () => {
    await serve()
    const client = await server.client().init()
    client.send({ type: 'ping', payload: { n: 1 } })
    expect(await client.next()).toEqual({ type: 'pong', payload: { n: 1 } })
  })

  it('is closed when a message fails for a reason of ours, which is logged', async () => {
    await serve()
    const fault = new Error('a fault of ours')
    server.api.turns.begin = () => Promise.reject(fault)
    const client = await server.client().init()
    client.subscribe('a', '{ well }')
    expect(await client.closed).toEqual({ code: 1013, reason: 'Internal error' })
    expect(server.logged).toEqual([{ err: fault }])
  })

  it('that closes leaves nothing behind', async () => {
    await serve()
    const client = await server.client().init({ authorization: 'Bearer ada' })
    client.subscribe('a', 'subscription { ticks }')
    client.subscribe('b', '{ held }')
    await soon(() => [server.ticks.size, server.held.size]).toEqual([1, 1])
    const asleep = vi.spyOn(server.clock, 'sleep')
    client.socket.terminate()
    await soon(() => server.counts.sockets).toBe(0)
    await soon(() => server.ticks.size).toBe(0)
    expect(server.admission.operations.total).toBe(0)
    // Its session has ended: nothing waits for the end of its token.
    await server.clock.advance(60_000)
    expect(asleep).not.toHaveBeenCalled()
    expect(
      server.sessions.endOf(await server.api.authenticate('Bearer ada', { key: 'x', isLoopback: true })),
    ).toBeNull()
  })
})

describe('the client of a socket', () => {
  beforeEach(() => serve())

  it.each<[string, Record<string, unknown> | undefined, Record<string, string>, string]>([
    ['nobody', undefined, {}, 'anonymous'],
    ['whom connection_init names', { authorization: 'Bearer ada' }, { authorization: 'Bearer bob' }, 'ada'],
    ['whom the upgrade names', undefined, { authorization: 'Bearer bob' }, 'bob'],
  ])('is %s', async (_who, params, headers, viewer) => {
    const client = await server.client('graphql-transport-ws', headers).init(params)
    expect(await ask(client, '{ viewer }')).toEqual({ data: { viewer } })
  })

  it('that is not accepted is told why', async () => {
    const client = await server.client().open()
    client.send({ type: 'connection_init', payload: { authorization: 'Bearer nobody' } })
    expect(await client.closed).toEqual({
      code: 4403,
      reason: expect.stringMatching(/^Nobody has this token: /) as string,
    })
  })

  it('may go on with a new token before the old one expires', async () => {
    const client = await server.client().init({ authorization: 'Bearer ada' })
    await server.clock.advance(30_000)
    const renew = 'mutation ($token: String!) { renewToken(token: $token) }'
    expect(await ask(client, renew, { token: 'bob' })).toEqual({ data: { renewToken: 'bob' } })
    await server.clock.advance(45_000)
    expect(await ask(client, '{ viewer }')).toEqual({ data: { viewer: 'bob' } })
    await server.clock.advance(15_000)
    expect((await client.closed).code).toBe(4403)
  })

  it.each([
    ['nobody', 'UNAUTHENTICATED', /^Nobody has this token: /],
    ['ada+a', 'FORBIDDEN', /^Argument "token": the new token does not read the same /],
  ])('keeps its token when the new one does not fit: %s', async (token, code, message) => {
    const client = await server.client().init({ authorization: 'Bearer ada' })
    expect(await ask(client, `mutation { renewToken(token: "${token}") }`)).toMatchObject({
      errors: [{ message: expect.stringMatching(message) as string, extensions: { code } }],
    })
    expect(await ask(client, '{ viewer }')).toEqual({ data: { viewer: 'ada' } })
  })
})

describe('a user', () => {
  beforeEach(() => serve({ env: { LIMIT_CONNECTIONS_PER_ADDRESS: '2' } }))
  const tooMany = 'This user has 2 WebSockets already; try again later'
  /** Another address would have room for more sockets. So the places of the user are taken by hand. */
  const fill = () => {
    const user = { key: 'user ada', isLoopback: true }
    const places = [server.admission.userSockets.take(user), server.admission.userSockets.take(user)]
    return () => {
      for (const place of places) place?.leave()
    }
  }

  it('who has too many sockets gets no other, on whatever address', async () => {
    const leave = fill()
    const client = await server.client().open()
    client.send({ type: 'connection_init', payload: { authorization: 'Bearer ada' } })
    expect(await client.closed).toEqual({ code: 1013, reason: tooMany })
    leave()
    await soon(() => server.counts.sockets).toBe(0)
    await server.client().init({ authorization: 'Bearer ada' })
  })

  it('does not get that of another user, whose token is not renewed then', async () => {
    fill()
    const client = await server.client().init({ authorization: 'Bearer bob' })
    expect(await ask(client, 'mutation { renewToken(token: "ada") }')).toMatchObject({
      errors: [{ message: tooMany, extensions: { code: 'TOO_MANY_OPERATIONS' } }],
    })
    expect(await ask(client, '{ viewer }')).toEqual({ data: { viewer: 'bob' } })
  })

  it('may renew the token of a socket though there is no room for another', async () => {
    const client = await server.client().init({ authorization: 'Bearer ada' })
    server.admission.userSockets.take({ key: 'user ada', isLoopback: true })
    expect(await ask(client, 'mutation { renewToken(token: "ada") }')).toEqual({ data: { renewToken: 'ada' } })
  })
})

describe('an operation', () => {
  it('is answered, with the name and variables that it comes with', async () => {
    await serve()
    const client = await server.client().init()
    const query = 'query One { well } query Other($text: String!) { said(text: $text) }'
    client.send({
      id: 'a',
      type: 'subscribe',
      payload: { query, operationName: 'Other', variables: { text: 'hello' } },
    })
    expect([await client.next(), await client.next()]).toEqual([next('a', { said: 'hello' }), completed('a')])
  })

  it('of a subscription is told what happens until it completes it', async () => {
    await serve()
    const client = await server.client().init()
    client.subscribe('a', 'subscription { ticks }')
    await soon(() => server.ticks.size).toBe(1)
    server.tick(1)
    expect(await client.next()).toEqual(next('a', { ticks: 1 }))
    server.tick(2)
    expect(await client.next()).toEqual(next('a', { ticks: 2 }))
    client.send(completed('a'))
    await soon(() => server.ticks.size).toBe(0)
    // The id may be used again.
    client.subscribe('a', '{ well }')
    expect(await client.next()).toEqual(next('a', { well: 'well' }))
  })

  it('is not answered when its client has completed it', async () => {
    await serve()
    const client = await server.client().init()
    client.subscribe('a', '{ held }')
    await soon(() => server.held.size).toBe(1)
    client.send(completed('a'))
    client.send({ type: 'ping' })
    expect(await client.next()).toEqual({ type: 'pong' })
    for (const answer of server.held) answer('late')
    expect(await ask(client, '{ well }')).toEqual({ data: { well: 'well' } })
  })

  it('does not begin when its client completes it while it waits for its turn', async () => {
    await serve()
    let begin: () => void = () => {}
    server.api.turns.begin = () => new Promise((resolve) => (begin = resolve))
    const client = await server.client().init()
    client.subscribe('a', '{ held }')
    client.send(completed('a'))
    client.send({ type: 'ping' })
    expect(await client.next()).toEqual({ type: 'pong' })
    begin()
    server.api.turns.begin = () => undefined
    expect(await ask(client, '{ well }')).toEqual({ data: { well: 'well' } })
    expect(server.held.size).toBe(0)
  })

  it('of which the id is taken ends the socket', async () => {
    await serve()
    const client = await server.client().init()
    const [first, second] = ['{ held }', '{ well }']
    client.subscribe('a', first)
    client.send(completed('a'))
    for (let times = 0; times < 2; times += 1) client.subscribe('a', second)
    expect(await client.closed).toEqual({ code: 4409, reason: 'Subscriber for a already exists' })
  })

  it('that waits for the one before it with its id begins when that is over', async () => {
    await serve()
    const client = await server.client().init()
    client.subscribe('a', '{ held }')
    await soon(() => server.held.size).toBe(1)
    client.send(completed('a'))
    client.subscribe('a', '{ well }')
    client.send({ type: 'ping' })
    expect(await client.next()).toEqual({ type: 'pong' })
    for (const answer of server.held) answer('late')
    expect([await client.next(), await client.next()]).toEqual([next('a', { well: 'well' }), completed('a')])
  })

  it('that waits for the one before it with its id never begins when the socket has closed', async () => {
    await serve()
    const client = await server.client().init()
    client.subscribe('a', '{ held }')
    await soon(() => server.held.size).toBe(1)
    client.send(completed('a'))
    client.subscribe('a', '{ held }')
    client.send({ type: 'ping' })
    await client.next()
    client.socket.terminate()
    await soon(() => server.counts.sockets).toBe(0)
    for (const answer of server.held) answer('late')
    await new Promise((resolve) => setImmediate(resolve))
    expect(server.held.size).toBe(1)
    expect(server.logged).toEqual([])
  })

  it.each([
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED', /Cannot query field "nothing"/],
    ['{', 'GRAPHQL_PARSE_FAILED', /^Syntax Error/],
    ['query One { well } query Other { well }', 'OPERATION_RESOLUTION_FAILURE', /operationName/],
  ])('that cannot run is refused, saying why: %s', async (query, code, why) => {
    await serve()
    const client = await server.client().init()
    expect(await errorsOf(client, query)).toEqual([[code, expect.stringMatching(why)]])
    expect(await ask(client, '{ well }')).toEqual({ data: { well: 'well' } })
  })

  it('that fails is answered without what its errors hold', async () => {
    await serve()
    const client = await server.client().init()
    expect(await ask(client, '{ well bug }')).toEqual({
      data: { well: 'well', bug: null },
      errors: [
        {
          message: 'Unexpected error.',
          path: ['bug'],
          locations: [{ line: 1, column: 8 }],
          extensions: { code: 'INTERNAL_SERVER_ERROR' },
        },
      ],
    })
  })

  it('may name a document that the server knows', async () => {
    await serve({ known: knownOperations(['{ well }'], { one: 'query ($text: String!) { said(text: $text) }' }) })
    const client = await server.client().init()
    client.send({ id: 'a', type: 'subscribe', payload: { documentId: 'one', variables: { text: 'hello' } } })
    expect([await client.next(), await client.next()]).toEqual([next('a', { said: 'hello' }), completed('a')])
    client.send({ id: 'b', type: 'subscribe', payload: { documentId: 'two' } })
    expect(await client.next()).toMatchObject({
      id: 'b',
      type: 'error',
      payload: [{ extensions: { code: expect.any(String) as string } }],
    })
  })
})

describe('the limits of operations', () => {
  it('refuse those that come too fast', async () => {
    await serve({ env: { LIMIT_OPERATIONS_PER_SECOND: '2' } })
    const client = await server.client().init()
    expect(await ask(client, '{ well }')).toEqual({ data: { well: 'well' } })
    expect(await errorsOf(client, '{ well }')).toEqual([
      ['RATE_LIMITED', expect.stringMatching(/^Too many operations: at most 2 a second/)],
    ])
  })

  it('refuse those of which too many bytes run', async () => {
    await serve({ env: { LIMIT_HELD_BYTES_PER_ADDRESS: '1000' } })
    const client = await server.client().init()
    expect(await errorsOf(client, `{ well } #${'x'.repeat(1_000)}`)).toEqual([
      ['TOO_MANY_OPERATIONS', expect.stringContaining('of this address')],
    ])
    await soon(() => server.admission.operations.total).toBe(0)
    expect(await ask(client, '{ well }')).toEqual({ data: { well: 'well' } })
  })

  it('refuse subscriptions, and no other operation', async () => {
    await serve({ env: { LIMIT_SUBSCRIPTIONS_PER_ANONYMOUS_SOCKET: '1', LIMIT_SUBSCRIPTIONS_PER_SOCKET: '2' } })
    const client = await server.client().init()
    client.subscribe('a', 'subscription { ticks }')
    await soon(() => server.ticks.size).toBe(1)
    // Only `complete` makes room.
    client.send({ id: 'a', type: 'ping' })
    expect(await client.next()).toEqual({ type: 'pong' })
    expect(await errorsOf(client, 'subscription { others }')).toEqual([
      ['TOO_MANY_OPERATIONS', 'This socket runs 1 subscriptions already; complete some, or connect with a token.'],
    ])
    expect(await ask(client, '{ well }')).toEqual({ data: { well: 'well' } })
    client.send(completed('a'))
    client.subscribe('b', 'subscription { others }')
    await soon(() => [...server.counts.streams()]).toEqual([{ field: 'others', subscriptions: 1 }])
  })

  it('leave more room for subscriptions to a client with a token', async () => {
    await serve({ env: { LIMIT_SUBSCRIPTIONS_PER_ANONYMOUS_SOCKET: '1', LIMIT_SUBSCRIPTIONS_PER_SOCKET: '2' } })
    const client = await server.client().init({ authorization: 'Bearer ada' })
    client.subscribe('a', 'subscription { ticks }')
    client.subscribe('b', 'subscription { others }')
    await soon(() => server.ticks.size).toBe(2)
    expect(await errorsOf(client, 'subscription { ticks }')).toEqual([
      ['TOO_MANY_OPERATIONS', 'This socket runs 2 subscriptions already; complete some.'],
    ])
  })

  it('close a socket of which twice as many bytes wait as may run', async () => {
    await serve()
    const client = await server.client().init()
    const ids = Array.from({ length: 40 }, (_, n) => String(n))
    for (const id of ids) client.subscribe(id, '{ held }')
    await soon(() => server.held.size).toBe(ids.length)
    for (const id of ids) client.send(completed(id))
    // Each waits for the one before it with its id.
    for (const id of ids) client.subscribe(id, `{ held } #${'x'.repeat(60_000)}`)
    expect(await client.closed).toEqual({ code: 4429, reason: 'Too many operations at a time' })
    await soon(() => server.counts.sockets).toBe(0)
    expect(server.logged).toEqual([])
  })
})

it('a server that closes tells its clients to come back, and refuses others', async () => {
  await serve()
  const client = await server.client().init()
  await server.close(3_600_000)
  expect(await client.closed).toEqual({ code: 1012, reason: 'Service restart' })
  expect(await server.refusal()).toMatchObject({ status: 503, body: null })
})
