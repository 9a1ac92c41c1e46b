import { EventEmitter, once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BareExchange } from '../../../tests/support/deribit/bare-exchange.js'
import { ManualClock } from '../../../tests/support/manual-clock.js'
import type { FeedState, FeedStateEvent, MarketEvent } from '../../domain/market-events.js'
import { deribitTimings } from './connection/timings.js'
import { deribitFeed, type DeribitFeedOptions } from './deribit-feed.js'

const startMs = Date.UTC(2026, 10, 20, 12)
/** No chance in them: quick attempts after 10 ms, slow ones after a second or more. */
const timings = { ...deribitTimings, quickRetryMs: [10, 10], healthyAfterMs: 3_000 } as const

let exchange: BareExchange
let stop: AbortController

beforeEach(async () => {
  exchange = await BareExchange.start()
  stop = new AbortController()
})

afterEach(async () => {
  stop.abort()
  await exchange[Symbol.asyncDispose]()
})

function open(options: Partial<DeribitFeedOptions> = {}) {
  const clock = new ManualClock(startMs)
  const logged: unknown[] = []
  const log = {
    info: (facts: unknown, text?: string) => void logged.push(text, facts),
    warn: (facts: unknown, text?: string) => void logged.push(text, facts),
  }
  const feed = deribitFeed({ url: exchange.url, clock, timings, log, ...options })
  const pass = (ms: number) => clock.advance(ms, () => exchange.quiet())
  const index = (price = 84_000) => {
    exchange.say('deribit_price_index.btc_usd', { timestamp: clock.now(), price, index_name: 'btc_usd' })
  }
  return { clock, feed, logged, pass, index, subscribed: () => exchange.asked('public/subscribe') }
}

/** A feed that is read to its end. */
function read(options: Partial<DeribitFeedOptions> = {}) {
  const opened = open(options)
  const events: MarketEvent[] = []
  const told = new EventEmitter()
  const done = (async () => {
    for await (const event of opened.feed.events(stop.signal)) {
      events.push(event)
      if (event.type === 'feed-state') told.emit(event.state, event)
    }
  })()
  /** Resolves with the next event of this state. */
  const next = async (state: FeedState) => ((await once(told, state)) as FeedStateEvent[])[0]
  const states = () => events.filter((event) => event.type === 'feed-state')
  return { ...opened, events, states, next, done }
}

const listed = (strike: number) => ({
  ...{ kind: 'option', instrument_name: `BTC-25DEC26-${strike}-C`, option_type: 'call', strike, state: 'open' },
  ...{ expiration_timestamp: Date.UTC(2026, 11, 25, 8), base_currency: 'BTC', quote_currency: 'BTC' },
})

describe('a Deribit feed', () => {
  it('says what it is: of Deribit, with BTC before ETH unless told otherwise, stale after 8 s', () => {
    const { name, source, currencies, staleAfterMs } = open().feed
    expect([name, source, currencies, staleAfterMs]).toEqual(['deribit', 'DERIBIT', ['BTC', 'ETH'], 8_000])
    expect(open({ currencies: ['ETH'] }).feed.currencies).toEqual(['ETH'])
  })

  it.each(['wss://127.0.0.1/ws', 'ws://127.0.0.1:1/'])('takes a WebSocket address: %s', (url) => {
    expect(open({ url }).feed.source).toBe('DERIBIT')
  })

  it.each(['https://127.0.0.1', 'xws://127.0.0.1', 'wsx://127.0.0.1', 'wss://127.0.0.1/#place'])(
    'refuses another address: %s',
    (url) => expect(() => open({ url })).toThrow('not a WebSocket address'),
  )

  it('asks for the tickers of an expiry while somebody watches it, of the nearest to the money first', async () => {
    exchange.replies.set('public/get_instruments', { result: [60_000, 84_000, 80_000].map(listed) })
    const { feed, index, pass, subscribed } = read({
      currencies: ['BTC'],
      timings: { ...timings, watchLingerMs: 1_000 },
    })
    await subscribed()
    index()
    await exchange.quiet()
    const ofExpiry = (params: Record<string, unknown>) =>
      (params.channels as string[]).filter((channel) => channel.includes('25DEC26'))
    const tickers = () =>
      exchange.requests
        .filter(({ method }) => /subscribe$/.test(method))
        .map(({ method, params }) => [method, ofExpiry(params)] as const)
        .filter(([, channels]) => channels.length > 0)
    const channels = [84_000, 80_000, 60_000].map((strike) => `ticker.BTC-25DEC26-${strike}-C.100ms`)
    const watch = feed.watchExpiry('BTC', Date.UTC(2026, 11, 25, 8))
    await pass(timings.subscribeGapMs)
    expect(tickers()).toEqual([['public/subscribe', channels]])
    watch[Symbol.dispose]()
    await pass(999)
    expect(tickers()).toHaveLength(1)
    await pass(1 + timings.subscribeGapMs)
    expect(tickers().slice(1)).toEqual([['public/unsubscribe', channels]])
  })

  it('says what it does: connects, is live, and when it tries again', async () => {
    const { states, next, subscribed, index, pass, logged } = read()
    await subscribed()
    expect(states()).toEqual([{ type: 'feed-state', state: 'CONNECTING', detail: null }])
    const live = next('LIVE')
    index()
    await live
    const lost = next('RECONNECTING')
    exchange.close(4000, 'heartbeat close')
    await lost
    const [again, liveAgain] = [subscribed(), next('LIVE')]
    await pass(10)
    await again
    index()
    await liveAgain
    const reason = 'closed with code 4000: heartbeat close'
    expect(states().slice(1)).toEqual([
      { type: 'feed-state', state: 'LIVE', detail: null },
      { type: 'feed-state', state: 'RECONNECTING', detail: reason, retryInMs: 10 },
      { type: 'feed-state', state: 'LIVE', detail: null },
    ])
    expect(logged).toContain('Connection to Deribit ended')
    expect(logged).toContainEqual({ reason, retryInMs: 10 })
  })

  const refusal = { error: { code: 10028, message: 'too_many_requests' } }

  it('tries again quickly after a loss, slowly when the exchange refuses it', async () => {
    const waitAfter = async (end: () => void) => {
      const { next, subscribed } = read()
      await subscribed()
      const lost = next('RECONNECTING')
      end()
      return (await lost)?.retryInMs
    }
    expect(await waitAfter(() => exchange.close(1000, ''))).toBe(10)
    expect(await waitAfter(() => exchange.send(refusal))).toBeGreaterThanOrEqual(500)
  })

  it('tries again slowly when the exchange was closed to clients without a login', async () => {
    const { next, subscribed, index } = read()
    await subscribed()
    const shut = next('RECONNECTING')
    index()
    exchange.say('platform_state', { maintenance: true })
    expect((await shut)?.retryInMs).toBeUndefined()
    const lost = next('RECONNECTING')
    exchange.close(1000, '')
    expect((await lost)?.retryInMs).toBeGreaterThanOrEqual(500)
  })

  it('is healthy again after it was live for long, not after it was merely connected', async () => {
    const afterHealth = async (isLive: boolean) => {
      const { next, subscribed, index, pass } = read()
      await subscribed()
      const refused = next('RECONNECTING')
      exchange.send(refusal)
      await refused
      const again = subscribed()
      await pass(1_000)
      await again
      if (isLive) index()
      await pass(3_000)
      const lost = next('RECONNECTING')
      exchange.close(1000, '')
      return (await lost)?.retryInMs
    }
    expect(await afterHealth(true)).toBe(10)
    expect(await afterHealth(false)).toBeGreaterThan(999)
  })

  it('lets its reader be 20,000 events behind, and no more', async () => {
    const { feed, subscribed, index } = open()
    const events = feed.events(stop.signal)[Symbol.asyncIterator]()
    expect((await events.next()).value).toMatchObject({ state: 'CONNECTING' })
    await subscribed()
    // The state LIVE and the answer about locks, one of each currency, wait as well.
    await exchange.quiet()
    for (let sent = 0; sent < 20_000 - 3; sent += 1) index(sent + 1)
    await exchange.quiet()
    expect((await events.next()).value).toMatchObject({ type: 'index-lock' })
    for (const price of [1, 2]) index(price)
    await exchange.quiet()
    expect((await events.next()).value).toMatchObject({ state: 'LIVE' })
    const { value } = await events.next()
    expect(value).toMatchObject({ state: 'RECONNECTING', detail: 'the reader is too slow' })
    expect(value?.type === 'feed-state' && value.retryInMs).toBeGreaterThanOrEqual(500)
  })

  it('logs each kind of nonsense once, and no more than 200 kinds', async () => {
    const { subscribed, logged } = read()
    await subscribed()
    for (let kind = 0; kind < 300; kind += 1) for (const _ of [1, 2]) exchange.say(`moon.${kind}`, {})
    await exchange.quiet()
    const leftOut = logged.filter((one) => one === 'Left out of what Deribit sent')
    expect(leftOut).toHaveLength(200)
    expect(logged).toContainEqual({ reason: 'channel', what: 'moon.0' })
  })

  it('gives the recorder each text with its time of receipt', async () => {
    const frames: [string, number][] = []
    const { subscribed } = read({ onRawFrame: (text, receivedTimeMs) => frames.push([text, receivedTimeMs]) })
    await subscribed()
    exchange.send('{"a": 1}')
    await exchange.quiet()
    expect(frames.at(-1)).toEqual(['{"a": 1}', startMs])
  })

  it('ends at once when its reader leaves, and when it was aborted before', async () => {
    const { feed, subscribed } = open()
    const events = feed.events(stop.signal)[Symbol.asyncIterator]()
    await subscribed()
    await events.return?.()
    expect(await events.next()).toEqual({ value: undefined, done: true })
    await exchange.quiet()
    expect(exchange.closeCodes).toEqual([1000])
    stop.abort()
    const aborted = read()
    await aborted.done
    expect(aborted.events).toEqual([])
  })

  it('ends a reader who waits when it is aborted, and is connected no more', async () => {
    const { feed, subscribed, logged } = open()
    const events = feed.events(stop.signal)[Symbol.asyncIterator]()
    await subscribed()
    await exchange.quiet()
    const waiting = (async () => {
      while (!(await events.next()).done);
    })()
    stop.abort()
    await waiting
    await exchange.quiet()
    expect(exchange.closeCodes).toEqual([1000])
    expect(logged).not.toContain('Connection to Deribit ended')
  })

  it('may be told what is watched before it is connected', () => {
    const { feed } = open()
    expect(() => feed.watchExpiry('BTC', Date.UTC(2026, 11, 25, 8))).not.toThrow()
  })

  it('tells of a fault of ours as of an outage, and tries again quickly', async () => {
    const { clock, next, subscribed, pass, logged } = read()
    await subscribed()
    const lost = next('RECONNECTING')
    exchange.close(1000, '')
    await lost
    const now = clock.now.bind(clock)
    const fault = new Error('no clock')
    clock.now = () => {
      clock.now = now
      throw fault
    }
    const lostAgain = next('RECONNECTING')
    await pass(10)
    expect(await lostAgain).toMatchObject({ detail: 'Error: no clock', retryInMs: 10 })
    expect(logged).toContainEqual({ err: fault })
    const again = subscribed()
    await pass(10)
    await again
  })

  it('fails for its reader when our own clock does', async () => {
    const { feed, clock, subscribed } = open()
    const events = feed.events(stop.signal)[Symbol.asyncIterator]()
    await events.next()
    await subscribed()
    clock.sleep = () => Promise.reject(new Error('no timer'))
    exchange.close(1000, '')
    const readOn = async () => {
      while (!(await events.next()).done);
    }
    await expect(readOn()).rejects.toMatchObject({ message: 'The Deribit feed failed', cause: new Error('no timer') })
    expect(await events.next()).toEqual({ value: undefined, done: true })
  })
})
