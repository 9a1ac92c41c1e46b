import { afterEach, describe, expect, it } from 'vitest'
import type { ListedOption } from '../../server/domain/instrument.js'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { systemClock, type Clock } from '../../server/lib/clock.js'
import { feedLive, indexTick, ladder, listing, optionsEvent, update } from '../support/builders.js'
import { ManualClock } from '../support/manual-clock.js'
import { ScriptedFeed, strikes } from '../support/scripted-feed.js'
import { shiftedClock } from '../support/shifted-clock.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, type TestServer } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

interface Point {
  readonly from: string
  readonly to: string
  readonly time: string
  readonly atmIv: number | null
  readonly riskReversal25Delta: number | null
  readonly butterfly25Delta: number | null
  readonly realizedVolatility: number | null
  readonly putCallOpenInterest: number | null
  readonly putCallVolume: number | null
  readonly final: boolean
}

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Point }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly tenorDays: number
  readonly source: string
}

const fields =
  'from to time atmIv riskReversal25Delta butterfly25Delta realizedVolatility putCallOpenInterest putCallVolume final'
const dayMs = 86_400_000
const at = (text: string) => Date.parse(`2026-09-24T${text}Z`)

let server: TestServer | null = null
afterEach(async () => {
  await server?.[Symbol.asyncDispose]()
  server = null
})

async function start(...parts: Parameters<typeof startServer>): Promise<TestServer> {
  const [feed, env] = parts
  server = await startServer(feed, { AGENTS: 'none', ...env })
  return server
}

async function page({ httpUrl }: TestServer, args: string): Promise<Page> {
  const query = `{ volatilityHistory(${args}) { edges { cursor node { ${fields} } } pageInfo { hasNextPage endCursor } tenorDays source } }`
  const answer = await ask<{ volatilityHistory: Page }>(httpUrl, query)
  if (!answer.data) throw new Error(JSON.stringify(answer.errors))
  return answer.data.volatilityHistory
}

/** All of them, page by page, oldest first. */
async function points(of: TestServer, args: string, first = 300): Promise<Point[]> {
  const found: Point[] = []
  for (let after = ''; ;) {
    const { edges, pageInfo } = await page(of, `${args}, first: ${first}${after}`)
    found.push(...edges.map(({ node }) => node))
    if (!pageInfo.hasNextPage) return found.reverse()
    after = `, after: "${pageInfo.endCursor}"`
  }
}

const errorOf = async ({ httpUrl }: TestServer, args: string) => {
  const [error] = (await ask(httpUrl, `{ volatilityHistory(${args}) { tenorDays } }`)).errors ?? []
  return error && { message: error.message, ...error.extensions }
}

/** Goes as fast as ours from a noon on: no test comes upon the change of a day, nor upon options that were just listed. */
function fromNoon(): Clock {
  const aheadMs = at('12:00:00.000') - systemClock.now()
  return { now: () => systemClock.now() + aheadMs, sleep: (ms, signal) => systemClock.sleep(ms, signal) }
}

const slowMarket = { SIM_SEED: 'volatility', SIM_TICK_MS: '20000', SIM_CHAIN_MS: '20000' }

const ready = (of: TestServer) =>
  until(
    () => Promise.resolve(of.app.services.live.market.expirySummaries('BTC')?.expiries[0]?.atmIv ?? null),
    (iv) => iv !== null,
  )

describe('volatility of the simulated market', () => {
  it('reaches back thirty whole days when the server has just started, and is the same whatever the page', async () => {
    const one = await start({ clock: fromNoon() }, slowMarket)
    await ready(one)
    const to = new Date(at('00:00:00.000')).toISOString()
    const all = await points(one, `interval: H4, to: "${to}"`)
    expect(all).toHaveLength(180)
    expect(all.map(({ from }) => Date.parse(from))).toEqual(
      all.map((_, index) => at('00:00:00.000') - (180 - index) * 4 * 3_600_000),
    )
    for (const { from: _from, to: end, time, final, ...values } of all) {
      expect([time, final]).toEqual([end, true])
      expect(Object.values(values).every((value) => typeof value === 'number')).toBe(true)
      expect(values.atmIv).toBeGreaterThan(0.1)
      expect(values.realizedVolatility).toBeGreaterThan(0.1)
      expect(Math.abs(values.riskReversal25Delta ?? 1)).toBeLessThan(0.2)
      expect(values.butterfly25Delta).toBeGreaterThan(0)
    }
    expect(await points(one, `interval: H4, to: "${to}"`, 49)).toEqual(all)
    const hours = await points(one, `interval: H1, from: "${all[0]?.from}", to: "${all[6]?.from}"`)
    expect(hours.filter((_, index) => index % 4 === 3).map(({ time, atmIv }) => [time, atmIv])).toEqual(
      all.slice(0, 6).map(({ time, atmIv }) => [time, atmIv]),
    )
    const restarted = await startServer({ clock: fromNoon() }, { AGENTS: 'none', ...slowMarket })
    try {
      await ready(restarted)
      expect(await points(restarted, `interval: H4, to: "${to}"`)).toEqual(all)
    } finally {
      await restarted[Symbol.asyncDispose]()
    }
  })

  it('agrees with the chains of the present', async () => {
    const one = await start({ clock: fromNoon() }, { ...slowMarket, SIM_TICK_MS: '1000', SIM_CHAIN_MS: '1000' })
    await ready(one)
    const { market } = one.app.services.live
    const chains = market.expiries('BTC').flatMap((expiryMs) => market.chain('BTC', expiryMs) ?? [])
    const { edges } = await page(one, 'interval: M1, tenorDays: 30, first: 1')
    const target = at('12:00:00.000') + 30 * dayMs
    const next = chains.findIndex(({ expiryMs }) => expiryMs > target)
    const around = chains.slice(next - 1, next + 1).map(({ atmIv }) => atmIv ?? 0)
    const iv = edges[0]?.node.atmIv ?? 0
    expect(iv).toBeGreaterThan(Math.min(...around) - 0.01)
    expect(iv).toBeLessThan(Math.max(...around) + 0.01)
    const sum = (kind: 'callsCoin' | 'putsCoin') =>
      chains.reduce((coins, { openInterest }) => coins + (openInterest[kind] ?? 0), 0)
    expect(edges[0]?.node.putCallOpenInterest).toBeCloseTo(sum('putsCoin') / sum('callsCoin'), 2)
  })

  it('has no implied volatility where no two expiries bracket the maturity, and still the realized one', async () => {
    const one = await start({ clock: fromNoon() }, slowMarket)
    await ready(one)
    const [far] = (await page(one, 'tenorDays: 365, first: 1')).edges
    expect(far?.node).toMatchObject({ atmIv: null, riskReversal25Delta: null, butterfly25Delta: null })
    expect(far?.node.realizedVolatility).toBeGreaterThan(0.1)
    expect(far?.node.putCallOpenInterest).toBeGreaterThan(0)
  })
})

describe('volatility as of a moment', () => {
  const asked = ['interval: M1, tenorDays: 20, first: 5', 'interval: H1, tenorDays: 20, first: 2']
  const iso = (ms: number) => new Date(ms).toISOString()

  it('of the simulated market is what was shown then, and nothing of later minutes', async () => {
    const clock = new ManualClock(at('12:00:30.000'))
    const one = await start({ clock }, slowMarket)
    await ready(one)
    const shown: { readonly at: string; readonly pages: readonly Page[] }[] = []
    const look = (moment = '') => Promise.all(asked.map((args) => page(one, `${args}${moment}`)))
    for (let step = 0; step < 4; step += 1) {
      await clock.advance(50_000)
      shown.push({ at: iso(clock.now()), pages: await look() })
      await clock.advance(1)
    }
    expect(new Set(shown.map(({ pages }) => pages[0]?.edges[0]?.cursor)).size).toBeGreaterThan(2)
    for (const { at: moment, pages } of shown) expect(await look(`, at: "${moment}"`), moment).toEqual(pages)
  })

  it('fails where nothing is recorded', async () => {
    const one = await start({ clock: fromNoon() }, slowMarket)
    await ready(one)
    expect(await errorOf(one, 'at: "2020-01-01"')).toMatchObject({ code: 'NOT_RECORDED', argument: 'at' })
  })
})

describe('what cannot be asked for', () => {
  it('is refused with its argument and what is allowed', async () => {
    const one = await start({ clock: fromNoon() }, slowMarket)
    await ready(one)
    const refused = (args: string) => errorOf(one, args)
    expect(await refused('currency: "DOGE"')).toMatchObject({ code: 'UNKNOWN_CURRENCY', argument: 'currency' })
    for (const tenorDays of [-1, 0, 366]) {
      expect(await refused(`tenorDays: ${tenorDays}`)).toMatchObject({
        code: 'OUT_OF_RANGE',
        argument: 'tenorDays',
        allowed: { min: 1, max: 365 },
      })
    }
    for (const interval of ['S1', 'S5']) {
      expect(await refused(`interval: ${interval}`)).toMatchObject({
        code: 'INVALID_INPUT',
        argument: 'interval',
        allowed: { values: ['M1', 'M5', 'M15', 'H1', 'H4', 'D1'] },
      })
    }
    expect(await refused('from: "2026-09-02", to: "2026-09-01"')).toMatchObject({
      code: 'OUT_OF_RANGE',
      argument: 'from',
    })
    for (const first of [0, 2_001]) {
      expect(await refused(`first: ${first}`)).toMatchObject({ code: 'OUT_OF_RANGE', argument: 'first' })
    }
    for (const after of ['x', '61', '60000', '-3600000', '9'.repeat(40)]) {
      expect(await refused(`after: "${after}"`)).toMatchObject({ code: 'UNKNOWN_CURSOR', argument: 'after' })
    }
  })
})

const expiryMs = { near: Date.UTC(2026, 8, 30, 8), far: Date.UTC(2026, 9, 30, 8) }
const beginMs = at('10:00:00.000')

/** A market that stands still: calls and puts of two expiries at 40 % and 60 %. */
function opening(atMs: number): MarketEvent[] {
  const instruments = [expiryMs.near, expiryMs.far].flatMap((expiry) => ladder(strikes, expiry))
  return [feedLive, listing(instruments, atMs), indexTick(84_000, atMs), said(instruments, atMs)]
}

function said(instruments: readonly ListedOption[], atMs: number): MarketEvent {
  const iv = (one: ListedOption) => (one.expiryMs === expiryMs.near ? 0.4 : 0.6)
  const interest = (one: ListedOption) => ({
    openInterestCoin: one.optionKind === 'PUT' ? 30 : 40,
    volume24hCoin: one.optionKind === 'PUT' ? 3 : 2,
  })
  return optionsEvent(
    instruments.map((one) =>
      update(one.symbol, { underlyingPriceUsd: 84_000, markIv: iv(one), markPrice: 0.02, ...interest(one) }, atMs),
    ),
    atMs,
  )
}

/** The index is heard every two seconds from one minute until the begin of another, which ends the minute before. */
const minutes = (first: number, last: number): MarketEvent[] =>
  Array.from({ length: 30 * (last - first) + 1 }, (_, step) =>
    indexTick(84_000, beginMs + first * 60_000 + step * 2_000),
  )

const told = (of: TestServer, timeMs: number) =>
  until(
    () => Promise.resolve(of.app.services.live.market.marketData('BTC')?.indexAsOf ?? 0),
    (asOf) => asOf >= timeMs,
  )

/** Until the chains are published, which is what samples are taken of. */
const published = (of: TestServer) =>
  until(
    () => Promise.resolve(of.app.services.live.market.expirySummaries('BTC')?.expiries.at(-1)?.atmIv ?? null),
    (iv) => iv !== null,
  )

describe('volatility of a feed that is heard', () => {
  it('has a sample at the end of each minute, interpolated in total variance, and a hole where nothing was heard', async () => {
    const feed = new ScriptedFeed('DERIBIT')
    const one = await start({ feed, clock: shiftedClock(beginMs) })
    feed.say(...opening(beginMs))
    await published(one)
    feed.say(...minutes(0, 3))
    await told(one, beginMs + 3 * 60_000)
    feed.say(...minutes(7, 9))
    await told(one, beginMs + 9 * 60_000)
    const all = await points(one, 'interval: M1, tenorDays: 20')
    expect(all.map(({ time }) => time.slice(11, 16))).toEqual(['10:01', '10:02', '10:03', '10:08', '10:09'])
    const timeMs = Date.parse(all[0]?.time ?? '')
    const years = (ms: number) => (ms - timeMs) / (365 * dayMs)
    const [near, far, target] = [years(expiryMs.near), years(expiryMs.far), 20 / 365]
    const [early, late] = [0.16 * near, 0.36 * far]
    const iv = Math.sqrt((early + ((late - early) * (target - near)) / (far - near)) / target)
    expect(all[0]).toMatchObject({
      putCallOpenInterest: 0.75,
      putCallVolume: 1.5,
      realizedVolatility: null,
      final: true,
    })
    expect(all[0]?.atmIv).toBeCloseTo(iv, 4)
    expect(all.at(-1)?.final).toBe(true)
    const [hour] = await points(one, 'interval: H1, tenorDays: 20')
    expect(hour).toMatchObject({ time: all.at(-1)?.time, atmIv: all.at(-1)?.atmIv, final: false })
    expect((await page(one, 'interval: M1, tenorDays: 60')).edges[0]?.node.atmIv).toBeNull()
    expect(await page(one, 'interval: M1, first: 1')).toMatchObject({ tenorDays: 30, source: 'DERIBIT' })
  })

  it('outlives a restart, with a hole where the server did not run', async () => {
    using folder = temporaryDir()
    const env = { DATA_DIR: folder.path }
    const clock = shiftedClock(beginMs)
    const before = new ScriptedFeed('DERIBIT')
    const first = await start({ feed: before, clock }, env)
    before.say(...opening(beginMs))
    await published(first)
    before.say(...minutes(0, 2))
    await told(first, beginMs + 2 * 60_000)
    const known = await points(first, 'interval: M1, tenorDays: 20')
    expect(known).toHaveLength(2)
    await first[Symbol.asyncDispose]()
    const after = new ScriptedFeed('DERIBIT')
    const second = await start({ feed: after, clock }, env)
    after.say(...opening(beginMs + 5 * 60_000))
    await published(second)
    after.say(...minutes(5, 6))
    await told(second, beginMs + 6 * 60_000)
    const all = await points(second, 'interval: M1, tenorDays: 20')
    expect(all.slice(0, 2)).toEqual(known)
    expect(all.map(({ time }) => time.slice(11, 16))).toEqual(['10:01', '10:02', '10:06'])
  })

  it('is forgotten when a recording begins again', async () => {
    const feed = new ScriptedFeed()
    const one = await start({ feed, clock: shiftedClock(beginMs) })
    feed.say(...opening(beginMs))
    await published(one)
    feed.say(...minutes(0, 2))
    await told(one, beginMs + 2 * 60_000)
    expect(await points(one, 'interval: M1')).toHaveLength(2)
    feed.say({ type: 'reset' }, ...opening(beginMs - 3_600_000))
    await until(
      () => points(one, 'interval: M1'),
      (found) => found.length === 0,
    )
  })
})

describe('the volatility that goes on', () => {
  const query = `subscription { volatility(interval: M1, tenorDays: 20) { seq asOf source freshness tenorDays point { ${fields} } previous { ${fields} } } }`
  interface Event {
    readonly volatility: {
      readonly seq: number
      readonly asOf: string
      readonly point: Point
      readonly previous: Point | null
    }
  }

  it('comes as it is, and with each minute that ends', async () => {
    const feed = new ScriptedFeed('DERIBIT')
    const one = await start({ feed, clock: shiftedClock(beginMs) })
    feed.say(...opening(beginMs))
    await published(one)
    feed.say(...minutes(0, 1))
    await told(one, beginMs + 60_000)
    using socket = await new SocketClient(one.wsUrl).init()
    socket.subscribe('v', query)
    const next = async () => (await socket.nextData<Event>('v')).volatility
    const first = await next()
    expect(first).toMatchObject({
      ...{ asOf: '2026-09-24T10:01:00.000Z', source: 'DERIBIT', freshness: 'LIVE', tenorDays: 20 },
      point: { from: '2026-09-24T10:00:00.000Z', final: true },
      previous: null,
    })
    feed.say(...minutes(1, 2))
    const second = await next()
    expect(second).toMatchObject({ seq: first.seq + 1, asOf: '2026-09-24T10:02:00.000Z', previous: first.point })
    expect(await points(one, 'interval: M1, tenorDays: 20')).toEqual([second.previous, second.point])
  })

  it('of the simulated market goes on from what was before the server started', async () => {
    const one = await start({ clock: fromNoon() }, slowMarket)
    await ready(one)
    using socket = await new SocketClient(one.wsUrl).init()
    socket.subscribe('v', query)
    const { point, previous } = (await socket.nextData<Event>('v')).volatility
    const [last, before] = (await page(one, 'interval: M1, tenorDays: 20, first: 2')).edges
    expect([point, previous]).toEqual([last?.node, before?.node])
  })
})
