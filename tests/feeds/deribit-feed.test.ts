import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { deribitFeed, type DeribitFeedOptions } from '../../server/feeds/deribit/deribit-feed.js'
import type { MarketFeed } from '../../server/feeds/market-feed.js'
import { openFrameRecorder } from '../../server/feeds/replay/frame-recorder.js'
import { openReplayFeed } from '../../server/feeds/replay/replay-feed.js'
import { systemClock } from '../../server/lib/clock.js'
import { DeribitDouble } from '../support/deribit/deribit-double.js'
import { FeedReader } from '../support/deribit/feed-reader.js'
import { patientTimings, quickTimings } from './quick-timings.js'

let double: DeribitDouble
let closing: AsyncDisposable[]

beforeEach(async () => {
  double = await DeribitDouble.start()
  closing = [double]
})

afterEach(async () => {
  for (const one of closing.reverse()) await one[Symbol.asyncDispose]()
})

function openFeed(options: Partial<DeribitFeedOptions> = {}): MarketFeed {
  return deribitFeed({ url: double.url, clock: systemClock, timings: quickTimings, ...options })
}

async function readLive(feed: MarketFeed): Promise<FeedReader> {
  const reader = new FeedReader(feed, double.market)
  closing.push(reader)
  await reader.live()
  return reader
}

const requestsOf = (method: string) => double.requests.filter((request) => request.method === method)
const tickersOf = (expiryMs: number, currency = 'BTC') => {
  const options = double.market.options.filter((one) => one.currency === currency && one.expiryMs === expiryMs)
  return options.map(({ symbol }) => `ticker.${symbol}.100ms`)
}

describe('a Deribit feed', () => {
  it('says what it carries', () => {
    expect(openFeed()).toMatchObject({
      name: 'deribit',
      source: 'DERIBIT',
      currencies: ['BTC', 'ETH'],
      staleAfterMs: 8_000,
    })
    for (const url of ['https://www.deribit.com', `${double.url}#x`]) {
      expect(() => openFeed({ url })).toThrow('not a WebSocket address')
    }
  })

  it('publishes listings, indices, volatility, perpetuals, options and delivery prices of its currencies, all of them true', async () => {
    const reader = await readLive(openFeed())
    await reader.until('all topics', () => reader.topics.size === 12)
    expect(reader.wrong).toEqual([])
  })

  it('greets, asks for heartbeats, and answers them for as long as it lives', async () => {
    const reader = await readLive(openFeed({ timings: patientTimings }))
    for (let time = 0; time < 5; time += 1) await double.nextRequest('public/test')
    expect(requestsOf('public/hello')[0]?.params).toMatchObject({ client_name: 'gammacast' })
    expect(requestsOf('public/set_heartbeat')).toMatchObject([{ params: { interval: 10 } }])
    expect(reader.states.map(({ state }) => state)).toEqual(['CONNECTING', 'LIVE'])
  })

  it('dates its listings by the clock of the exchange, however wrong ours is', async () => {
    const aheadMs = 3_600_000
    const clock = { ...systemClock, now: () => Date.now() + aheadMs }
    double.faults.slowHello = true
    const feed = openFeed({ clock })
    const stop = new AbortController()
    for await (const event of feed.events(stop.signal)) {
      if (event.type !== 'listing') continue
      expect(Math.abs(event.eventTimeMs - Date.now())).toBeLessThan(aheadMs / 2)
      stop.abort()
    }
  })

  it('asks for tickers of an expiry while somebody watches it, and a little longer', async () => {
    const feed = openFeed()
    const reader = await readLive(feed)
    const [nearest = 0] = double.market.expiries
    const [one, two] = [feed.watchExpiry('BTC', nearest), feed.watchExpiry('BTC', nearest)]
    const wanted = tickersOf(nearest)
    const held = () => wanted.filter((channel) => double.channels().has(channel)).length
    await reader.until('tickers', () => held() === wanted.length)
    one[Symbol.dispose]()
    two[Symbol.dispose]()
    expect(held()).toBe(wanted.length)
    await reader.until('no tickers', () => held() === 0)
    expect(requestsOf('public/unsubscribe')).toHaveLength(1)
  })

  it('watches on a new connection what was watched on the old one', async () => {
    const feed = openFeed()
    const [nearest = 0] = double.market.expiries
    feed.watchExpiry('ETH', nearest)
    const reader = await readLive(feed)
    const all = () => tickersOf(nearest, 'ETH').every((channel) => double.channels().has(channel))
    await reader.until('tickers', all)
    double.cutAll()
    await reader.notLive()
    await reader.live()
    await reader.until('tickers again', all)
    expect(reader.wrong).toEqual([])
  })

  it('is not live while the exchange is closed to clients without a login', async () => {
    const reader = await readLive(openFeed())
    const access = (open: boolean) => {
      double.send('platform_state.public_methods_state', { allow_unauthenticated_public_requests: open })
    }
    access(false)
    await reader.notLive()
    await reader.next('values all the same', ({ type }) => type === 'index')
    expect(reader.states.at(-1)).toMatchObject({ state: 'RECONNECTING', detail: expect.stringContaining('login') })
    access(true)
    await reader.live()
  })

  it('is not live during maintenance', async () => {
    const reader = await readLive(openFeed())
    double.send('platform_state', { maintenance: true })
    await reader.notLive()
    double.send('platform_state', { maintenance: false })
    await reader.live()
  })

  it('says goodbye with code 1000 and ends when aborted', async () => {
    const feed = openFeed()
    const stop = new AbortController()
    const types: string[] = []
    for await (const { type } of feed.events(stop.signal)) {
      types.push(type)
      if (type === 'index') stop.abort()
    }
    expect(types.at(-1)).toBe('index')
    await double.firstClose()
    expect(double.closeCodes).toEqual([1000])
  })

  it('ends when aborted while it waits for an exchange that is gone', async () => {
    await double.goDown()
    const stop = new AbortController()
    const states: unknown[] = []
    for await (const event of openFeed().events(stop.signal)) {
      states.push('state' in event && event.state)
      if (states.length === 2) stop.abort()
    }
    expect(states).toEqual(['CONNECTING', 'RECONNECTING'])
    await double.comeBack()
  })

  it('starts over when its reader sleeps too long, and then says nothing old', async () => {
    const stop = new AbortController()
    const events = openFeed({ timings: patientTimings }).events(stop.signal)[Symbol.asyncIterator]()
    await events.next()
    const surface = { instrument_name: 'BTC-PERPETUAL', timestamp: 0, mark_price: 1 }
    await double.nextRequest('public/subscribe')
    for (let time = 0; time < 21_000; time += 1) {
      double.send('ticker.BTC-PERPETUAL.100ms', { ...surface, timestamp: double.market.now.timeMs })
    }
    await double.nextRequest('public/hello')
    const states: MarketEvent[] = []
    while (states.length < 3) {
      const { value } = await events.next()
      if (value?.type === 'feed-state') states.push(value)
    }
    stop.abort()
    expect(states).toMatchObject([
      { state: 'LIVE' },
      { state: 'RECONNECTING', detail: 'the reader is too slow' },
      { state: 'LIVE' },
    ])
  })

  it('can be recorded, and played back as it was', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'recording-'))
    const recorder = await openFrameRecorder(folder, 'double')
    const feed = openFeed({ onRawFrame: recorder.write })
    feed.watchExpiry('BTC', double.market.expiries[0] ?? 0)
    const live = await readLive(feed)
    await live.until('enough values', () => live.published > 300)
    await live[Symbol.asyncDispose]()
    await recorder[Symbol.asyncDispose]()
    const replay = await openReplayFeed({ file: recorder.file, speed: 1_000, clock: systemClock })
    const played = new FeedReader(replay, double.market)
    closing.push(played)
    await played.next('the end', (event) => event.type === 'feed-state' && event.state === 'ENDED')
    expect(played.wrong).toEqual([])
    expect(played.published).toBeGreaterThanOrEqual(300)
    await rm(folder, { recursive: true })
  })

  it('takes a session that cannot even start for an outage', async () => {
    let asked = 0
    const now = () => {
      asked += 1
      if (asked < 3) throw new Error('no clock')
      return systemClock.now()
    }
    const reader = await readLive(openFeed({ clock: { ...systemClock, now } }))
    expect(reader.states).toMatchObject([
      { state: 'CONNECTING' },
      { state: 'RECONNECTING', detail: 'Error: no clock', retryInMs: expect.any(Number) },
      { state: 'RECONNECTING', detail: 'Error: no clock' },
      { state: 'LIVE' },
    ])
  })

  it('goes on when the hook of the recorder throws', async () => {
    const onRawFrame = () => {
      throw new Error('disk full')
    }
    const reader = new FeedReader(openFeed({ onRawFrame }), double.market)
    closing.push(reader)
    await reader.live()
  })
})
