import { afterEach, describe, expect, it } from 'vitest'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { systemClock, type Clock } from '../../server/lib/clock.js'
import { indexTick } from '../support/builders.js'
import { expiriesFrom, openMarket, ScriptedFeed, symbolOf } from '../support/scripted-feed.js'
import { shiftedClock } from '../support/shifted-clock.js'
import { SocketClient } from '../support/socket-client.js'
import { ask, startServer, until, untilOpen, type TestServer } from '../support/start-server.js'
import { temporaryDir } from '../support/temporary-dir.js'

interface Candle {
  readonly from: string
  readonly to: string
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly final: boolean
  readonly minutes: number | null
}

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Candle }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly value: string
  readonly unit: string
  readonly source: string
}

const fields = 'from to open high low close final minutes'
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
  const query = `{ candles(${args}) { edges { cursor node { ${fields} } } pageInfo { hasNextPage endCursor } value unit source } }`
  const answer = await ask<{ candles: Page }>(httpUrl, query)
  if (!answer.data) throw new Error(JSON.stringify(answer.errors))
  return answer.data.candles
}

/** All of them, page by page, oldest first. */
async function candles(of: TestServer, args: string, first = 300): Promise<Candle[]> {
  const found: Candle[] = []
  for (let after = ''; ;) {
    const { edges, pageInfo } = await page(of, `${args}, first: ${first}${after}`)
    found.push(...edges.map(({ node }) => node))
    if (!pageInfo.hasNextPage) return found.reverse()
    after = `, after: "${pageInfo.endCursor}"`
  }
}

const errorOf = async ({ httpUrl }: TestServer, args: string) => {
  const [error] = (await ask(httpUrl, `{ candles(${args}) { unit } }`)).errors ?? []
  return error && { message: error.message, ...error.extensions }
}

const ready = (of: TestServer) =>
  until(
    () => Promise.resolve(of.app.services.live.market.instruments('BTC')?.instruments.size ?? 0),
    (count) => count > 100,
  )

/** Goes as fast as ours from a noon on: no test comes upon the change of a day, nor upon options that were just listed. */
function fromNoon(): Clock {
  const aheadMs = at('12:00:00.000') - systemClock.now()
  return { now: () => systemClock.now() + aheadMs, sleep: (ms, signal) => systemClock.sleep(ms, signal) }
}

/** A market with few ticks, so that a month of them is soon computed. */
const slowMarket = { SIM_SEED: 'candles', SIM_TICK_MS: '20000', SIM_CHAIN_MS: '20000' }

describe('candles of the simulated market', () => {
  it('reach back thirty whole days when the server has just started, and are the same whatever the page', async () => {
    const one = await start({ clock: fromNoon() }, slowMarket)
    await ready(one)
    const days = await candles(one, 'interval: D1')
    expect(days).toHaveLength(31)
    expect(Date.parse(days[0]?.from ?? '') % dayMs).toBe(0)
    expect(days.map(({ final }) => final)).toEqual([...days.slice(1).map(() => true), false])
    expect(days.slice(0, -1).every(({ minutes }) => minutes === 1_440)).toBe(true)
    const to = days.at(-1)?.from
    const hours = await candles(one, `interval: H1, to: "${to}"`, 1_000)
    expect(hours).toHaveLength(720)
    expect(await candles(one, `interval: H1, to: "${to}"`, 97)).toEqual(hours)
    const [restarted] = [await startServer({ clock: fromNoon() }, { AGENTS: 'none', ...slowMarket })]
    try {
      await ready(restarted)
      expect(await candles(restarted, `interval: H1, to: "${to}"`)).toEqual(hours)
    } finally {
      await restarted[Symbol.asyncDispose]()
    }
  })

  it.each([
    ['INDEX', '', 'USD'],
    ['VOLATILITY_INDEX', '', 'FRACTION'],
    ['MARK', 'instrument: "BTC-PERPETUAL", ', 'USD'],
    ['LAST', 'instrument: "BTC-PERPETUAL", ', 'USD'],
  ])('of the %s of a day are those of its hours, which are those of its minutes', async (value, instrument, unit) => {
    const one = await start({ clock: fromNoon() }, slowMarket)
    await ready(one)
    const yesterday = Math.floor(at('12:00:00.000') / dayMs - 1) * dayMs
    const span = `from: "${new Date(yesterday).toISOString()}", to: "${new Date(yesterday + dayMs).toISOString()}"`
    const of = (interval: string) => candles(one, `${instrument}value: ${value}, interval: ${interval}, ${span}`, 1_500)
    const finest = await of('M1')
    expect(finest).toHaveLength(1_440)
    for (const interval of ['M5', 'M15', 'H1', 'H4', 'D1']) {
      const joined = await of(interval)
      for (const { from, to, ...values } of joined) {
        const parts = finest.filter((part) => part.from >= from && part.to <= to)
        expect(values).toEqual({
          open: parts[0]?.open,
          high: Math.max(...parts.map(({ high }) => high)),
          low: Math.min(...parts.map(({ low }) => low)),
          close: parts.at(-1)?.close,
          final: true,
          minutes: parts.length,
        })
      }
      expect(joined.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)).toBe(1_440)
    }
    expect(await page(one, `${instrument}value: ${value}, interval: H4, first: 1`)).toMatchObject({
      value,
      unit,
      source: 'SIMULATED',
    })
  })

  it('of an option begin when it was listed, also when it has expired', async () => {
    const one = await start({ clock: fromNoon() }, slowMarket)
    await ready(one)
    const listed = [...(one.app.services.live.market.instruments('BTC')?.instruments.keys() ?? [])]
    const [, nearest = ''] = listed.map((symbol) => /^BTC-\w+-(\d+)-C$/.exec(symbol)?.[1] ?? '').filter(Boolean)
    const now = await page(
      one,
      `instrument: "${listed.find((symbol) => symbol.endsWith(`-${nearest}-C`))}", interval: H1`,
    )
    expect(now).toMatchObject({ value: 'MARK', unit: 'COIN' })
    expect(now.edges.length).toBeGreaterThan(1)
    const expiredMs = at('08:00:00.000') - dayMs
    const day = new Date(expiredMs)
    const month = day.toLocaleString('en', { month: 'short', timeZone: 'UTC' }).toUpperCase()
    const label = `${day.getUTCDate()}${month}${String(day.getUTCFullYear() % 100)}`
    const [index] = (await page(one, `interval: H1, first: 1, to: "${day.toISOString()}"`)).edges
    const strike = Math.round((index?.node.close ?? 0) / 1_000) * 1_000
    const expired = await candles(one, `instrument: "BTC-${label}-${strike}-C", interval: H1`)
    expect(expired.at(-1)).toMatchObject({ to: day.toISOString(), final: true, minutes: 60 })
    expect(expired.length).toBeGreaterThanOrEqual(24)
  })
})

describe('what cannot be asked for', () => {
  it('is refused with its argument and what is allowed', async () => {
    const one = await start({ clock: fromNoon() }, slowMarket)
    await ready(one)
    const refused = (args: string) => errorOf(one, args)
    expect(await refused('currency: "DOGE"')).toMatchObject({ code: 'UNKNOWN_CURRENCY', argument: 'currency' })
    expect(await refused('instrument: "BTC-PERPETUEL"')).toMatchObject({
      code: 'UNKNOWN_SYMBOL',
      argument: 'instrument',
      allowed: { values: expect.arrayContaining(['BTC-PERPETUAL']) as unknown },
    })
    expect(await refused('instrument: "ETH-PERPETUAL"')).toMatchObject({
      code: 'UNKNOWN_SYMBOL',
      message: expect.stringContaining('but of ETH; ask for it with currency: "ETH"') as string,
    })
    expect(await refused('value: LAST')).toMatchObject({ code: 'INVALID_INPUT', argument: 'instrument' })
    expect(await refused('instrument: "BTC-PERPETUAL", value: INDEX')).toMatchObject({
      code: 'INVALID_INPUT',
      argument: 'value',
      allowed: { values: ['MARK', 'LAST'] },
    })
    expect(await refused('from: "2026-09-02", to: "2026-09-01"')).toMatchObject({
      code: 'OUT_OF_RANGE',
      argument: 'from',
    })
    for (const first of [0, 2_001]) {
      expect(await refused(`first: ${first}`)).toMatchObject({
        code: 'OUT_OF_RANGE',
        argument: 'first',
        allowed: { min: 1, max: 2_000 },
      })
    }
    for (const after of ['x', '61', '-60000', '9'.repeat(40)]) {
      expect(await refused(`after: "${after}"`)).toMatchObject({ code: 'UNKNOWN_CURSOR', argument: 'after' })
    }
    expect(await refused('interval: M2')).toMatchObject({
      code: 'GRAPHQL_VALIDATION_FAILED',
      argument: 'interval',
      message: expect.stringContaining('M15') as string,
    })
  })
})

/** Ticks of the index that are heard now, at times of the exchange. */
const heard = (...ticks: readonly (readonly [atMs: number, priceUsd: number])[]): MarketEvent[] =>
  ticks.map(([atMs, priceUsd]) => ({ ...indexTick(priceUsd, atMs), receivedTimeMs: Date.now() }) as MarketEvent)

describe('candles of a feed that is heard', () => {
  it('have the ticks from the beginning of their interval until before its end, and leave a hole where there was none', async () => {
    const feed = new ScriptedFeed()
    const one = await start({ feed })
    feed.say(...heard([at('10:00:57.000'), 100], [at('10:00:59.999'), 101], [at('10:01:00.000'), 104]))
    feed.say(...heard([at('10:01:04.000'), 102], [at('10:01:08.000'), 103]))
    // The first frame after a pause does not move the clock of the market.
    feed.say(...heard([at('10:04:30.000'), 999_999], [at('10:04:31.000'), 110], [at('10:04:32.000'), 109]))
    await until(
      () => page(one, 'interval: S1'),
      ({ edges }) => edges[0]?.node.close === 109,
    )
    const minutes = await candles(one, 'interval: M1')
    expect(
      minutes.map(({ from, open, high, low, close, final }) => [from.slice(11, 16), open, high, low, close, final]),
    ).toEqual([
      ['10:00', 100, 101, 100, 101, true],
      ['10:01', 104, 104, 102, 103, true],
      ['10:04', 110, 110, 109, 109, false],
    ])
    const [fiveMinutes] = await candles(one, 'interval: M5')
    expect(fiveMinutes).toMatchObject({ open: 100, high: 110, low: 100, close: 109, final: false, minutes: 3 })
    expect(await candles(one, `interval: S5, from: "2026-09-24T10:01:05Z", to: "2026-09-24T10:04:00Z"`)).toEqual([
      {
        ...{ from: '2026-09-24T10:01:05.000Z', to: '2026-09-24T10:01:10.000Z', final: true, minutes: null },
        ...{ open: 103, high: 103, low: 103, close: 103 },
      },
    ])
  })

  it('outlive a restart, with a hole where the server did not run', async () => {
    using folder = temporaryDir()
    const env = { DATA_DIR: folder.path }
    // Candles reach back thirty days.
    const clock = shiftedClock(Date.UTC(2026, 8, 24, 10))
    const before = new ScriptedFeed('DERIBIT')
    const first = await start({ feed: before, clock }, env)
    before.say(...heard([at('10:00:00.000'), 100], [at('10:00:01.000'), 101]))
    await until(
      () => page(first, 'interval: M1'),
      ({ edges }) => edges[0]?.node.close === 101,
    )
    await first[Symbol.asyncDispose]()
    const after = new ScriptedFeed('DERIBIT')
    const second = await start({ feed: after, clock }, env)
    after.say(...heard([at('10:00:30.000'), 99], [at('10:00:31.000'), 100.5]))
    after.say(...heard([at('10:09:00.000'), 999_999], [at('10:09:01.000'), 110], [at('10:09:02.000'), 109]))
    const minutes = await until(
      () => candles(second, 'interval: M1'),
      (found) => found.at(-1)?.close === 109,
    )
    expect(minutes.map(({ from, open, high, low, close }) => [from.slice(11, 16), open, high, low, close])).toEqual([
      ['10:00', 100, 101, 99, 100.5],
      ['10:09', 110, 110, 109, 109],
    ])
    expect(await page(second, 'interval: H1')).toMatchObject({ edges: [{ node: { minutes: 2 } }], source: 'DERIBIT' })
  })

  it('are forgotten when a recording begins again', async () => {
    const feed = new ScriptedFeed()
    const one = await start({ feed })
    feed.say(...heard([at('10:00:00.000'), 100], [at('10:00:01.000'), 101]))
    await until(
      () => page(one, 'interval: M1'),
      ({ edges }) => edges.length === 1,
    )
    feed.say({ type: 'reset' }, ...heard([at('09:00:00.000'), 90], [at('09:00:01.000'), 91]))
    const minutes = await until(
      () => candles(one, 'interval: M1'),
      ([first]) => first?.close === 91,
    )
    expect(minutes).toHaveLength(1)
  })

  it('of the mark of an option have a tick each time the exchange says it or confirms it', async () => {
    const feed = new ScriptedFeed()
    const one = await start({ feed })
    openMarket(feed)
    await untilOpen(one)
    const symbol = symbolOf(84_000)
    const beginMs = Math.floor(Date.now() / 60_000) * 60_000
    const say = (atMs: number, markPrice: number | null) =>
      feed.say({
        type: 'options',
        currency: 'BTC',
        receivedTimeMs: Date.now(),
        updates: [
          {
            symbol: markPrice === null ? symbolOf(80_000) : symbol,
            eventTimeMs: atMs,
            values: { markPrice: markPrice ?? 0.06 },
          },
        ],
        ...(markPrice === null && { confirms: 'MARKS' as const }),
      })
    for (let step = 1; step <= 5; step += 1)
      say(beginMs + 60_000 + step * 1_000, step === 5 ? null : 0.02 + step / 10_000)
    const last = await until(
      () => page(one, `instrument: "${symbol}", interval: S1`),
      ({ edges }) => edges[0]?.node.from === new Date(beginMs + 65_000).toISOString(),
    )
    expect(last.edges[0]?.node).toMatchObject({ open: 0.0204, close: 0.0204 })
    expect(last.edges[1]?.node).toMatchObject({ open: 0.0204, close: 0.0204 })
    expect(last.edges[2]?.node).toMatchObject({ open: 0.0203, close: 0.0203 })
    expect(expiriesFrom()[0]).toBeGreaterThan(beginMs)
  })
})

describe('the candle that grows', () => {
  const query = `subscription { candle(interval: M1) { seq asOf source freshness value unit candle { ${fields} } previous { ${fields} } } }`

  it('comes as it is, with every tick that moves it, and finished together with the next one', async () => {
    const feed = new ScriptedFeed()
    const one = await start({ feed })
    feed.say({ type: 'feed-state', state: 'LIVE', detail: null })
    feed.say(...heard([at('10:00:50.000'), 100], [at('10:00:51.000'), 102]))
    await until(
      () => page(one, 'interval: M1'),
      ({ edges }) => edges[0]?.node.close === 102,
    )
    using socket = await new SocketClient(one.wsUrl).init()
    socket.subscribe('c', query)
    interface Event {
      readonly candle: { readonly seq: number; readonly candle: Candle; readonly previous: Candle | null }
    }
    const next = async () => (await socket.nextData<Event>('c')).candle
    const first = await next()
    expect(first).toMatchObject({
      ...{ asOf: '2026-09-24T10:00:51.000Z', source: 'SIMULATED', freshness: 'LIVE', value: 'INDEX', unit: 'USD' },
      candle: { open: 100, high: 102, low: 100, close: 102, final: false, minutes: 1 },
      previous: null,
    })
    feed.say(...heard([at('10:00:55.000'), 99]))
    const second = await next()
    expect(second).toMatchObject({ seq: first.seq + 1, candle: { low: 99, close: 99, final: false }, previous: null })
    feed.say(...heard([at('10:00:59.999'), 101]))
    await next()
    feed.say(...heard([at('10:01:00.000'), 105]))
    const third = await next()
    expect(third).toMatchObject({
      seq: second.seq + 2,
      candle: { from: '2026-09-24T10:01:00.000Z', open: 105, close: 105, final: false },
      previous: { from: '2026-09-24T10:00:00.000Z', open: 100, high: 102, low: 99, close: 101, final: true },
    })
    expect(await candles(one, 'interval: M1')).toEqual([third.previous, third.candle])
  })

  it('of the simulated market goes on from what was before the server started', async () => {
    const one = await start({}, { ...slowMarket, SIM_TICK_MS: '100' })
    await ready(one)
    using socket = await new SocketClient(one.wsUrl).init()
    const args = 'instrument: "BTC-PERPETUAL", interval: S1'
    socket.subscribe('c', `subscription { candle(${args}) { seq candle { ${fields} } previous { ${fields} } } }`)
    const seen: { readonly seq: number; readonly candle: Candle; readonly previous: Candle }[] = []
    while (new Set(seen.map(({ candle }) => candle.from)).size < 4) {
      seen.push((await socket.nextData<{ candle: (typeof seen)[number] }>('c')).candle)
    }
    const seqs = seen.map(({ seq }) => seq)
    expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => one - other))
    const asked = await candles(one, `${args}, from: "${seen[0]?.previous.from}"`)
    for (const { previous } of seen) expect(asked).toContainEqual(previous)
    // A machine that stood still for seconds has nothing of them.
    expect(seen.every(({ candle, previous }) => candle.from >= previous.to)).toBe(true)
  })
})
