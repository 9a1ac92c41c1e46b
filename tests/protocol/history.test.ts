import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { RecordedMarket } from '../../server/history/market-history.js'
import { decodeSegment } from '../../server/history/segment/read-segment.js'
import { MarketState } from '../../server/market/market-state.js'
import type { Market } from '../../server/market/market.js'
import { ManualClock } from '../support/manual-clock.js'
import { openMarket, ScriptedFeed } from '../support/scripted-feed.js'
import { ask, startServer, until, untilOpen, type TestServer } from '../support/start-server.js'
import { describeOn } from '../support/store/describe-on.js'
import { all, always, openHistory } from '../support/store/history-home.js'
import { storeEnv } from '../support/store/store-env.js'
import { engines, type StoreHome } from '../support/store/store-home.js'
import { temporaryDir } from '../support/temporary-dir.js'

interface HistoryAnswer {
  readonly state: string
  readonly from: string | null
  readonly to: string | null
  readonly bytes: number
  readonly maxBytes: number
  readonly droppedEvents: number
  readonly holes: readonly { readonly from: string; readonly to: string; readonly droppedEvents: number }[]
}

const query = '{ status { history { state from to bytes maxBytes droppedEvents holes { from to droppedEvents } } } }'

async function historyOf({ httpUrl }: TestServer): Promise<HistoryAnswer> {
  const { data } = await ask<{ status: { history: HistoryAnswer } }>(httpUrl, query)
  if (!data) throw new Error('There is no status')
  return data.status.history
}

/** A store that is slow now and then is INTERRUPTED meanwhile. */
const untilRecorded = (server: TestServer, after = '') =>
  until(
    () => historyOf(server),
    ({ state, to }) => state === 'RECORDING' && to !== null && to > after,
  )

const quick = { AGENTS: 'none', SIM_TICK_MS: '50', SIM_CHAIN_MS: '200', SIM_WARMUP_HOURS: '0' }
const nothing = { from: null, to: null, bytes: 0, droppedEvents: 0, holes: [] }

/** Folds what is recorded of a market, as nothing but the recording knows it. */
async function marketOf(home: StoreHome, market: RecordedMarket, atMs: number): Promise<MarketState> {
  await using history = await openHistory(home)
  const currencies = ['BTC', 'ETH']
  const state = new MarketState(
    { name: 'simulated', source: market.source, currencies, staleAfterMs: 3_600_000 },
    () => atMs,
  )
  for (const { pieces } of await all(history.markets.segments(market, always))) {
    for (const { keyFrame, events } of pieces.map(decodeSegment)) {
      if (keyFrame) state.takeOver(keyFrame)
      for (const { event } of events) state.fold(event)
    }
  }
  return state
}

for (const engine of engines) {
  describeOn(engine, 'recording the market of a server', (makeHome) => {
    it('keeps so much that the same market is made of it', async () => {
      await using home = await makeHome()
      const feed = new ScriptedFeed()
      const server = await startServer({ feed }, { AGENTS: 'none', ...storeEnv(home) })
      openMarket(feed)
      await untilOpen(server)
      const { market } = server.app.services.live
      const expiries = market.expiries('BTC')
      const seen = (from: Pick<Market, 'marketData' | 'chain'>) => ({
        market: { ...from.marketData('BTC'), seq: 0 },
        chains: expiries.map((expiryMs) => ({ ...from.chain('BTC', expiryMs), seq: 0 })),
      })
      const live = seen(market)
      await server[Symbol.asyncDispose]()
      const recorded = await marketOf(home, { source: 'SIMULATED', world: '' }, Date.now())
      recorded.refreshMarketData('BTC')
      expect(recorded.expiries('BTC')).toEqual(expiries)
      expect(seen(recorded)).toEqual(live)
    })

    it('goes on after a restart with a hole, and keeps the markets of two seeds apart', async () => {
      await using home = await makeHome()
      const start = (SIM_SEED: string) => startServer({}, { ...quick, SIM_SEED, ...storeEnv(home) })
      let first: HistoryAnswer
      {
        await using server = await start('one')
        first = await untilRecorded(server)
        expect(first).toMatchObject({ maxBytes: 2_000_000_000, droppedEvents: 0, holes: [] })
        expect(first.bytes).toBeGreaterThan(1_000)
      }
      {
        await using server = await start('two')
        const { from } = await untilRecorded(server)
        expect(from && first.to && from >= first.to).toBe(true)
      }
      await using server = await start('one')
      const again = await untilRecorded(server, first.to ?? '')
      expect(again.from).toBe(first.from)
      const { holes } = await until(
        () => historyOf(server),
        (history) => history.holes.length > 0,
      )
      expect(holes).toMatchObject([{ droppedEvents: 0 }])
      expect(holes[0] && first.to && holes[0].from >= first.to).toBe(true)
    })
  })
}

const notCounted = { accountBytes: null, maxAccountBytes: 4_000_000 }

describe('a server', () => {
  it('records nothing, and makes no file for it, with HISTORY_MAX_BYTES=0', async () => {
    using data = temporaryDir()
    await using server = await startServer({}, { ...quick, HISTORY_MAX_BYTES: '0', DATA_DIR: data.path })
    await until(
      () => ask(server.httpUrl, '{ marketData { indexPriceUsd } }'),
      ({ data }) => data?.marketData !== null,
    )
    expect(await historyOf(server)).toEqual({ state: 'OFF', maxBytes: 0, ...nothing })
    expect(existsSync(join(data.path, 'history.db'))).toBe(false)
  })

  it('records no recording', async () => {
    using data = temporaryDir()
    const replay = { FEED: 'replay', REPLAY_FILE: 'tests/fixtures/deribit/session.jsonl', AGENTS: 'none' }
    await using server = await startServer({}, { ...replay, DATA_DIR: data.path })
    expect(await historyOf(server)).toEqual({ state: 'REPLAY', maxBytes: 0, ...nothing })
    expect(existsSync(join(data.path, 'history.db'))).toBe(false)
  })

  it.each<[string, (file: string) => void]>([
    ['is no database', (file) => writeFileSync(file, 'no database '.repeat(1_000))],
    ['is a folder', (file) => mkdirSync(file)],
  ])('goes on live where its history %s, and says that it does not record', async (_what, spoil) => {
    using data = temporaryDir()
    spoil(join(data.path, 'history.db'))
    await using server = await startServer({}, { ...quick, DATA_DIR: data.path })
    await until(
      () => historyOf(server),
      ({ state }) => state === 'INTERRUPTED',
    )
    const price = async () => JSON.stringify(await ask(server.httpUrl, '{ marketData { seq indexPriceUsd } }'))
    const before = await price()
    await until(price, (now) => now !== before)
  })

  it('tells how much it keeps of what accounts were, and how much that may be', async () => {
    const clock = new ManualClock(Date.now())
    await using server = await startServer({ feed: new ScriptedFeed(), clock }, { HISTORY_MAX_BYTES: '16000000' })
    const tell = async () => {
      const query = '{ status { history { accountBytes maxAccountBytes } } }'
      return (await ask<{ status: { history: object } }>(server.httpUrl, query)).data?.status.history
    }
    expect(await tell()).toEqual(notCounted)
    await clock.advance(60_000)
    const { accountBytes } = (await until(tell, (told) => !isDeepStrictEqual(told, notCounted))) as Record<
      string,
      number
    >
    expect(accountBytes).toBeGreaterThan(100)
    expect(await (await fetch(server.app.metricsUrl)).text()).toContain(
      `gammacast_history_account_bytes ${accountBytes}`,
    )
  })

  it('tells of its history in the metrics', async () => {
    await using server = await startServer({}, quick)
    await untilRecorded(server)
    const metrics = await (await fetch(server.app.metricsUrl)).text()
    expect(metrics).toMatch(/^gammacast_history_recording 1$/m)
    expect(metrics).toMatch(/^gammacast_history_bytes [1-9]\d+$/m)
    expect(metrics).toMatch(/^gammacast_history_events_total [1-9]\d*$/m)
    expect(metrics).toMatch(/^gammacast_history_dropped_events_total 0$/m)
    expect(metrics).toMatch(/^gammacast_history_account_bytes \d+$/m)
    expect(metrics).toMatch(/^gammacast_history_waiting_bytes \d+$/m)
  })
})
