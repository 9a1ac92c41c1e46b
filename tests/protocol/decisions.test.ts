import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Decision } from '../../server/domain/decision.js'
import { maxWaitingEvents } from '../../server/fanout/event-member.js'
import { noon } from '../support/builders.js'
import { commitDecision } from '../support/commit-decision.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'

const query = 'subscription ($after: ID) { newDecision(after: $after) { id seq reasoning account { id } } }'

interface Seen {
  readonly id: string
  readonly seq: number
  readonly reasoning: string
}

let server: TestServer
beforeEach(async () => {
  server = await startServer({ feed: new ScriptedFeed() })
})
afterEach(() => server[Symbol.asyncDispose]())

function decide(reasoning: string): Promise<Decision> {
  return commitDecision(server.app.services, { reasoning, accountId: 'momentum', asOf: noon })
}

const connect = () => new SocketClient(server.wsUrl).init()
const nextDecision = async (socket: SocketClient) => (await socket.nextData<{ newDecision: Seen }>('d')).newDecision

/** Subscribes, and waits until the server has attached the reader. */
async function follow(socket: SocketClient, after: string | null): Promise<void> {
  const { bus } = server.app.services
  const before = bus.readerCount()
  socket.subscribe('d', query, { after })
  await until(
    () => Promise.resolve(bus.readerCount()),
    (count) => count > before,
  )
}

describe('newDecision', () => {
  it('delivers each decision once and in order', async () => {
    using socket = await connect()
    await follow(socket, null)
    for (let n = 1; n <= 50; n += 1) {
      const { id } = await decide(`number ${n}`)
      expect(await nextDecision(socket)).toMatchObject({ id, seq: n, reasoning: `number ${n}` })
    }
  })

  it('resumes behind a cursor without a gap or a double, while decisions go on', async () => {
    const before = await decide('seen')
    for (let n = 0; n < 700; n += 1) await decide(`missed ${n}`)
    using socket = await connect()
    socket.subscribe('d', query, { after: before.id })
    for (let n = 0; n < 300; n += 1) await decide(`live ${n}`)
    for (let seq = 2; seq <= 1_001; seq += 1) expect((await nextDecision(socket)).seq).toBe(seq)
  })

  it('misses nothing through a hundred reconnects', async () => {
    let { id: after } = await decide('first')
    let last = 1
    for (let round = 0; round < 100; round += 1) {
      using socket = await connect()
      socket.subscribe('d', query, { after })
      for (let n = 0; n < 3; n += 1) await decide(`round ${round}`)
      const seen = await nextDecision(socket)
      expect(seen.seq).toBe(last + 1)
      ;({ id: after, seq: last } = seen)
    }
  })

  it('brings only what was asked for, to all who ask the same in one execution, and resumes without a gap', async () => {
    const trades = `subscription ($action: [DecisionAction!], $after: ID) {
      newDecision(action: $action, after: $after) { id seq action reasoning }
    }`
    const action = ['BUY_TO_ENTER', 'CLOSE']
    const act = (action: Decision['action']) => commitDecision(server.app.services, { action, accountId: 'momentum' })
    const first = await act('HOLD')
    const missed = [await act('BUY_TO_ENTER'), await act('SELL_TO_ENTER'), await act('HOLD'), await act('CLOSE')]
    const sockets = [await connect(), await connect()]
    for (const socket of sockets) socket.subscribe('d', trades, { action, after: first.id })
    for (const socket of sockets) {
      expect((await nextDecision(socket)).id).toBe(missed[0]?.id)
      expect((await nextDecision(socket)).id).toBe(missed[3]?.id)
    }
    const { counts } = server.app.services
    const { events } = counts
    await act('HOLD')
    await act('SELL_TO_ENTER')
    const last = await act('CLOSE')
    for (const socket of sockets) expect((await nextDecision(socket)).id).toBe(last.id)
    expect(counts).toMatchObject({ groups: 1, events: events + 1 })
    for (const socket of sockets) socket[Symbol.dispose]()

    // The cursor may be that of a decision that was not asked for.
    const unasked = await act('HOLD')
    const next = await act('BUY_TO_ENTER')
    using resumed = await connect()
    resumed.subscribe('d', trades, { action, after: unasked.id })
    expect((await nextDecision(resumed)).id).toBe(next.id)
  })

  it('says that a cursor is unknown', async () => {
    using socket = await connect()
    socket.subscribe('d', query, { after: 'of-another-run-7' })
    const answer = await socket.next()
    expect(JSON.stringify(answer)).toContain('UNKNOWN_CURSOR')
  })

  it('closes the socket of a reader that falls behind, with a code that clients retry; it resumes', async () => {
    using slow = await connect()
    await follow(slow, null)
    const first = await decide('x')
    await nextDecision(slow)
    slow.socket.pause()
    const long = 'x'.repeat(20_000)
    let count = 1
    while (server.app.services.counts.streams().length > 0) {
      for (let n = 0; n < maxWaitingEvents; n += 1, count += 1) await decide(long)
      await new Promise((resolve) => setImmediate(resolve))
    }
    slow.socket.resume()
    expect((await slow.closed).code).toBe(1013)
    using again = await connect()
    const { data } = await ask<{ decisions: { edges: { node: Seen }[] } }>(
      server.httpUrl,
      '{ decisions(first: 3) { edges { node { id seq reasoning } } } }',
    )
    expect(data?.decisions.edges[0]?.node.seq).toBe(count)
    again.subscribe('d', query, { after: data?.decisions.edges[2]?.node.id })
    expect((await nextDecision(again)).seq).toBe(count - 1)
    expect(first.seq).toBe(1)
  })
})

describe('decisions', () => {
  const page = (first: number, after: string | null) =>
    ask<{ decisions: { edges: { node: Seen }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } }>(
      server.httpUrl,
      'query ($first: Int!, $after: String) { decisions(first: $first, after: $after) { edges { node { id seq } } pageInfo { hasNextPage endCursor } } }',
      { first, after },
    )

  it('pages from the newest back to the first, none left out', async () => {
    for (let n = 0; n < 25; n += 1) await decide(`number ${n}`)
    const seen: number[] = []
    for (let after: string | null = null, more = true; more;) {
      const { data } = await page(10, after)
      seen.push(...(data?.decisions.edges.map(({ node }) => node.seq) ?? []))
      more = data?.decisions.pageInfo.hasNextPage ?? false
      after = data?.decisions.pageInfo.endCursor ?? null
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index))
  })

  it('is empty before the first, and refuses a page size outside 1 to 1000', async () => {
    expect((await page(10, null)).data?.decisions).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, endCursor: null },
    })
    for (const first of [0, 1_001, -5]) {
      expect((await page(first, null)).errors?.[0]?.extensions).toMatchObject({
        code: 'OUT_OF_RANGE',
        argument: 'first',
      })
    }
  })
})
