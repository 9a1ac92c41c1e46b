import { once } from 'node:events'
import { connect, Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest'
import { NobodyWaits } from '../../server/lib/asker.js'
import { FairTurns } from '../../server/lib/fair-turns.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'
import { turnAsker } from '../support/turn-asker.js'

const stranger = '192.0.2.9'
const other = '198.51.100.8'
const many = 60
const document = '{ instruments(first: 1000) { instruments { symbol } } }'

let server: TestServer
let begin: MockInstance<FairTurns['begin']>
beforeAll(async () => {
  // The clients come all at once.
  const limits = { LIMIT_UNINITIALIZED_PER_ADDRESS: '200', LIMIT_OPERATIONS_PER_SECOND: '1000' }
  server = await startServer({}, { TRUSTED_PROXIES: '127.0.0.1', AGENTS: 'none', ...limits })
})
afterAll(() => server[Symbol.asyncDispose]())
beforeEach(() => void (begin = vi.spyOn(FairTurns.prototype, 'begin')))
afterEach(() => void vi.restoreAllMocks())

/** An operation of the other address. */
const isAnswered = async () => {
  const { data } = await ask(server.httpUrl, '{ status { version } }', {}, { 'x-forwarded-for': other })
  return data !== undefined
}

/** From now on the address of the stranger has used far more time than it may. */
async function exhaust(): Promise<void> {
  await isAnswered()
  const [turns] = begin.mock.contexts as unknown as readonly FairTurns[]
  turns?.spent(turnAsker(stranger), 3_600_000)
  begin.mockClear()
}

/** What became of the turns of the stranger. */
const turnsOfStranger = (): Promise<unknown>[] =>
  begin.mock.calls.flatMap(([{ source }], index) =>
    source === stranger ? [begin.mock.results[index]?.value as Promise<unknown>] : [],
  )

async function askAndLeave(): Promise<() => void> {
  const socket = connect(Number(new URL(server.httpUrl).port), '127.0.0.1').on('error', () => {})
  await once(socket, 'connect')
  const body = JSON.stringify({ query: document })
  const head = `Host: localhost\r\nX-Forwarded-For: ${stranger}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`
  socket.write(`POST /graphql HTTP/1.1\r\n${head}\r\n\r\n${body}`)
  return () => socket.destroy()
}

/** It compresses what it sends. */
const clientOf = (address: string) =>
  new SocketClient(server.wsUrl, 'graphql-transport-ws', {
    headers: { 'x-forwarded-for': address },
    perMessageDeflate: { threshold: 0 },
  }).init()

/** Makes a message almost as long as one may be, of some hundred bytes once it is compressed. */
const filler = 'x'.repeat(65_000)

async function subscribeAndLeave(query: string): Promise<() => void> {
  const socket = await clientOf(stranger)
  socket.subscribe('a', query)
  return () => socket.socket.terminate()
}

describe('of an address that has used its time', () => {
  it.each<[string, () => Promise<() => void>]>([
    ['HTTP connections', askAndLeave],
    ['WebSockets', () => subscribeAndLeave(document)],
    ['WebSockets that subscribe', () => subscribeAndLeave('subscription { marketData { seq } }')],
  ])('60 %s hold up nobody else, and never run once their clients are gone', async (_what, join) => {
    await exhaust()
    const read = vi.spyOn(server.app.services.live.instruments, 'read')
    const leaves = await Promise.all(Array.from({ length: many }, join))
    await until(
      () => Promise.resolve(turnsOfStranger().length),
      (waiting) => waiting === many,
    )
    expect(await isAnswered()).toBe(true)
    for (const leave of leaves) leave()
    const ends = await Promise.allSettled(turnsOfStranger())
    for (const end of ends) expect(end).toEqual({ status: 'rejected', reason: expect.any(NobodyWaits) as unknown })
    expect(await isAnswered()).toBe(true)
    expect(read).not.toHaveBeenCalled()
    expect(server.app.services.counts.members).toBe(0)
  })

  it('no more messages are read than 1 MiB, though they come compressed, and others are answered meanwhile', async () => {
    await exhaust()
    const spend = vi.spyOn(FairTurns.prototype, 'debtMs')
    const client = await clientOf(stranger)
    spend.mockClear()
    for (let n = 0; n < 500; n += 1) client.subscribe(`q${n}`, document, { a: filler })
    expect(await isAnswered()).toBe(true)
    const reason = 'Too much sent while the share of time is used up; send less at a time'
    expect(await client.closed).toEqual({ code: 4429, reason })
    const messages = spend.mock.calls.filter(([{ source }]) => source === stranger).length
    expect(messages * filler.length).toBeGreaterThan(1_000_000)
    expect(messages * filler.length).toBeLessThan(1_200_000)
    expect(await isAnswered()).toBe(true)
  })

  it('a socket that is read no further is closed as any other', async () => {
    await exhaust()
    const pause = vi.spyOn(Socket.prototype, 'pause')
    const [leaving, gone] = [await clientOf(stranger), await clientOf(stranger)]
    pause.mockClear()
    for (const client of [leaving, gone]) for (const id of ['a', 'b']) client.subscribe(id, document, { a: filler })
    await until(
      () => Promise.resolve(pause.mock.calls.length),
      (paused) => paused >= 2,
    )
    leaving.socket.close(4_000, 'left')
    gone.socket.terminate()
    expect(await leaving.closed).toEqual({ code: 4_000, reason: 'left' })
    await until(
      () => Promise.resolve(server.app.services.counts.sockets),
      (sockets) => sockets === 0,
    )
  })
})

it('the time of reading messages counts for who sent them, also before anybody has connected', async () => {
  const spent = vi.spyOn(FairTurns.prototype, 'spent')
  const client = await new SocketClient(server.wsUrl, 'graphql-transport-ws', {
    headers: { 'x-forwarded-for': '203.0.113.4' },
  }).open()
  client.send({ type: 'ping' })
  expect((await client.next()).type).toBe('pong')
  expect(spent.mock.calls.map(([{ source }]) => source)).toContain('203.0.113.4')
  client.socket.terminate()
})
