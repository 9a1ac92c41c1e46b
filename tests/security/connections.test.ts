import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { mintToken } from '../../server/auth/tokens.js'
import { realTimers } from '../support/real-timers.js'
import { SocketClient } from '../support/socket-client.js'
import { startServer, until, type TestServer } from '../support/start-server.js'

let server: TestServer | null = null
afterEach(async () => {
  realTimers()
  await server?.[Symbol.asyncDispose]()
  server = null
})

async function serverWith(env: Record<string, string>): Promise<TestServer> {
  return (server = await startServer({}, { AGENTS: 'none', ...env }))
}

/** A request on a connection of its own, which stays open. */
async function ask(url: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const asked = request(new URL('/health', url), {
    agent: new Agent({ keepAlive: true, maxSockets: 1 }),
    headers,
  }).end()
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  await once(answer, 'end')
  return answer
}

/** A connection that says nothing. */
async function silent({ httpUrl }: TestServer): Promise<Socket> {
  const socket = connect(Number(new URL(httpUrl).port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** What is answered to an upgrade whose WebSocket stays open if it opens. Who is refused is told when to come again. */
async function statusOfStaying(url: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  const socket = new SocketClient(url, 'graphql-transport-ws', { headers })
  const answered = once(socket.socket, 'unexpected-response') as Promise<[unknown, IncomingMessage]>
  const opened = once(socket.socket, 'open').then(() => 101)
  const refused = answered.then(([, answer]) => {
    expect(answer.headers['retry-after']).toBe('5')
    return answer.statusCode
  })
  return Promise.race([opened, refused])
}

it('connections of an address above the limit are answered with 429, those above twice the limit are cut off', async () => {
  const { httpUrl, wsUrl, app } = await serverWith({ LIMIT_CONNECTIONS_PER_ADDRESS: '3' })
  const first = await silent(server as TestServer)
  for (let count = 0; count < 2; count += 1) expect((await ask(httpUrl)).statusCode).toBe(200)
  const refused = await ask(httpUrl)
  expect(refused.statusCode).toBe(429)
  expect(refused.headers['retry-after']).toBe('5')
  expect(await statusOfStaying(wsUrl)).toBe(429)
  const others = await Promise.all(Array.from({ length: 3 }, () => silent(server as TestServer)))
  const over = await silent(server as TestServer)
  over.resume()
  if (!over.closed) await once(over, 'close')
  expect(app.services.counts.refusals.get('connections')).toBe(6)
  first.destroy()
  for (const other of others) other.destroy()
  await until(
    () => ask(httpUrl).catch(() => null),
    (answer) => answer?.statusCode === 200,
  )
})

it('connections that an address opens in a minute have a limit, however short they are', async () => {
  const { httpUrl, app } = await serverWith({ LIMIT_NEW_CONNECTIONS_PER_MINUTE: '3' })
  const statuses: (number | undefined)[] = []
  let retryAfter: string | undefined
  // A minute may end between two of them.
  while (statuses.at(-1) !== 429) {
    const { statusCode, headers } = await ask(httpUrl, { connection: 'close' })
    statuses.push(statusCode)
    retryAfter = headers['retry-after']
  }
  expect(statuses.slice(0, 3)).toEqual([200, 200, 200])
  expect(statuses.length).toBeLessThanOrEqual(7)
  expect(Number(retryAfter)).toBeGreaterThan(0)
  expect(Number(retryAfter)).toBeLessThanOrEqual(60)
  expect(app.services.counts.refusals.get('new_connections')).toBe(1)
})

it('a proxy may open as many connections as it needs', async () => {
  const limits = { LIMIT_NEW_CONNECTIONS_PER_MINUTE: '1', TRUSTED_PROXIES: '127.0.0.1' }
  const { httpUrl } = await serverWith(limits)
  for (let count = 0; count < 5; count += 1) {
    expect((await ask(httpUrl, { connection: 'close' })).statusCode).toBe(200)
  }
})

it('connections of all addresses together have a limit', async () => {
  const { httpUrl } = await serverWith({ LIMIT_CONNECTIONS: '2' })
  for (let count = 0; count < 2; count += 1) expect((await ask(httpUrl)).statusCode).toBe(200)
  expect((await ask(httpUrl)).statusCode).toBe(429)
})

it('WebSockets of a user have the same limit, wherever they come from', async () => {
  const { wsUrl } = await serverWith({ LIMIT_CONNECTIONS_PER_ADDRESS: '3', TRUSTED_PROXIES: '127.0.0.1' })
  const authorization = `Bearer ${await (server as TestServer).mint('bot')}`
  const from = (address: string) =>
    new SocketClient(wsUrl, 'graphql-transport-ws', { headers: { 'x-forwarded-for': address, authorization } })
  const sockets = await Promise.all(['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((address) => from(address).init()))
  using other = await from('192.0.2.4').open()
  other.send({ type: 'connection_init' })
  expect(await other.closed).toEqual({ code: 1013, reason: 'This user has 3 WebSockets already; try again later' })
  sockets[0]?.socket.close()
  await sockets[0]?.closed
  using another = await until(
    () =>
      from('192.0.2.5')
        .init()
        .catch(() => null),
    (socket) => socket !== null,
  )
  another?.send({ type: 'ping' })
  for (const socket of sockets) socket[Symbol.dispose]()
})

it('a WebSocket that is renewed for another user takes a place of that user, and leaves the one it had', async () => {
  const { wsUrl, app } = await serverWith({ LIMIT_CONNECTIONS_PER_ADDRESS: '1', TRUSTED_PROXIES: '127.0.0.1' })
  const { tokens, live } = app.services
  const mint = async (name: string) =>
    (await mintToken(tokens, { name, scopes: ['market:read'], expiresAtMs: null }, live.clock.now())).token
  const [one, other] = [await mint('one'), await mint('other')]
  const from = (address: string, token: string | null) =>
    new SocketClient(wsUrl, 'graphql-transport-ws', { headers: { 'x-forwarded-for': address } }).init(
      token === null ? undefined : { authorization: `Bearer ${token}` },
    )
  const renewed = async (socket: SocketClient, token: string) => {
    socket.subscribe('r', `mutation { renewToken(token: "${token}") { scopes } }`)
    const { payload } = await socket.next()
    await socket.next()
    return JSON.stringify(payload)
  }
  using first = await from('192.0.2.1', one)
  using second = await from('192.0.2.2', null)
  expect(await renewed(second, one)).toContain('"code":"TOO_MANY_OPERATIONS"')
  expect(await renewed(first, one)).toContain('market:read')
  expect(await renewed(first, other)).toContain('market:read')
  expect(await renewed(second, one)).toContain('market:read')
})

it('WebSockets that never initialize have a limit, and are gone after 3 s', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { wsUrl, app } = await serverWith({ LIMIT_UNINITIALIZED_PER_ADDRESS: '2' })
  using silent = await new SocketClient(wsUrl).open()
  using initialized = await new SocketClient(wsUrl).init()
  using other = await new SocketClient(wsUrl).open()
  expect(await statusOfStaying(wsUrl)).toBe(429)
  expect(app.services.counts.refusals.get('uninitialized')).toBe(1)
  vi.advanceTimersByTime(3_000)
  expect([(await silent.closed).code, (await other.closed).code]).toEqual([4408, 4408])
  while (app.services.counts.sockets > 1) await new Promise((resolve) => setImmediate(resolve))
  expect(await statusOfStaying(wsUrl)).toBe(101)
  initialized.send({ type: 'ping' })
  expect((await initialized.next()).type).toBe('pong')
})

it('5,000 WebSockets that never initialize are all closed with 4408, and others are served meanwhile', async () => {
  const { httpUrl, wsUrl, app } = await serverWith({})
  using initialized = await new SocketClient(wsUrl).init()
  for (let wave = 0; wave < 5; wave += 1) {
    const sockets = await Promise.all(Array.from({ length: 1_000 }, () => new SocketClient(wsUrl).open()))
    expect((await ask(httpUrl)).statusCode).toBe(200)
    const codes = await Promise.all(sockets.map(async ({ closed }) => (await closed).code))
    expect(codes.filter((code) => code !== 4408)).toEqual([])
  }
  await until(
    () => Promise.resolve(app.services.counts.sockets),
    (open) => open === 1,
  )
  initialized.send({ type: 'ping' })
  expect((await initialized.next()).type).toBe('pong')
})

it('clients of a trusted proxy are counted by their own addresses, and networks of IPv6 as one', async () => {
  const { wsUrl } = await serverWith({ LIMIT_UNINITIALIZED_PER_ADDRESS: '1', TRUSTED_PROXIES: '127.0.0.1' })
  const from = (address: string) => statusOfStaying(wsUrl, { 'x-forwarded-for': address })
  expect(await from('192.0.2.1')).toBe(101)
  expect(await from('192.0.2.1')).toBe(429)
  expect(await from('192.0.2.2')).toBe(101)
  expect(await from('2001:db8::1')).toBe(101)
  expect(await from('2001:db8::2:1')).toBe(429)
  expect(await from('2001:db8:0:1::1')).toBe(101)
})

it('requests of one connection are answered in turn, and few may wait', async () => {
  const { httpUrl } = await serverWith({})
  const get = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const client = await silent(server as TestServer)
  let text = ''
  client.on('data', (part) => (text += String(part)))
  client.write(get.repeat(10))
  await until(
    () => Promise.resolve(text),
    (all) => all.split('"alive"').length === 11,
  )
  client.destroy()
  const slow = await silent(server as TestServer)
  const query = encodeURIComponent('subscription { newFill { id } }')
  slow.write(`GET /graphql?query=${query} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n`)
  await once(slow, 'data')
  slow.resume().write(get.repeat(100))
  await once(slow, 'close')
  expect((await ask(httpUrl)).statusCode).toBe(200)
})
