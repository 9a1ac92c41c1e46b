import { describe, expect, it } from 'vitest'
import type { DecisionAction, DecisionOutcome } from '../../server/domain/decision.js'
import type { OrderStatus } from '../../server/domain/order.js'
import { maxWaitingEvents } from '../../server/fanout/event-member.js'
import type { Commit } from '../../server/storage/journal.js'
import { commitAndTell } from '../support/commit-and-tell.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'
import { newClosedTrade, newDecision, newFill, newOrderEvent, newScore, order } from '../support/store/records.js'
import { storeEnv } from '../support/store/store-env.js'
import { sqliteHome, type StoreHome } from '../support/store/store-home.js'
import { manyNames } from '../support/wide-limits.js'

/** What the filters of the streams look at. */
interface Traits {
  readonly account: string
  readonly symbol: string
  readonly action: DecisionAction
  readonly outcome: DecisionOutcome
  readonly status: OrderStatus
}

interface Stream {
  /** Its filters, each with values of which the first two pass. */
  readonly filters: { readonly [Name in keyof Traits]?: readonly [Traits[Name], Traits[Name], Traits[Name]] }
  /** What brings an event of this id about. */
  record(id: string, traits: Traits): Omit<Commit, 'accountId'>
}

const accounts = ['momentum', 'buy-and-hold', 'vol-seller'] as const
const symbols = ['BTC-PERPETUAL', 'ETH-PERPETUAL', 'BTC-25DEC26-100000-C'] as const
const actions = ['BUY_TO_ENTER', 'CLOSE', 'HOLD'] as const
const ends = ['STOP', 'TARGET', 'CLOSED'] as const
const everyLog = { account: accounts, symbol: symbols }

const streams: Record<string, Stream> = {
  newDecision: {
    filters: { ...everyLog, action: actions, outcome: ['OPEN', 'STOP', 'TARGET'] },
    record: (id, { account: accountId, symbol, action, outcome }) => ({
      decisions: [newDecision({ id, accountId, symbol, action, outcome })],
    }),
  },
  decisionScored: {
    filters: { ...everyLog, action: actions, outcome: ['OPEN', 'STOP', 'TARGET'] },
    record: (id, { account: accountId, symbol, action, outcome }) => {
      const decision = newDecision({ accountId, symbol, action, outcome: 'OPEN' })
      const score = { outcome, pnlUsd: -1, rMultiple: null, closedAtMs: null }
      return { decisions: [decision], scores: [newScore({ id, accountId, decisionId: decision.id, score })] }
    },
  },
  newFill: {
    filters: everyLog,
    record: (id, { account: accountId, symbol }) => ({ fills: [newFill({ id, accountId, symbol })] }),
  },
  newOrder: {
    filters: { ...everyLog, status: ['FILLED', 'CANCELLED', 'OPEN'] },
    record: (id, { account: accountId, symbol, status }) => ({
      orderEvents: [newOrderEvent({ id, accountId, symbol, order: order({ accountId, symbol, status }) })],
    }),
  },
  newClosedTrade: {
    filters: { ...everyLog, outcome: ends },
    record: (id, { account: accountId, symbol, outcome }) => ({
      closedTrades: [newClosedTrade({ id, accountId, symbol, outcome: outcome === 'OPEN' ? 'CLOSED' : outcome })],
    }),
  },
}

const types: Record<keyof Traits, string> = {
  account: '[ID!]',
  symbol: '[String!]',
  action: '[DecisionAction!]',
  outcome: '[DecisionOutcome!]',
  status: '[OrderStatus!]',
}

const anyTraits: Traits = {
  account: accounts[0],
  symbol: symbols[0],
  action: 'BUY_TO_ENTER',
  outcome: 'STOP',
  status: 'FILLED',
}

let ids = 0

/** A server, and one stream of it. */
class StreamTest implements AsyncDisposable {
  readonly query: string

  private constructor(
    readonly server: TestServer,
    readonly field: string,
    readonly stream: Stream,
  ) {
    const names = Object.keys(stream.filters) as (keyof Traits)[]
    const declared = names.map((name) => `$${name}: ${types[name]}`).join(', ')
    const given = names.map((name) => `${name}: $${name}`).join(', ')
    this.query = `subscription ($after: ID, ${declared}) { ${field}(after: $after, ${given}) { id seq recordedAt } }`
  }

  static async start(field: string, home?: StoreHome): Promise<StreamTest> {
    const env = { AGENTS: accounts.join(','), ...manyNames, ...(home && storeEnv(home)) }
    const stream = streams[field]
    if (!stream) throw new Error(`No stream ${field}`)
    return new StreamTest(await startServer({ feed: new ScriptedFeed() }, env), field, stream)
  }

  async happens(traits: Partial<Traits> = {}): Promise<string> {
    const id = `event-${(ids += 1)}`
    const all = { ...anyTraits, ...traits }
    await commitAndTell(this.server.app.services, { accountId: all.account, ...this.stream.record(id, all) })
    return id
  }

  /** Subscribes, and answers when the server has attached the reader. */
  async follow(variables: Record<string, unknown> = {}, query = this.query): Promise<SocketClient> {
    const { counts } = this.server.app.services
    const before = counts.members
    const socket = await new SocketClient(this.server.wsUrl).init()
    socket.subscribe('s', query, variables)
    await until(
      () => Promise.resolve(counts.members),
      (members) => members > before,
    )
    return socket
  }

  async next(socket: SocketClient): Promise<{ readonly id: string; readonly seq: number }> {
    const data = await socket.nextData<Record<string, { readonly id: string; readonly seq: number }>>('s')
    return data[this.field] ?? { id: 'none', seq: 0 }
  }

  async ids(socket: SocketClient, count: number): Promise<string[]> {
    const read: string[] = []
    while (read.length < count) read.push((await this.next(socket)).id)
    return read
  }

  async refusal(variables: Record<string, unknown>) {
    using socket = await new SocketClient(this.server.wsUrl).init()
    socket.subscribe('s', this.query, variables)
    const { payload } = await socket.next()
    // What is refused before the stream begins comes as a result, what is found later as an error.
    return Array.isArray(payload) ? (payload[0] as unknown) : (payload as { readonly errors?: unknown[] }).errors?.[0]
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]()
  }
}

describe.each(Object.keys(streams))('%s', (field) => {
  it('tells each event once and in order, counted within its account', async () => {
    await using test = await StreamTest.start(field)
    using socket = await test.follow()
    for (let seq = 1; seq <= 20; seq += 1) {
      const id = await test.happens()
      expect(await test.next(socket)).toMatchObject({ id, seq })
    }
  })

  it('resumes behind an event without a gap or a double while more happens, also after a restart', async () => {
    await using home = sqliteHome()
    const made: string[] = []
    {
      await using test = await StreamTest.start(field, home)
      for (let n = 0; n < 600; n += 1) made.push(await test.happens())
      using socket = await test.follow({ after: made[0] })
      for (let n = 0; n < 20; n += 1) made.push(await test.happens())
      expect(await test.ids(socket, made.length - 1)).toEqual(made.slice(1))
    }
    await using again = await StreamTest.start(field, home)
    using socket = await again.follow({ after: made[3] })
    for (let n = 0; n < 20; n += 1) made.push(await again.happens())
    expect(await again.ids(socket, made.length - 4)).toEqual(made.slice(4))
  })

  it('passes what any of the values of each filter passes, of what was missed as of what is new', async () => {
    await using test = await StreamTest.start(field)
    const { filters } = test.stream
    const variables = Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, values.slice(0, 2)]))
    const passing = Object.fromEntries(Object.entries(filters).map(([name, [first]]) => [name, first]))
    // The cursor itself does not pass.
    const after = await test.happens({ account: accounts[2] })
    using live = await test.follow(variables)
    const wanted: string[] = []
    for (const [name, values] of Object.entries(filters)) {
      for (const [index, value] of values.entries()) {
        const id = await test.happens({ ...passing, [name]: value })
        if (index < 2) wanted.push(id)
      }
    }
    expect(await test.ids(live, wanted.length)).toEqual(wanted)
    using resumed = await test.follow({ ...variables, after })
    expect(await test.ids(resumed, wanted.length)).toEqual(wanted)
    const last = await test.happens(passing)
    expect([await test.ids(live, 1), await test.ids(resumed, 1)]).toEqual([[last], [last]])
  })

  it('is one group for the same values in any order, and tells nothing where a list is empty', async () => {
    await using test = await StreamTest.start(field)
    const { counts } = test.server.app.services
    using one = await test.follow({ account: ['momentum', 'vol-seller'] })
    using other = await test.follow({ account: ['vol-seller', 'momentum', 'vol-seller'] })
    expect(counts.groups).toBe(1)
    using _none = await test.follow({ account: [] })
    using _nothing = await test.follow({ symbol: [] })
    const { deliveries } = counts
    const id = await test.happens()
    expect([await test.ids(one, 1), await test.ids(other, 1)]).toEqual([[id], [id]])
    expect(counts.deliveries).toBe(deliveries + 2)
  })

  it('names an account that is not there, an id never given out, and lists that are too long', async () => {
    await using test = await StreamTest.start(field)
    const many = Array.from({ length: 101 }, (_, index) => `SYMBOL-${index}`)
    expect(await test.refusal({ account: ['momentum', 'nobody'] })).toMatchObject({
      message: expect.stringContaining('"nobody"') as string,
      extensions: { code: 'UNKNOWN_ACCOUNT', argument: 'account' },
    })
    expect(await test.refusal({ after: 'never' })).toMatchObject({ extensions: { code: 'UNKNOWN_CURSOR' } })
    const tooMany = { extensions: { code: 'OUT_OF_RANGE', argument: 'symbol', allowed: { max: 100 } } }
    expect(await test.refusal({ symbol: many })).toMatchObject(tooMany)
    expect(await test.refusal({ account: accounts.slice(0, 2), symbol: many.slice(0, 51) })).toMatchObject(tooMany)
    using _most = await test.follow({ symbol: [...many.slice(0, 100), ...many.slice(0, 100)] })
  })

  it('closes the socket of a reader that falls behind, who resumes', async () => {
    await using test = await StreamTest.start(field)
    const { services } = test.server.app
    // So long that soon more bytes wait than may wait for a moment. Fewer would be waited for as long as a burst may last.
    const long = Array.from({ length: 300 }, (_, index) => `${'a'.repeat(100)}${index}: id`).join(' ')
    using slow = await test.follow({}, test.query.replace('recordedAt', long))
    const first = await test.happens()
    expect(await test.ids(slow, 1)).toEqual([first])
    slow.socket.pause()
    let last = first
    while (services.counts.streams().length > 0) {
      const burst = Array.from({ length: maxWaitingEvents / 2 }, () => test.happens())
      last = (await Promise.all(burst)).at(-1) ?? last
      await new Promise((resolve) => setImmediate(resolve))
    }
    slow.socket.resume()
    expect((await slow.closed).code).toBe(1013)
    using resumed = await test.follow({ after: last })
    const next = await test.happens()
    expect(await test.ids(resumed, 1)).toEqual([next])
  })
})

describe('what newDecision and decisionScored say of one decision', () => {
  const decided = 'subscription ($after: ID) { newDecision(after: $after) { id outcome pnlUsd } }'
  const scored = `subscription ($after: ID) {
    decisionScored(after: $after) { id decision { id outcome pnlUsd rMultiple reasoning } }
  }`
  const partly = { outcome: 'OPEN', pnlUsd: 12.5, rMultiple: null, closedAtMs: null } as const

  it('is as it was then, whether it is heard at once or later', async () => {
    await using test = await StreamTest.start('newDecision')
    const { services, url } = test.server.app
    const before = await test.happens()
    const made = newDecision({ accountId: 'momentum', outcome: 'OPEN', reasoning: 'Up.' })
    const scores = [
      newScore({ accountId: 'momentum', decisionId: made.id, score: partly }),
      newScore({ accountId: 'momentum', decisionId: made.id }),
    ]
    const told = [
      {
        decisionScored: {
          id: scores[0]?.id,
          decision: { id: made.id, outcome: 'OPEN', pnlUsd: 12.5, rMultiple: null, reasoning: 'Up.' },
        },
      },
      {
        decisionScored: {
          id: scores[1]?.id,
          decision: { id: made.id, outcome: 'STOP', pnlUsd: -12.5, rMultiple: -1.1, reasoning: 'Up.' },
        },
      },
    ]
    using live = await test.follow({}, scored)
    await commitAndTell(services, { accountId: 'momentum', decisions: [made] })
    for (const score of scores) await commitAndTell(services, { accountId: 'momentum', scores: [score] })
    for (const event of told) expect(await live.nextData('s')).toEqual(event)

    using resumed = await test.follow({ after: scores[0]?.id }, scored)
    expect(await resumed.nextData('s')).toEqual(told[1])
    using later = await test.follow({ after: before }, decided)
    expect(await later.nextData('s')).toEqual({ newDecision: { id: made.id, outcome: 'OPEN', pnlUsd: null } })
    const { data } = await ask(
      `${url}graphql`,
      '{ decisions(outcome: STOP, first: 1) { edges { node { id pnlUsd } } } }',
    )
    expect(data).toEqual({ decisions: { edges: [{ node: { id: made.id, pnlUsd: -12.5 } }] } })
  })
})

describe('a stream that begins with a cursor of a page', () => {
  it('tells every change of an order since the order of the cursor was placed', async () => {
    await using test = await StreamTest.start('newOrder')
    const { services, url } = test.server.app
    const placed = order({ accountId: 'momentum' })
    const place = newOrderEvent({ accountId: 'momentum', order: placed })
    const filled = { ...placed, status: 'FILLED' as const }
    const fill = newOrderEvent({ accountId: 'momentum', change: 'FILLED', order: filled })
    await test.happens()
    // "Since" goes by milliseconds: what was recorded in the one in which the order was placed is told with it.
    const happenedMs = Date.now()
    await until(
      () => Promise.resolve(Date.now()),
      (nowMs) => nowMs > happenedMs,
    )
    await commitAndTell(services, { accountId: 'momentum', orders: [placed], orderEvents: [place] })
    const { data } = await ask(`${url}graphql`, '{ orders(first: 1) { pageInfo { startCursor } } }')
    const { startCursor } = (data as { orders: { pageInfo: { startCursor: string } } }).orders.pageInfo
    await commitAndTell(services, { accountId: 'momentum', orders: [filled], orderEvents: [fill] })
    using socket = await test.follow({ after: startCursor })
    const next = await test.happens()
    expect(await test.ids(socket, 3)).toEqual([place.id, fill.id, next])
  })

  it('tells every change of a score since the decision of the cursor was made', async () => {
    await using test = await StreamTest.start('decisionScored')
    const { services, url } = test.server.app
    const decision = newDecision({ accountId: 'momentum', outcome: 'OPEN' })
    await commitAndTell(services, { accountId: 'momentum', decisions: [decision] })
    const { data } = await ask(`${url}graphql`, '{ decisions(first: 1) { pageInfo { startCursor } } }')
    const { startCursor } = (data as { decisions: { pageInfo: { startCursor: string } } }).decisions.pageInfo
    const score = newScore({ accountId: 'momentum', decisionId: decision.id })
    await commitAndTell(services, { accountId: 'momentum', scores: [score] })
    using socket = await test.follow({ after: startCursor })
    const next = await test.happens()
    expect(await test.ids(socket, 2)).toEqual([score.id, next])
  })
})

describe('a page', () => {
  const pages: Record<string, readonly (keyof Traits)[]> = {
    decisions: ['account', 'symbol', 'action', 'outcome'],
    orders: ['account', 'symbol', 'status'],
    fills: ['account', 'symbol'],
    closedTrades: ['account', 'symbol', 'outcome'],
  }

  it.each(Object.entries(pages))('of %s takes lists, bounded as those of the streams', async (field, names) => {
    await using server = await startServer({ feed: new ScriptedFeed() }, { AGENTS: accounts.join(',') })
    const declared = names.map((name) => `$${name}: ${types[name]}`).join(', ')
    const given = names.map((name) => `${name}: $${name}`).join(', ')
    const query = `query (${declared}) { ${field}(${given}) { edges { node { symbol } } } }`
    const page = (variables: Record<string, unknown>) => ask(server.httpUrl, query, variables)
    for (const account of accounts.slice(0, 2)) {
      for (const symbol of symbols) {
        await commitAndTell(server.app.services, {
          accountId: account,
          decisions: [newDecision({ accountId: account, symbol, outcome: 'STOP' })],
          orders: [order({ accountId: account, symbol, status: 'FILLED' })],
          fills: [newFill({ accountId: account, symbol })],
          closedTrades: [newClosedTrade({ accountId: account, symbol, outcome: 'STOP' })],
        })
      }
    }
    const traits = { action: ['BUY_TO_ENTER', 'HOLD'], outcome: ['STOP', 'TARGET'], status: ['FILLED', 'OPEN'] }
    const several = await page({ account: accounts, symbol: symbols.slice(1), ...traits })
    const [, one, other] = symbols
    const edges = [other, one, other, one].map((symbol) => ({ node: { symbol } }))
    expect(several).toEqual({ data: { [field]: { edges } } })
    expect(await page({ symbol: [] })).toEqual({ data: { [field]: { edges: [] } } })
    const many = Array.from({ length: 51 }, (_, index) => `SYMBOL-${index}`)
    const { errors } = await page({ account: accounts.slice(0, 2), symbol: many })
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('102 combinations') as string,
      extensions: { code: 'OUT_OF_RANGE', argument: 'symbol' },
    })
  })
})
