import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { httpBot, type Bot } from '../support/api/bot.js'
import { indexTick, ladder, listing, optionsEvent, update } from '../support/builders.js'
import { HeldClock } from '../support/held-clock.js'
import { expiriesFrom, openMarket, perpetualTick, ScriptedFeed, strikes, symbolOf } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, startServer, until, untilOpen, type TestServer } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

interface State {
  readonly seq: number
  readonly [field: string]: unknown
}

interface Order {
  readonly id: string
  readonly status: string
  readonly quantityCoin: number
  readonly filledCoin: number
}

/** A length of time that nobody else sleeps. */
const paceMs = 1_234

let feed: ScriptedFeed
let clock: HeldClock
let server: TestServer
let bot: Bot
/** The time of the newest event of the market before a test. */
let saidMs: number
let socket: SocketClient
const others: SocketClient[] = []

beforeEach(async () => {
  feed = new ScriptedFeed()
  clock = new HeldClock(paceMs)
  // The status tells from when on there is a history: that changes by itself when recording begins.
  server = await startOpen({ AGENTS: 'none', HISTORY_MAX_BYTES: '0' }, { feed, clock })
  bot = httpBot(server, await server.mint('bot'))
  await bot.do('openAccount', { name: 'My bot' })
  // Until the account is valued for the first time.
  saidMs = Date.now()
  feed.say(indexTick(84_000.5, saidMs))
  await until(
    () => Promise.resolve(server.app.services.accounts.performance('bot')),
    (performance) => performance?.freshness === 'LIVE',
  )
  socket = await new SocketClient(server.wsUrl).init()
})
afterEach(async () => {
  socket[Symbol.dispose]()
  for (const other of others.splice(0)) other[Symbol.dispose]()
  await server[Symbol.asyncDispose]()
})

const say = (strike: number, values: object, atMs = Date.now()) =>
  feed.say(optionsEvent([update(symbolOf(strike), values, atMs)], atMs))

let forwardUsd = 84_100
let names = 0

const openAnother = async () => {
  const id = `other-${(names += 1)}`
  await httpBot(server, await server.mint(id)).do('openAccount', { name: id })
}
const rest = (limitPriceUsd = 80_000, quantityCoin = 0.1) =>
  bot.do('placeOrder', { type: 'LIMIT', limitPriceUsd, quantityCoin })

/** Until what is looked at once a second was: two events of the status are that far apart. */
async function untilLookedAt() {
  using watcher = await new SocketClient(server.wsUrl).init()
  watcher.subscribe('status', 'subscription { status { sockets } }')
  for (let look = 0; look < 3; look += 1) {
    others.push(await new SocketClient(server.wsUrl).init())
    await watcher.nextData('status')
  }
}

interface StreamCase {
  readonly args?: string
  readonly fields: string
  /** Changes what is streamed, once. */
  change(): unknown
  /** Says again what is known, or does what this stream does not show. */
  noChange(): unknown
}

const expiryFields =
  'asOf source freshness currency expiries { expiry daysToExpiry contractCount atmIv underlyingPriceUsd underlyingFreshness }'

const streams: Readonly<Record<string, StreamCase>> = {
  expiries: {
    fields: expiryFields,
    change: () => say(84_000, { underlyingPriceUsd: (forwardUsd += 1) }),
    // At a later time, the days to expiry may change.
    noChange: () => say(84_000, { underlyingPriceUsd: forwardUsd }, saidMs),
  },
  openOrders: {
    args: 'account: "bot"',
    fields: 'asOf source freshness account { id } orders { id status }',
    change: () => rest(),
    noChange: () => feed.say(indexTick(84_001, Date.now())),
  },
  accounts: {
    fields: 'accounts { id name kind openedAt closedAt resets }',
    change: openAnother,
    noChange: () => rest(),
  },
  leaderboard: {
    fields: 'asOf entries { rank account { id } performance { seq totalReturnPct } }',
    change: openAnother,
    async noChange() {
      await rest()
      await untilLookedAt()
    },
  },
  status: {
    fields: 'sockets streams { field subscriptions } feed { state detail } uptimeSeconds',
    change: async () => others.push(await new SocketClient(server.wsUrl).init()),
    noChange: () => feed.say(indexTick(84_001, Date.now())),
  },
}
const fieldNames = Object.keys(streams)

function subscribe(field: string, { args = '', id = field, client = socket } = {}) {
  const { args: own, fields } = streams[field] ?? { fields: '' }
  const all = [own, args].filter(Boolean).join(', ')
  client.subscribe(id, `subscription { ${field}${all && `(${all})`} { seq ${fields} } }`)
}

async function next(field: string, id = field, client = socket): Promise<State> {
  const data = await client.nextData<Record<string, State>>(id)
  const state = data[field]
  if (!state) throw new Error(`No ${field}`)
  return state
}

/** The first state, of the status that which has so many subscriptions of itself in it. */
async function first(field: string, { id = field, client = socket, followers = 1 } = {}): Promise<State> {
  const state = await next(field, id, client)
  const isCounted = field !== 'status' || JSON.stringify(state.streams).includes(`"subscriptions":${followers}`)
  return isCounted ? state : first(field, { id, client, followers })
}

describe.each(fieldNames)('the stream %s', (field) => {
  it('starts with the state that the query shows, and counts a change by one', async () => {
    const { change, fields, args } = streams[field] ?? ({} as StreamCase)
    subscribe(field)
    const before = await first(field)
    const { data } = await ask(server.httpUrl, `{ ${field}${args ? `(${args})` : ''} ${queryOf(field, fields)} }`)
    expect(shown(data?.[field])).toEqual(shown(listOf(field, before)))
    await change()
    const after = await next(field)
    expect(after.seq).toBe(before.seq + 1)
    expect(shown(after)).not.toEqual(shown(before))
  })

  it('sends nothing when nothing that it shows has changed', async () => {
    const { change, noChange } = streams[field] ?? ({} as StreamCase)
    subscribe(field)
    const before = await first(field)
    await noChange()
    await change()
    const after = await next(field)
    expect(after.seq).toBe(before.seq + 1)
    expect(shown(after)).not.toEqual(shown(before))
  })

  it('is executed once for all who follow it, and forgotten when they leave', async () => {
    const { counts, bus } = server.app.services
    const readers = bus.readerCount()
    const other = await new SocketClient(server.wsUrl).init()
    others.push(other)
    subscribe(field)
    subscribe(field, { client: other })
    const state = await first(field, { followers: 2 })
    expect(await first(field, { client: other, followers: 2 })).toEqual(state)
    expect([counts.groups, counts.members]).toEqual([1, 2])
    socket.send({ id: field, type: 'complete' })
    other.send({ id: field, type: 'complete' })
    await until(
      () => Promise.resolve([counts.groups, counts.members, bus.readerCount()].join()),
      (left) => left === [0, 0, readers].join(),
    )
  })

  it.each([-1, 3_600_001])('refuses an interval of %i ms', async (minIntervalMs) => {
    subscribe(field, { args: `minIntervalMs: ${minIntervalMs}` })
    expect(await socket.next()).toMatchObject({
      payload: { errors: [{ extensions: { code: 'OUT_OF_RANGE', argument: 'minIntervalMs' } }] },
    })
  })
})

/** A state as far as it is compared: without what only grows. */
function shown(state: unknown): unknown {
  return JSON.parse(
    JSON.stringify(state, (key, value: unknown) =>
      ['seq', 'asOf', 'uptimeSeconds', 'daysToExpiry'].includes(key) ? undefined : value,
    ),
  )
}

/** Queries of lists answer the list alone. */
const lists: Readonly<Record<string, string>> = { expiries: 'expiries', accounts: 'accounts', leaderboard: 'entries' }

function listOf(field: string, state: State): unknown {
  const list = lists[field]
  return list === undefined ? state : state[list]
}

function queryOf(field: string, fields: string): string {
  const list = lists[field]
  return list === undefined ? `{ ${fields} }` : fields.slice(fields.indexOf(list) + list.length)
}

// The status changes by being subscribed to.
describe.each(fieldNames.filter((field) => field !== 'status'))('with an interval, the stream %s', (field) => {
  it('skips to the newest state, visibly in seq', async () => {
    subscribe(field, { args: `minIntervalMs: ${paceMs}`, id: 'paced' })
    const { seq } = await first(field, { id: 'paced' })
    const other = await new SocketClient(server.wsUrl).init()
    others.push(other)
    subscribe(field, { client: other })
    await first(field, { client: other })
    let newest = seq
    for (let round = 0; round < 3; round += 1) {
      await streams[field]?.change()
      newest = (await next(field, field, other)).seq
    }
    expect(newest).toBe(seq + 3)
    await clock.release()
    expect((await next(field, 'paced')).seq).toBe(newest)
  })
})

describe('a bad argument', () => {
  it.each([
    ['expiries(currency: "DOGE")', 'UNKNOWN_CURRENCY', 'currency'],
    ['openOrders(account: "nobody")', 'UNKNOWN_ACCOUNT', 'account'],
    ['leaderboard(first: 0)', 'OUT_OF_RANGE', 'first'],
    ['leaderboard(first: 1001)', 'OUT_OF_RANGE', 'first'],
  ])('of %s ends that subscription with %s', async (field, code, argument) => {
    socket.subscribe('bad', `subscription { ${field} { seq } }`)
    expect(await socket.next()).toMatchObject({ payload: { errors: [{ extensions: { code, argument } }] } })
    expect(await socket.next()).toEqual({ id: 'bad', type: 'complete' })
  })

  it('of the query openOrders is refused as well', async () => {
    const { errors } = await ask(server.httpUrl, '{ openOrders(account: "nobody") { seq } }')
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNKNOWN_ACCOUNT', argument: 'account' })
  })
})

describe('expiries', () => {
  it('come and go, and say when their forward is no longer heard', async () => {
    const [near, far] = expiriesFrom().map((expiryMs) => new Date(expiryMs).toISOString())
    subscribe('expiries')
    const before = await first('expiries')
    expect(before).toMatchObject({
      currency: 'BTC',
      source: 'SIMULATED',
      freshness: 'LIVE',
      expiries: [
        { expiry: near, contractCount: 10, atmIv: 0.45, underlyingPriceUsd: 84_100, underlyingFreshness: 'LIVE' },
        { expiry: far, contractCount: 10 },
      ],
    })
    feed.say(listing(ladder(strikes, expiriesFrom()[1]), Date.now()))
    expect(await next('expiries')).toMatchObject({
      seq: before.seq + 1,
      freshness: 'LIVE',
      expiries: [{ expiry: far }],
    })
    feed.say({ type: 'feed-state', state: 'RECONNECTING', detail: 'test' })
    expect(await next('expiries')).toMatchObject({
      freshness: 'STALE',
      expiries: [{ underlyingFreshness: 'STALE', underlyingPriceUsd: 84_100 }],
    })
  })

  it('of a currency without any are an empty list', async () => {
    socket.subscribe('eth', `subscription { expiries(currency: "ETH") { seq currency expiries { expiry } } }`)
    expect(await socket.nextData('eth')).toMatchObject({ expiries: { currency: 'ETH', expiries: [] } })
  })
})

describe('open orders', () => {
  const orders = async () => (await next('openOrders')).orders as Order[]

  it('show what waits, newest first: placed, amended, partly filled, filled and cancelled', async () => {
    socket.subscribe(
      'openOrders',
      'subscription { openOrders(account: "bot") { seq orders { id status quantityCoin filledCoin } } }',
    )
    expect(await orders()).toEqual([])
    const older = (await rest(83_900)).order?.id
    expect(await orders()).toMatchObject([{ id: older, status: 'OPEN', filledCoin: 0 }])
    const newer = (await rest(83_000)).order?.id
    expect((await orders()).map(({ id }) => id)).toEqual([newer, older])
    await bot.do('amendOrder', { orderId: older, quantityCoin: 0.2 })
    const [, amended] = await orders()
    expect(amended).toMatchObject({ id: older, filledCoin: 0 })
    expect(amended?.quantityCoin).toBeCloseTo(0.2, 3)
    const down = { bidPriceUsd: 83_899, askPriceUsd: 83_899.5, markPriceUsd: 83_899 }
    feed.say(perpetualTick({ ...down, askAmountUsd: 4_000 }))
    const [, partly] = await orders()
    expect(partly).toMatchObject({ id: older, status: 'OPEN' })
    expect(partly?.filledCoin).toBeGreaterThan(0)
    feed.say(perpetualTick({ ...down, askAmountUsd: 1_000_000 }))
    expect((await orders()).map(({ id }) => id)).toEqual([newer])
    await bot.do('cancelOrder', { orderId: newer })
    expect(await orders()).toEqual([])
  })

  it('are none of an account that publishes', async () => {
    const publisher = httpBot(server, await server.mint('publisher'))
    await publisher.do('publishDecision')
    const { data } = await ask(
      server.httpUrl,
      '{ openOrders(account: "publisher") { asOf source freshness account { id } orders { id } } }',
    )
    expect(data?.openOrders).toEqual({
      asOf: null,
      source: 'PUBLISHED',
      freshness: 'STALE',
      account: { id: 'publisher' },
      orders: [],
    })
  })

  it('wait after a restart as before, in the same order', async () => {
    using home = temporaryDir()
    const env = { AGENTS: 'none', DATA_DIR: home.path }
    const ids: (string | undefined)[] = []
    const query = '{ openOrders(account: "bot") { freshness orders { id quantityCoin } } }'
    let said: unknown = null
    for (const run of ['first', 'second']) {
      const again = new ScriptedFeed()
      await using restarted = await startServer({ feed: again }, env)
      openMarket(again)
      await untilOpen(restarted)
      if (run === 'first') {
        const owner = httpBot(restarted, await restarted.mint('bot'))
        await owner.do('openAccount')
        for (const limitPriceUsd of [80_000, 79_000, 81_000]) {
          ids.push((await owner.do('placeOrder', { type: 'LIMIT', limitPriceUsd })).order?.id)
        }
        await owner.do('amendOrder', { orderId: ids[0], quantityCoin: 0.5 })
        said = (await ask(restarted.httpUrl, query)).data
      } else {
        using client = await new SocketClient(restarted.wsUrl).init()
        client.subscribe('s', `subscription ${query}`)
        expect(await client.nextData('s')).toEqual(said)
      }
    }
    expect(said).toMatchObject({ openOrders: { freshness: 'LIVE', orders: ids.toReversed().map((id) => ({ id })) } })
  })
})

describe('accounts', () => {
  it('tell who has traded, with the first fill and not again before they are begun anew', async () => {
    socket.subscribe('accounts', 'subscription { accounts { seq accounts { id hasTraded } } }')
    const { seq, accounts } = await next('accounts')
    expect(accounts).toEqual([{ id: 'bot', hasTraded: false }])
    await rest()
    await bot.do('placeOrder', { quantityCoin: 0.1 })
    expect(await next('accounts')).toEqual({ seq: seq + 1, accounts: [{ id: 'bot', hasTraded: true }] })
    await bot.do('placeOrder', { quantityCoin: 0.1, side: 'SELL' })
    await bot.do('resetAccount')
    expect(await next('accounts')).toEqual({ seq: seq + 2, accounts: [{ id: 'bot', hasTraded: false }] })
  })

  it('are begun anew and closed before the eyes of their readers', async () => {
    subscribe('accounts')
    const { seq } = await first('accounts')
    await bot.do('resetAccount')
    expect(await next('accounts')).toMatchObject({ seq: seq + 1, accounts: [{ id: 'bot', resets: 1, closedAt: null }] })
    await bot.do('closeAccount')
    expect(await next('accounts')).toMatchObject({
      seq: seq + 2,
      accounts: [{ id: 'bot', closedAt: expect.any(String) as string }],
    })
    await httpBot(server, await server.mint('publisher')).do('publishDecision')
    expect(await next('accounts')).toMatchObject({ seq: seq + 3, accounts: [{ id: 'bot' }, { kind: 'PUBLISHED' }] })
  })
})

describe('the leaderboard', () => {
  it('follows the figures of those it shows, and of nobody else', async () => {
    const second = httpBot(server, await server.mint('second'))
    await second.do('openAccount')
    socket.subscribe('best', 'subscription { leaderboard(first: 1) { seq entries { rank account { id } } } }')
    const best = async () => (await socket.nextData<{ leaderboard: State }>('best')).leaderboard
    const { seq, entries } = await best()
    expect(entries).toEqual([{ rank: 1, account: { id: 'bot' } }])
    // It loses the spread and the fee, and comes second to none: the board of one does not change.
    await second.do('placeOrder', { quantityCoin: 0.1 })
    subscribe('leaderboard', { args: 'first: 2' })
    expect(await first('leaderboard')).toMatchObject({
      entries: [{ account: { id: 'bot' } }, { account: { id: 'second' } }],
    })
    await bot.do('placeOrder', { quantityCoin: 1 })
    const ends = [await socket.next(), await socket.next()]
    const one = ends.find(({ id }) => id === 'best')?.payload as { data: { leaderboard: State } }
    expect(one.data.leaderboard).toEqual({ seq: seq + 1, entries: [{ rank: 1, account: { id: 'second' } }] })
  })
})

describe('the status', () => {
  it('tells what the feed does, and who follows what', async () => {
    subscribe('status')
    expect(await first('status')).toMatchObject({
      sockets: 1,
      streams: [{ field: 'status', subscriptions: 1 }],
      feed: { state: 'LIVE' },
    })
    feed.say({ type: 'feed-state', state: 'RECONNECTING', detail: 'test' })
    expect(await next('status')).toMatchObject({ feed: { state: 'RECONNECTING', detail: 'test' } })
  })
})

describe('an equity curve', () => {
  interface Point {
    readonly time: string
    readonly accountValueUsd: number
  }

  it.each([
    ['performance', 'performance(account: "bot") { asOf accountValueUsd }'],
    ['leaderboard', 'leaderboard(first: 5) { entries { performance { asOf accountValueUsd } } }'],
  ])('that was asked for once goes on with the events of %s', async (field, selection) => {
    await using sampled = await startServer(
      { feed: (feed = new ScriptedFeed()) },
      { AGENTS: 'none', EQUITY_SAMPLE_MS: '500' },
    )
    openMarket(feed)
    await untilOpen(sampled)
    const owner = httpBot(sampled, await sampled.mint('bot'))
    await owner.do('openAccount')
    await owner.do('placeOrder', { quantityCoin: 1 })
    const curve = async () => {
      const query = '{ equity(account: "bot", points: 2000) { points { time accountValueUsd } } }'
      return (await ask<{ equity: { points: Point[] } }>(sampled.httpUrl, query)).data?.equity.points ?? []
    }
    using client = await new SocketClient(sampled.wsUrl).init()
    client.subscribe('s', `subscription { ${selection} }`)
    const nextPoint = async (): Promise<Point> => {
      const state = (await client.nextData<Record<string, never>>('s'))[field] as unknown as
        | { asOf: string; accountValueUsd: number }
        | { entries: { performance: { asOf: string; accountValueUsd: number } }[] }
      const figures = 'entries' in state ? state.entries[0]?.performance : state
      return { time: figures?.asOf ?? '', accountValueUsd: figures?.accountValueUsd ?? NaN }
    }
    const events = [await nextPoint()]
    const start = Date.now() + 1_000
    const mark = async (step: number) => {
      const markPriceUsd = 84_000 + step * 10
      const quote = { markPriceUsd, bidPriceUsd: markPriceUsd - 1, askPriceUsd: markPriceUsd + 1 }
      feed.say(perpetualTick(quote, start + step * 1_000), indexTick(markPriceUsd, start + step * 1_000))
      const event = await nextPoint()
      if (field === 'performance' || event.accountValueUsd !== events.at(-1)?.accountValueUsd) events.push(event)
    }
    for (let step = 0; step < 3; step += 1) await mark(step)
    const asked = await until(curve, (points) => points.length > 0)
    const last = asked.at(-1)?.time ?? ''
    for (let step = 3; step < 6; step += 1) await mark(step)
    const later = await until(curve, (points) => (points.at(-1)?.time ?? '') > new Date(start + 4_000).toISOString())
    const grown = [...asked, ...events.map((event) => event).filter(({ time }) => time > last)]
    for (const { time, accountValueUsd } of later) {
      expect(grown.findLast((point) => point.time <= time)).toMatchObject({ accountValueUsd })
    }
  })
})
