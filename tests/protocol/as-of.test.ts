import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { indexTick, ladder, listing, optionsEvent, tomorrow, update } from '../support/builders.js'
import { MomentsServer } from '../support/kept-moments.js'
import { expiriesFrom, openMarket, perpetualTick, ScriptedFeed, strikes, symbolOf } from '../support/scripted-feed.js'
import { ask, startServer, until, untilOpen, type TestServer } from '../support/start-server.js'
import { describeOn } from '../support/store/describe-on.js'
import { storeEnv } from '../support/store/store-env.js'
import { engines } from '../support/store/store-home.js'

const feed = new ScriptedFeed()
let server: TestServer
beforeAll(async () => {
  server = await startServer({ feed }, { AGENTS: 'none' })
  openMarket(feed)
  await untilOpen(server)
})
afterAll(() => server[Symbol.asyncDispose]())

const fields = (at: string) => `{
  marketData(currency: "BTC" ${at}) { asOf source freshness indexPriceUsd perpetual { markPriceUsd markFreshness } indexHistory { time priceUsd } }
  optionsChain(limit: 4 ${at}) { asOf freshness contracts { symbol markIv markPriceCoin markFreshness } }
  expiries(currency: "BTC" ${at}) { expiryLabel contractCount atmIv underlyingPriceUsd }
  instruments(first: 3 ${at}) { asOf freshness count instruments { symbol } }
  candles(instrument: "BTC-PERPETUAL" interval: M1 first: 5 ${at}) { source edges { node { from open high low close final } } }
}`
const show = async (at = '') => {
  const { data, errors } = await ask<Record<string, unknown>>(server.httpUrl, fields(at && `at: "${at}"`))
  expect(errors).toBeUndefined()
  return data
}
const errorOf = async (at: string) => {
  const { errors } = await ask(server.httpUrl, `{ marketData(at: "${at}") { seq } }`)
  return errors?.[0]
}
const iso = (ms: number) => new Date(ms).toISOString()
const untilIndex = (price: number) =>
  until(
    () => Promise.resolve(server.app.services.live.market.marketData('BTC')?.indexPriceUsd),
    (shown) => shown === price,
  )

describe('what is asked for as of a moment', () => {
  it('is what was shown then, however much happened since', async () => {
    const seen: { readonly at: string; readonly shown: unknown }[] = []
    for (const [price, markIv] of [
      [84_010, 0.41],
      [84_020, 0.42],
      [84_030, 0.43],
    ] as const) {
      const now = Date.now()
      feed.say(
        indexTick(price, now),
        perpetualTick({ markPriceUsd: price + 1 }, now),
        optionsEvent([update(symbolOf(84_000), { markIv, markPrice: markIv / 20 }, now)], now),
      )
      await untilIndex(price)
      // Chains are published at most a tenth of a second later.
      await until(
        () => Promise.resolve(server.app.services.live.market.chain('BTC', expiriesFrom()[0])),
        (chain) => chain?.contracts.some((one) => one.markIv === markIv) ?? false,
      )
      const at = iso(Date.now())
      seen.push({ at, shown: await show() })
    }
    feed.say(listing(ladder(strikes, expiriesFrom()[1]), Date.now()))
    await until(
      () => Promise.resolve(server.app.services.live.market.expiries('BTC').length),
      (expiries) => expiries === 1,
    )
    for (const { at, shown } of seen) expect(await show(at)).toEqual(shown)
  })

  it('may differ from field to field, and is shared by all fields below one', async () => {
    const earlier = iso(Date.now() - 1)
    feed.say(indexTick(84_100, Date.now()))
    await untilIndex(84_100)
    const { data, errors } = await ask<Record<string, { indexPriceUsd: number; indexHistory: { priceUsd: number }[] }>>(
      server.httpUrl,
      `{
        before: marketData(at: "${earlier}") { ...of }
        now: marketData { ...of }
      }
      fragment of on MarketData { indexPriceUsd indexHistory(points: 1) { priceUsd } }`,
    )
    expect(errors).toBeUndefined()
    expect(data?.before?.indexPriceUsd).toBe(84_030)
    expect(data?.before?.indexHistory).toEqual([{ priceUsd: 84_030 }])
    expect(data?.now?.indexPriceUsd).toBe(84_100)
  })

  it('is refused in the future, and before the recording, with what is recorded', async () => {
    const future = await errorOf(iso(Date.now() + 60_000))
    expect(future).toMatchObject({ path: ['marketData'], extensions: { code: 'OUT_OF_RANGE', argument: 'at' } })
    expect(future?.message).toMatch(/is in the future; here it is 2/)
    const past = await errorOf('2020-01-01')
    expect(past).toMatchObject({ extensions: { code: 'NOT_RECORDED', argument: 'at' } })
    expect(past?.message).toMatch(
      /nothing is recorded at 2020-01-01T00:00:00.000Z. The recording reaches from 2.* to 2/,
    )
  })

  it('that fails leaves the other fields as they are', async () => {
    const { data, errors } = await ask<Record<string, unknown>>(
      server.httpUrl,
      '{ a: candles(at: "2020-01-01", first: 1) { value } }',
    )
    expect(data).toBeNull()
    expect(errors).toMatchObject([{ path: ['a'], extensions: { code: 'NOT_RECORDED' } }])
  })
})

it('a server that records nothing says so', async () => {
  await using other = await startServer({ feed: new ScriptedFeed() }, { AGENTS: 'none', HISTORY_MAX_BYTES: '0' })
  const { errors } = await ask(other.httpUrl, `{ expiries(at: "${iso(Date.now() - 1)}") { expiryLabel } }`)
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'NOT_RECORDED' } })
  expect(errors?.[0]?.message).toContain('nothing is recorded')
})

for (const engine of engines) {
  describeOn(engine, 'moments of the past', (makeHome) => {
    it('are as they were shown then, in every field, also over a delivery and a restart', async () => {
      await using home = await makeHome()
      const startMs = tomorrow - 60_000
      await using moments = new MomentsServer(storeEnv(home), { startMs, seed: 7, most: 40 })
      await moments.start()
      await moments.live(25, { resets: false })
      await moments.stop()
      await moments.clock.advance(30_000)
      const holeMs = moments.clock.now() - 10_000
      await moments.start()
      await moments.live(15, { resets: true })
      const inHole = [...(await moments.showAgain({ atMs: holeMs, shown: new Map() })).values()]
      const words =
        /nothing is recorded at 2026-.*: there is a hole from 2026-.*, in which nobody recorded. These two times are the nearest/
      expect(inHole).toContainEqual({ data: null, errors: [expect.stringMatching(words) as unknown] })
      for (const moment of moments.kept.toReversed()) {
        expect({ ...moment, shown: await moments.showAgain(moment) }).toEqual(moment)
      }
    })
  })
}
