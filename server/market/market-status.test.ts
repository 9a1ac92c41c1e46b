import { describe, expect, it } from 'vitest'
import {
  christmas,
  feedLive,
  indexTick,
  ladder,
  listing,
  noon,
  option,
  optionsEvent,
  update,
} from '../../tests/support/builders.js'
import { marketAfter, marketOf } from '../../tests/support/market-after.js'
import { perpetualTick } from '../../tests/support/scripted-feed.js'
import type { MarketEvent } from '../domain/market-events.js'

const { symbol } = option(84_000, 'CALL')
const listed = listing(ladder([84_000, 86_000]))
const quoted = optionsEvent([update(symbol, { bidPrice: 0.01 })])

describe('the status of the feed', () => {
  const trying = (detail: string, retryInMs?: number): MarketEvent => ({
    ...{ type: 'feed-state', state: 'RECONNECTING', detail },
    ...(retryInMs !== undefined && { retryInMs }),
  })

  it('says since when it is what it is, however often an attempt failed, and when the next one is made', () => {
    const { state, clock } = marketAfter()
    const told = () => state.feedStatus()
    expect(told()).toMatchObject({ state: 'CONNECTING', sinceMs: noon, nextAttemptMs: null, detail: null })
    clock.now = noon + 100
    state.fold(trying('nobody listens', 400))
    expect(told()).toMatchObject({ sinceMs: noon + 100, nextAttemptMs: noon + 500, detail: 'nobody listens' })
    clock.now = noon + 500
    expect(told()).toMatchObject({ sinceMs: noon + 100, nextAttemptMs: null })
    state.fold(trying('no answer', 1_500))
    expect(told()).toMatchObject({ sinceMs: noon + 100, nextAttemptMs: noon + 2_000, detail: 'no answer' })
    clock.now = noon + 2_100
    state.fold(feedLive)
    expect(told()).toMatchObject({ state: 'LIVE', sinceMs: noon + 2_100, nextAttemptMs: null, detail: 'no answer' })
    state.fold(trying('closed to clients without a login'))
    expect(told()).toMatchObject({ state: 'RECONNECTING', nextAttemptMs: null })
  })
})

describe('the status of the market', () => {
  it('tells the feed, its currencies and its recording', () => {
    const recording = { fromMs: 1, toMs: 2, frames: 3, pausesCut: 0, cutMs: 0, startsOver: 0 }
    const leftOut = { unread: 0, cutOff: 0, undated: 0, misdated: 0, outOfOrder: 0 }
    const facts = { ...recording, leftOut }
    expect(marketOf({ recording: facts }).state.feedStatus()).toMatchObject({
      name: 'simulated',
      source: 'SIMULATED',
      currencies: ['BTC', 'ETH'],
      recording: facts,
    })
    expect(marketAfter().state.feedStatus().recording).toBeNull()
  })

  it('is LIVE only while the market of each currency is', () => {
    const freshness = (...events: MarketEvent[]) => marketAfter(feedLive, ...events).state.feedStatus().freshness
    const [btc, eth] = [indexTick(84_000), indexTick(2_800, noon, 'ETH')]
    expect([freshness(), freshness(btc), freshness(eth), freshness(btc, eth)]).toEqual([
      ...['STALE', 'STALE', 'STALE', 'LIVE'],
    ])
  })

  it('knows when something was last received, be it of an unlisted option, and nothing without a word counts', () => {
    const lastReceived = (event: MarketEvent) => marketAfter(feedLive, event).state.feedStatus().lastReceivedMs
    expect(lastReceived(optionsEvent([update(symbol, {})], noon + 5))).toBe(noon + 5)
    expect(lastReceived(optionsEvent([], noon + 5))).toBeNull()
    expect(lastReceived(indexTick(1, noon + 5, 'XRP'))).toBeNull()
    expect(lastReceived(feedLive)).toBeNull()
  })
})

describe('the market is ready', () => {
  it.each<[string, boolean, MarketEvent[]]>([
    ['not before anything came', false, [feedLive]],
    ['not for a listing', false, [feedLive, listed]],
    [
      'not for a volatility index',
      false,
      [{ ...indexTick(1), type: 'volatility-index', volatility: 0.5 } as MarketEvent],
    ],
    ['with the index of any currency', true, [indexTick(2_800, noon, 'ETH')]],
    ['with a perpetual', true, [perpetualTick({ markPriceUsd: 84_000 }, noon)]],
    ['with a value of any option', true, [listing([...ladder([84_000]), ...ladder([84_000], christmas)]), quoted]],
  ])('%s', (_, isReady, events) => {
    expect(marketAfter(...events).state.ready()).toBe(isReady)
  })
})

describe('a value', () => {
  const freshness = ({ state }: ReturnType<typeof marketAfter>) => state.refreshMarketData('BTC')?.freshness
  const down: MarketEvent = { type: 'feed-state', state: 'RECONNECTING', detail: null }

  it('is STALE until the feed says that it is live, and then LIVE if it was heard since the feed was down', () => {
    expect(freshness(marketAfter(indexTick(84_000)))).toBe('STALE')
    expect(freshness(marketAfter(indexTick(84_000), feedLive))).toBe('LIVE')
    expect(freshness(marketAfter(feedLive, indexTick(84_000), down, feedLive))).toBe('STALE')
    expect(freshness(marketAfter(feedLive, down, indexTick(84_000), feedLive))).toBe('LIVE')
  })

  it('stays LIVE when the feed says once more that it is live', () => {
    expect(freshness(marketAfter(feedLive, indexTick(84_000), feedLive))).toBe('LIVE')
  })

  it('is LIVE for as long as the feed allows, and no longer', () => {
    const market = marketAfter(feedLive, indexTick(84_000))
    market.clock.now = noon + 8_000
    expect(freshness(market)).toBe('LIVE')
    market.clock.now = noon + 8_001
    expect(freshness(market)).toBe('STALE')
  })
})
