import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chainChoice } from '../../server/domain/chain-choice.js'
import { indexTick, ladder, listing, optionsEvent, update } from '../support/builders.js'
import { HeldClock } from '../support/held-clock.js'
import { expiriesFrom, openMarket, perpetualTick, ScriptedFeed, strikes, symbolOf } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startOpen } from '../support/start-open.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'

interface Tick {
  readonly seq: number
  readonly asOf: string | null
  readonly freshness: string
  readonly indexPriceUsd: number | null
}

interface Chain {
  readonly seq: number
  readonly expiry: string
  readonly whole: boolean
  readonly removed: readonly string[]
  readonly contracts: readonly { readonly symbol: string; readonly markIv: number | null }[]
}

const tickFields = '{ seq asOf freshness indexPriceUsd }'
const chainFields = '{ seq expiry whole removed contracts { symbol markIv } }'

/** A length of time that nobody else sleeps. */
const paceMs = 1_234

let feed: ScriptedFeed
let clock: HeldClock
let server: TestServer
let socket: SocketClient

beforeEach(async () => {
  feed = new ScriptedFeed()
  clock = new HeldClock(paceMs)
  server = await startOpen({}, { feed, clock })
  socket = await new SocketClient(server.wsUrl).init()
})
afterEach(async () => {
  socket[Symbol.dispose]()
  await server[Symbol.asyncDispose]()
})

const nextTick = async (id: string) => (await socket.nextData<{ marketData: Tick }>(id)).marketData
const nextChain = async (id: string) => (await socket.nextData<{ optionsChain: Chain }>(id)).optionsChain
const say = (strike: number, values: object) =>
  feed.say(optionsEvent([update(symbolOf(strike), values, Date.now())], Date.now()))

describe('a state stream', () => {
  it('starts with the state that a query shows, and goes on with the next change', async () => {
    const { data } = await ask<{ marketData: Tick }>(server.httpUrl, `{ marketData ${tickFields} }`)
    socket.subscribe('a', `subscription { marketData ${tickFields} }`)
    const first = await nextTick('a')
    expect(first).toMatchObject({ seq: data?.marketData.seq, indexPriceUsd: 84_000, freshness: 'LIVE' })
    feed.say(indexTick(84_001, Date.now()))
    expect(await nextTick('a')).toMatchObject({ seq: first.seq + 1, indexPriceUsd: 84_001 })
  })

  it('sends what one tick says of index and perpetual in one event', async () => {
    socket.subscribe('a', `subscription { marketData ${tickFields} }`)
    const { seq } = await nextTick('a')
    feed.say(indexTick(84_001, Date.now()), perpetualTick({ bidPriceUsd: 84_000 }))
    feed.say(indexTick(84_001, Date.now()))
    expect(await nextTick('a')).toMatchObject({ seq: seq + 1, indexPriceUsd: 84_001 })
    feed.say(indexTick(84_002, Date.now()))
    expect(await nextTick('a')).toMatchObject({ seq: seq + 2, indexPriceUsd: 84_002 })
  })

  it('sends nothing when nothing published changed', async () => {
    socket.subscribe('a', `subscription { marketData ${tickFields} }`)
    const { seq } = await nextTick('a')
    for (let round = 0; round < 10; round += 1) feed.say(indexTick(84_000, Date.now()))
    feed.say(indexTick(84_002, Date.now()))
    expect(await nextTick('a')).toMatchObject({ seq: seq + 1, indexPriceUsd: 84_002 })
  })

  it('shows every change in order to a reader that keeps up', async () => {
    socket.subscribe('a', `subscription { marketData ${tickFields} }`)
    let { seq } = await nextTick('a')
    for (let price = 84_001; price < 84_101; price += 1) {
      feed.say(indexTick(price, Date.now()))
      expect(await nextTick('a')).toMatchObject({ seq: (seq += 1), indexPriceUsd: price })
    }
  })

  it('shows every change in order though others read between two publications', async () => {
    const { market, chains } = server.app.services.live
    const { bus } = server.app.services
    socket.subscribe('a', `subscription { optionsChain(limit: 10) ${chainFields} }`)
    let { seq } = await nextChain('a')
    const stop = new AbortController()
    const heard = bus.subscribe('heardChain', { signal: stop.signal })[Symbol.asyncIterator]()
    for (let round = 1; round <= 5; round += 1) {
      say(86_000, { markIv: 0.5 + round / 100 })
      await heard.next()
      market.marketData('BTC')
      chains.read(chainChoice({ currency: 'BTC', limit: 10 }))
      say(86_000, { markIv: 0.6 + round / 100 })
      await heard.next()
      const chain = await nextChain('a')
      expect(chain.seq).toBe((seq += 1))
      if (chain.contracts.find(({ symbol }) => symbol === symbolOf(86_000))?.markIv !== 0.6 + round / 100)
        expect((await nextChain('a')).seq).toBe((seq += 1))
    }
    stop.abort()
  })

  it('skips to the newest for a reader that asked for an interval, visibly in seq', async () => {
    socket.subscribe('a', `subscription { marketData(minIntervalMs: ${paceMs}) ${tickFields} }`)
    const { seq } = await nextTick('a')
    socket.subscribe('every', `subscription { marketData ${tickFields} }`)
    await nextTick('every')
    for (let price = 84_001; price <= 84_020; price += 1) {
      feed.say(indexTick(price, Date.now()))
      await nextTick('every')
    }
    await clock.release()
    expect(await nextTick('a')).toMatchObject({ seq: seq + 20, indexPriceUsd: 84_020 })
  })

  it('says STALE with the old asOf when the feed breaks, and LIVE when it is heard again', async () => {
    socket.subscribe('a', `subscription { marketData ${tickFields} }`)
    const { asOf } = await nextTick('a')
    feed.say({ type: 'feed-state', state: 'RECONNECTING', detail: 'test' })
    expect(await nextTick('a')).toMatchObject({ freshness: 'STALE', asOf, indexPriceUsd: 84_000 })
    feed.say({ type: 'feed-state', state: 'LIVE', detail: null }, indexTick(84_000, Date.now()))
    feed.say(perpetualTick({ bidPriceUsd: 83_999.5, askPriceUsd: 84_000.5, markPriceUsd: 84_000 }))
    expect(await nextTick('a')).toMatchObject({ freshness: 'LIVE' })
  })

  it('gives two readers of one stream the same seq for the same value', async () => {
    socket.subscribe('a', `subscription { optionsChain(limit: 4) ${chainFields} }`)
    socket.subscribe('b', `subscription { optionsChain(limit: 4) ${chainFields} }`)
    expect(await nextChain('a')).toEqual(await nextChain('b'))
  })
})

describe('an option chain stream', () => {
  it('holds the contracts nearest the money, by strike, call before put', async () => {
    socket.subscribe('a', `subscription { optionsChain(limit: 4) ${chainFields} }`)
    const { contracts } = await nextChain('a')
    expect(contracts.map(({ symbol }) => symbol)).toEqual([
      symbolOf(84_000),
      symbolOf(84_000, 'PUT'),
      symbolOf(86_000),
      symbolOf(86_000, 'PUT'),
    ])
  })

  it('with delta sends the whole first and then only what changed', async () => {
    socket.subscribe('a', `subscription { optionsChain(limit: 10, delta: true) ${chainFields} }`)
    const first = await nextChain('a')
    expect(first).toMatchObject({ whole: true, contracts: { length: 10 } })
    say(86_000, { markIv: 0.5 })
    expect(await nextChain('a')).toEqual({
      ...first,
      seq: first.seq + 1,
      whole: false,
      contracts: [{ symbol: symbolOf(86_000), markIv: 0.5 }],
    })
  })

  it('without delta sends the whole each time', async () => {
    socket.subscribe('a', `subscription { optionsChain(limit: 10) ${chainFields} }`)
    await nextChain('a')
    say(86_000, { markIv: 0.5 })
    expect(await nextChain('a')).toMatchObject({ whole: true, contracts: { length: 10 } })
  })

  it('tells the feed which expiry is watched, for as long as somebody does', async () => {
    const [nearest] = expiriesFrom()
    socket.subscribe('a', `subscription { optionsChain ${chainFields} }`)
    await nextChain('a')
    expect(feed.watched).toEqual([`BTC:${nearest}`])
    socket.send({ id: 'a', type: 'complete' })
    await until(
      () => Promise.resolve(feed.watched.length),
      (count) => count === 0,
    )
  })

  it('of one expiry completes when it has passed; of the nearest moves on to the next', async () => {
    const [nearest, later] = expiriesFrom()
    const expiry = new Date(nearest).toISOString()
    socket.subscribe('one', `subscription { optionsChain(expiry: "${expiry}") ${chainFields} }`)
    const one = await nextChain('one')
    socket.subscribe('near', `subscription { optionsChain(delta: true) ${chainFields} }`)
    const near = await nextChain('near')
    expect([one.expiry, near.expiry]).toEqual([expiry, expiry])
    feed.say(listing(ladder(strikes, later), Date.now()))
    const ends = [await socket.next(), await socket.next()]
    expect(ends).toContainEqual({ id: 'one', type: 'complete' })
    const moved = ends.find(({ id }) => id === 'near')?.payload as { data: { optionsChain: Chain } }
    expect(moved.data.optionsChain).toMatchObject({
      expiry: new Date(later).toISOString(),
      whole: true,
      seq: near.seq + 1,
    })
    expect(feed.watched).toEqual([`BTC:${later}`])
  })
})

describe('many operations on one socket', () => {
  it('run side by side, each with its own id', async () => {
    socket.subscribe('market', `subscription { marketData ${tickFields} }`)
    await nextTick('market')
    socket.subscribe('positions', 'subscription { positions { seq positions { symbol } } }')
    socket.subscribe('portfolio', 'subscription { portfolio { seq totalValueUsd } }')
    socket.subscribe('performance', 'subscription { performance { seq accountValueUsd account { id } } }')
    expect(await socket.nextData('positions')).toMatchObject({ positions: { positions: [] } })
    expect(await socket.nextData('portfolio')).toMatchObject({ portfolio: { totalValueUsd: 100_000 } })
    expect(await socket.nextData('performance')).toMatchObject({ performance: { account: { id: 'momentum' } } })
    const { data } = await ask<{ status: { streams: unknown; sockets: number } }>(
      server.httpUrl,
      '{ status { sockets streams { field subscriptions } } }',
    )
    expect(data?.status).toEqual({
      sockets: 1,
      streams: ['marketData', 'performance', 'portfolio', 'positions'].map((field) => ({ field, subscriptions: 1 })),
    })
  })

  it('go on for the others when a reader stalls, and the process holds only the newest for it', async () => {
    using stalled = await new SocketClient(server.wsUrl).init()
    stalled.subscribe('a', `subscription { marketData ${tickFields} }`)
    await stalled.nextData('a')
    stalled.socket.pause()
    socket.subscribe('a', `subscription { marketData ${tickFields} }`)
    let { seq } = await nextTick('a')
    for (let round = 0; round < 500; round += 1) {
      feed.say(perpetualTick({ bidPriceUsd: 80_000 + round }))
      expect((await nextTick('a')).seq).toBe((seq += 1))
    }
    stalled.socket.resume()
    let last = 0
    while (last < seq) {
      const { marketData } = await stalled.nextData<{ marketData: Tick }>('a')
      expect(marketData.seq).toBeGreaterThan(last)
      last = marketData.seq
    }
    expect(last).toBe(seq)
  })
})

describe('before the feed has spoken', () => {
  it('the chain of the nearest expiry waits for one, and a query says that there is none', async () => {
    const silent = new ScriptedFeed()
    await using early = await startServer({ feed: silent })
    using first = await new SocketClient(early.wsUrl).init()
    const { errors } = await ask(early.httpUrl, '{ optionsChain { seq } }')
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNKNOWN_EXPIRY', allowed: { values: [] } })
    first.subscribe('a', `subscription { optionsChain ${chainFields} }`)
    openMarket(silent)
    const { optionsChain } = await first.nextData<{ optionsChain: Chain }>('a')
    expect(optionsChain).toMatchObject({ whole: true, contracts: { length: 10 } })
  })

  it('market data are there, unknown and stale', async () => {
    await using early = await startServer({ feed: new ScriptedFeed() })
    const { data } = await ask(early.httpUrl, `{ marketData ${tickFields} }`)
    expect(data?.marketData).toMatchObject({ asOf: null, indexPriceUsd: null, freshness: 'STALE' })
  })
})
