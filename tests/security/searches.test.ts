import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NobodyWaits, type Asker } from '../../server/lib/asker.js'
import { maxWaitingReadsOfConnection } from '../../server/storage/sql/reads.js'
import { httpBot } from '../support/api/bot.js'
import { changeReaders } from '../support/change-readers.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, until, type TestServer } from '../support/start-server.js'
import { newDecision } from '../support/store/records.js'

/** More than two pieces of a search. */
const records = 24_000
const filter = 'symbol: ["ETH-PERPETUAL"], action: [HOLD], first: 10'
/** As many searches as an operation may hold. None finds anything, and each looks at every record. */
const searches = `{ ${Array.from({ length: 15 }, (_, n) => `s${n}: decisions(${filter}) { edges { cursor } }`).join(' ')} }`
const page = '{ decisions(first: 10) { edges { cursor } } }'

let server: TestServer
/** For whom the store was read, in the order of the operations. */
let askers: Asker[] = []
/** Whether reads take as long as their client waits. */
let isStuck = false
async function untilLeft({ signal }: Asker): Promise<never> {
  await once(signal, 'abort')
  throw new NobodyWaits()
}

beforeAll(async () => {
  server = await startOpen({ AGENTS: 'none' })
  await httpBot(server, await server.mint('p')).do('publishDecision')
  const { services } = server.app
  for (let kept = 0; kept < records; kept += 1_000) {
    const decisions = Array.from({ length: 1_000 }, (_, n) => {
      const passesOne = n % 2 === 0
      return newDecision({
        id: `d${kept + n}`,
        accountId: 'p',
        symbol: passesOne ? 'ETH-PERPETUAL' : 'BTC-PERPETUAL',
        action: passesOne ? 'CLOSE' : 'HOLD',
      })
    })
    await services.journal.commit({ accountId: 'p', decisions })
  }
  changeReaders(server, ({ records }, asker) => {
    if (!asker) return {}
    askers.push(asker)
    if (!isStuck) return {}
    const until = () => untilLeft(asker)
    const stuck = <T extends object>(log: T): T => ({ ...log, newestFirst: until, oldestFirst: until })
    const { decisionsAsMade, decisions } = records
    return { records: { ...records, decisionsAsMade: stuck(decisionsAsMade), decisions: stuck(decisions) } }
  })
})
afterAll(() => server[Symbol.asyncDispose]())

/** Resolves when so many operations have begun since. */
async function begun(count: number): Promise<readonly Asker[]> {
  await until(
    () => Promise.resolve(askers.length),
    (length) => length >= count,
  )
  return askers
}

describe('a client that searches without end', () => {
  it.each(['of the same address', 'with a token'])(
    'has nobody wait for its searches: a page %s comes first',
    async (who) => {
      askers = []
      using attacker = await new SocketClient(server.wsUrl).init()
      const headers: Record<string, string> =
        who === 'with a token' ? { authorization: `Bearer ${await server.mint('p')}` } : {}
      for (let id = 0; id < 10; id += 1) attacker.subscribe(`${id}`, searches)
      await begun(10)
      const answered: string[] = []
      const attack = (async () => {
        for (let count = 0; count < 10; count += 1) {
          const { type, payload } = await attacker.next()
          expect([type, payload]).toEqual(['next', { data: expect.any(Object) as object }])
          answered.push('attacker')
          expect(await attacker.next()).toMatchObject({ type: 'complete' })
        }
      })()
      for (let count = 0; count < 5; count += 1) {
        const { data, errors } = await ask(server.httpUrl, page, {}, headers)
        expect([data, errors]).toEqual([{ decisions: { edges: expect.any(Array) as unknown[] } }, undefined])
        answered.push('healthy')
      }
      await attack
      expect(answered.slice(0, 5)).toEqual(Array<string>(5).fill('healthy'))
    },
  )

  it('is refused when very many of its reads wait, and only it', async () => {
    askers = []
    const { counts } = server.app.services
    using attacker = await new SocketClient(server.wsUrl).init()
    const operations = Math.ceil((2 * maxWaitingReadsOfConnection) / 15)
    for (let id = 0; id < operations; id += 1) attacker.subscribe(`${id}`, searches)
    await until(
      () => Promise.resolve(counts.refusals.get('reads') ?? 0),
      (refused) => refused > 0,
    )
    expect((await ask(server.httpUrl, page)).errors).toBeUndefined()
  })
})

describe('what nobody waits for is not read', () => {
  beforeAll(() => void (isStuck = true))
  afterAll(() => void (isStuck = false))

  const post = (query: string, accept: string, signal: AbortSignal) =>
    fetch(server.httpUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query }),
      signal,
    })
  /** Behind the first record, with a filter that no other passes. */
  const resume = `subscription { newDecision(after: "d0", symbol: ["ETH-PERPETUAL"], action: [HOLD]) { id } }`

  /** Begins an operation. Answers how its client leaves. */
  type Begin = () => Promise<() => void>
  const overSocket =
    (query: string, leave: (socket: SocketClient) => void): Begin =>
    async () => {
      const socket = await new SocketClient(server.wsUrl).init()
      socket.subscribe('a', query)
      return () => leave(socket)
    }
  const overHttp =
    (query: string, accept: string): Begin =>
    () => {
      const stop = new AbortController()
      post(query, accept, stop.signal)
        .then((response) => response.text())
        .catch(() => {})
      return Promise.resolve(() => stop.abort())
    }
  const complete = (socket: SocketClient) => socket.send({ type: 'complete', id: 'a' })
  const close = (socket: SocketClient) => socket.socket.close()

  it.each<[string, Begin]>([
    ['a query on a WebSocket is completed', overSocket(searches, complete)],
    ['the socket of a query closes', overSocket(searches, close)],
    ['a subscription is completed', overSocket(resume, complete)],
    ['the socket of a subscription closes', overSocket(resume, close)],
    ['a request is broken off', overHttp(searches, 'application/json')],
    ['an event stream is left', overHttp(resume, 'text/event-stream')],
  ])('after %s', async (_how, begin) => {
    askers = []
    const leave = await begin()
    const [asker] = await begun(1)
    const { signal } = asker as Asker
    expect(signal.aborted).toBe(false)
    const aborted = once(signal, 'abort')
    leave()
    await aborted
  })
})
