import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { httpBot } from '../support/api/bot.js'
import { commitDecision } from '../support/commit-decision.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { until, type TestServer } from '../support/start-server.js'

const mebibyte = 1_048_576
/** An answer of almost a mebibyte. */
const page = '{ decisions(first: 1000) { edges { node { reasoning } } } }'
/** Each limit is tried with more than the kernels of both sides hold. */
const many = 60

let server: TestServer
beforeAll(async () => {
  const env = { AGENTS: 'none', LIMIT_HELD_BYTES: `${8 * mebibyte}`, LIMIT_SUBSCRIPTIONS_PER_ANONYMOUS_SOCKET: '1000' }
  server = await startOpen(env)
  await httpBot(server, await server.mint('p')).do('publishDecision')
  for (let count = 0; count < 110; count += 1) {
    await commitDecision(server.app.services, { accountId: 'p', reasoning: 'x'.repeat(9_000), executed: false })
  }
})
afterAll(() => server[Symbol.asyncDispose]())

const counts = () => server.app.services.counts
let closedBefore: number
beforeEach(() => void (closedBefore = counts().closedAsSlow))
const closed = () => counts().closedAsSlow - closedBefore

/** Opens a connection of its own, asks for the page over HTTP and reads nothing. */
async function askAndLeave(): Promise<Socket> {
  const socket = connect(Number(new URL(server.httpUrl).port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.pause()
  const get = `GET /graphql?query=${encodeURIComponent(page)} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n`
  // Several, because the kernels take the first.
  socket.write(get.repeat(8))
  return socket
}

/** A reader that reads at its own pace while others read nothing. */
async function isServing(): Promise<void> {
  using socket = await new SocketClient(server.wsUrl).init()
  for (const id of ['a', 'b']) {
    socket.subscribe(id, page)
    expect(JSON.stringify(await socket.nextData(id)).length).toBeGreaterThan(900_000)
    await socket.next()
  }
  const answer = await fetch(`${server.httpUrl}?query=${encodeURIComponent(page)}`, {
    headers: { accept: 'application/json' },
  })
  expect((await answer.text()).length).toBeGreaterThan(900_000)
}

async function isBounded(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  expect(counts().heldBytes().unread ?? NaN).toBeLessThan(16 * mebibyte)
}

/** Meanwhile no more is held than may be. */
async function untilSomeAreClosed(): Promise<void> {
  await until(
    async () => {
      await isBounded()
      return closed()
    },
    (ended) => ended > 0,
  )
}

describe('answers that nobody reads', () => {
  it('over HTTP are held up to a limit: then connections whose reader takes nothing are ended', async () => {
    const clients: Socket[] = []
    for (let count = 0; count < many; count += 1) {
      clients.push(await askAndLeave())
      await isBounded()
    }
    await untilSomeAreClosed()
    await isServing()
    for (const client of clients) client.destroy()
    await until(
      () => Promise.resolve(counts().heldBytes().unread ?? NaN),
      (bytes) => bytes === 0,
    )
  })

  it('on WebSockets are held up to the same limit', async () => {
    const sockets: SocketClient[] = []
    for (let count = 0; count < many; count += 1) {
      const socket = await new SocketClient(server.wsUrl).init()
      sockets.push(socket)
      socket.socket.pause()
      for (let id = 0; id < 4; id += 1) socket.subscribe(`${id}`, page)
      await isBounded()
    }
    await untilSomeAreClosed()
    await isServing()
    expect(counts().refusals.get('held_unread')).toBeGreaterThan(1)
    for (const socket of sockets) socket[Symbol.dispose]()
  })

  it('of missed events are read ahead by 64 KiB, whatever the socket', async () => {
    const sockets: SocketClient[] = []
    const { services } = server.app
    const first = await commitDecision(services, { accountId: 'p', reasoning: 'first', executed: false })
    for (let count = 0; count < 120; count += 1) {
      await commitDecision(services, { accountId: 'p', reasoning: 'x'.repeat(9_000), executed: false })
    }
    const before = counts().events
    for (let count = 0; count < 10; count += 1) {
      const socket = await new SocketClient(server.wsUrl, 'graphql-transport-ws', { perMessageDeflate: false }).init()
      sockets.push(socket)
      socket.socket.pause()
      for (let id = 0; id < 20; id += 1) {
        socket.subscribe(`${id}`, `subscription { a${id}: newDecision(after: "${first.id}") { reasoning } }`)
      }
    }
    await until(
      () => Promise.resolve(counts().members),
      (members) => members === 200,
    )
    await isServing()
    // Each takes at most what its outbox may have unread, and reads ahead at most 64 KiB and one event.
    expect(counts().events - before).toBeLessThan(10 * (70 + 20 * 9))
    for (const socket of sockets) socket[Symbol.dispose]()
  })
})
