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
  tomorrow,
  update,
} from '../../tests/support/builders.js'
import { marketAfter } from '../../tests/support/market-after.js'
import type { MarketEvent } from '../domain/market-events.js'

const near = ladder([82_000, 84_000, 86_000])
const listed = listing([...near, ...ladder([84_000], christmas)])
const perpetual: MarketEvent = {
  type: 'perpetual',
  currency: 'BTC',
  symbol: 'BTC-PERPETUAL',
  values: { bidPriceUsd: 84_000, askPriceUsd: null },
  eventTimeMs: noon,
  receivedTimeMs: noon,
}
const symbol = (strike: number) => option(strike, 'CALL').symbol

describe('market data', () => {
  it('is all null and stale before the first event, and null for a currency the feed lacks', () => {
    const { state } = marketAfter()
    expect(state.refreshMarketData('BTC')).toMatchObject({
      asOf: null,
      indexPriceUsd: null,
      perpetual: null,
      freshness: 'STALE',
    })
    expect(state.marketData('XRP')).toBeNull()
  })

  it('counts changes by one, and does not count what only confirms', () => {
    const { state } = marketAfter(feedLive, indexTick(84_000))
    const first = state.refreshMarketData('BTC')?.seq ?? 0
    state.fold(indexTick(84_000, noon + 1_000))
    expect(state.refreshMarketData('BTC')).toMatchObject({ seq: first, asOf: noon + 1_000 })
    state.fold(indexTick(84_001, noon + 2_000))
    expect(state.refreshMarketData('BTC')?.seq).toBe(first + 1)
  })

  it('has no quote when a bid and an ask of different frames cross', () => {
    const { state } = marketAfter(
      feedLive,
      { ...perpetual, values: { askPriceUsd: 84_001, askAmountUsd: 10 } },
      { ...perpetual, values: { bidPriceUsd: 84_002, bidAmountUsd: 10, markPriceUsd: 84_000 } },
    )
    expect(state.refreshMarketData('BTC')?.perpetual).toMatchObject({
      bidPriceUsd: null,
      bidAmountUsd: null,
      askPriceUsd: null,
      askAmountUsd: null,
      markPriceUsd: 84_000,
    })
  })

  it('keeps a lock that is newer than what is said of it', () => {
    const lock = (locked: boolean, at: number): MarketEvent => {
      return { type: 'index-lock', currency: 'BTC', locked, eventTimeMs: at, receivedTimeMs: at }
    }
    const { state } = marketAfter(feedLive, perpetual, lock(true, noon + 1_000), lock(false, noon))
    const told = () => state.refreshMarketData('BTC')?.perpetual?.state
    expect(told()).toBe('LOCKED')
    state.fold(lock(false, noon + 2_000))
    expect(told()).toBeNull()
  })

  it('says whether the perpetual trades, which a locked index keeps it from', () => {
    const { state } = marketAfter(feedLive, perpetual, { ...perpetual, values: {}, state: 'OPEN' })
    const told = () => state.refreshMarketData('BTC')?.perpetual?.state
    const times = { eventTimeMs: noon, receivedTimeMs: noon }
    expect(told()).toBe('OPEN')
    state.fold({ type: 'instrument-state', currency: 'BTC', symbol: 'BTC-PERPETUAL', state: 'HALTED', ...times })
    expect(told()).toBe('HALTED')
    state.fold({ ...perpetual, values: {}, state: 'OPEN' })
    state.fold({ type: 'index-lock', currency: 'BTC', locked: true, ...times })
    expect(told()).toBe('LOCKED')
    state.fold({ type: 'index-lock', currency: 'BTC', locked: false, ...times })
    expect(told()).toBe('OPEN')
  })

  it('has no index after a jump until a second frame says it again', () => {
    const { state } = marketAfter(feedLive, indexTick(1), indexTick(8e7, noon + 1_000))
    expect(state.refreshMarketData('BTC')).toMatchObject({ indexPriceUsd: null })
    expect(state.indexHistory('BTC', 10)).toHaveLength(1)
    state.fold(indexTick(8.01e7, noon + 2_000))
    expect(state.refreshMarketData('BTC')).toMatchObject({ indexPriceUsd: 8.01e7 })
  })

  it('believes no index that is said again within a second, nor sooner than in five against the mark of the perpetual', () => {
    const mark = (at: number): MarketEvent => ({ ...perpetual, values: { markPriceUsd: 84_000 }, eventTimeMs: at })
    const told = (...events: MarketEvent[]) => marketAfter(feedLive, ...events).state.refreshMarketData('BTC')
    const said = [0, 100, 200, 300, 999].map((ms) => indexTick(1e11, noon + 1_000 + ms))
    expect(told(indexTick(84_000), ...said)).toMatchObject({ indexPriceUsd: null })
    expect(told(indexTick(84_000), ...said, indexTick(1e11, noon + 2_000))).toMatchObject({ indexPriceUsd: 1e11 })
    const against = [0, 2_000, 4_999].map((ms) => indexTick(1e11, noon + 1_000 + ms))
    expect(told(indexTick(84_000), mark(noon), ...against)).toMatchObject({ indexPriceUsd: null })
    expect(told(mark(noon), indexTick(1e11))).toMatchObject({ indexPriceUsd: null })
    expect(told(indexTick(1e11), mark(noon), indexTick(84_000, noon + 1))).toMatchObject({ indexPriceUsd: 84_000 })
  })

  it('says of index, volatility index, quote and mark whether each is being heard, and since when it is true', () => {
    const volatility: MarketEvent = { ...perpetual, type: 'volatility-index', volatility: 0.5 }
    const values = { bidPriceUsd: 84_000, askPriceUsd: 84_001, markPriceUsd: 84_000 }
    const { state, clock } = marketAfter(feedLive, indexTick(84_000), volatility, { ...perpetual, values })
    clock.now = noon + 9_000
    const now = { eventTimeMs: clock.now, receivedTimeMs: clock.now }
    state.fold({ ...perpetual, values: { markPriceUsd: 84_000 }, ...now })
    expect(state.aged().currencies).toEqual(new Set(['BTC']))
    expect(state.refreshMarketData('BTC')).toMatchObject({
      ...{ freshness: 'STALE', indexFreshness: 'STALE', indexAsOf: noon },
      ...{ volatilityIndexFreshness: 'STALE', volatilityIndexAsOf: noon },
      perpetual: { quoteFreshness: 'STALE', quoteAsOf: noon, markFreshness: 'LIVE', markAsOf: clock.now },
    })
    state.fold({ ...indexTick(84_000, clock.now), ...now })
    state.fold({ ...perpetual, values, ...now })
    expect(state.refreshMarketData('BTC')).toMatchObject({
      ...{ freshness: 'LIVE', indexFreshness: 'LIVE', volatilityIndexFreshness: 'STALE' },
      perpetual: { quoteFreshness: 'LIVE' },
    })
  })

  it('doubts a mark far from its own book until frames have said it for five seconds', () => {
    const values = { bidPriceUsd: 83_999, askPriceUsd: 84_001, markPriceUsd: 84_000 }
    const said = (markPriceUsd: number, at: number): MarketEvent => {
      return { ...perpetual, values: { ...values, markPriceUsd }, eventTimeMs: at, receivedTimeMs: at }
    }
    const { state } = marketAfter(feedLive, said(84_000, noon), said(840_000, noon + 1_000))
    const told = () => state.refreshMarketData('BTC')?.perpetual
    expect(told()).toMatchObject({ markPriceUsd: 840_000, markDoubted: true })
    state.fold(said(84_010, noon + 2_000))
    expect(told()).toMatchObject({ markPriceUsd: 84_010, markDoubted: false })
    state.fold(said(90_000, noon + 3_000))
    expect(told()).toMatchObject({ markDoubted: true })
    state.fold(said(90_001, noon + 7_999))
    expect(told()).toMatchObject({ markDoubted: true, quoteDoubted: true })
    state.fold(said(90_002, noon + 8_000))
    expect(told()).toMatchObject({ markPriceUsd: 90_002, markDoubted: false, quoteDoubted: false })
  })

  it('has no index from when one is not believed, and keeps none of it as history', () => {
    const { state } = marketAfter(feedLive, indexTick(84_000), {
      type: 'index',
      currency: 'BTC',
      priceUsd: null,
      eventTimeMs: noon + 1_000,
      receivedTimeMs: noon + 1_000,
    })
    expect(state.refreshMarketData('BTC')).toMatchObject({ indexPriceUsd: null, asOf: noon + 1_000 })
    expect(state.indexHistory('BTC', 10)).toHaveLength(1)
  })

  it('keeps what an event does not speak of, and takes a missing quote for missing', () => {
    const { state } = marketAfter(feedLive, perpetual, { ...perpetual, values: { markPriceUsd: 84_010 } })
    expect(state.refreshMarketData('BTC')?.perpetual).toMatchObject({
      bidPriceUsd: 84_000,
      askPriceUsd: null,
      markPriceUsd: 84_010,
    })
  })

  it('goes stale by receive time and by the word of the feed, keeping value and asOf', () => {
    const { state, clock } = marketAfter(feedLive, indexTick(84_000))
    expect(state.refreshMarketData('BTC')?.freshness).toBe('LIVE')
    clock.now = noon + 8_001
    expect([...state.aged().currencies]).toContain('BTC')
    expect(state.refreshMarketData('BTC')).toMatchObject({ freshness: 'STALE', indexPriceUsd: 84_000, asOf: noon })
    state.fold({ ...indexTick(84_001, noon + 9_000), receivedTimeMs: clock.now } as MarketEvent)
    expect(state.refreshMarketData('BTC')?.freshness).toBe('LIVE')
    state.fold({ type: 'feed-state', state: 'RECONNECTING', detail: 'closed with 1006' })
    expect(state.refreshMarketData('BTC')).toMatchObject({ freshness: 'STALE', indexPriceUsd: 84_001 })
    state.fold(feedLive)
    expect(state.refreshMarketData('BTC')?.freshness).toBe('STALE')
    expect(state.feedStatus()).toMatchObject({ state: 'LIVE', detail: 'closed with 1006' })
  })

  it('is stale as soon as the index or the perpetual is silent, whatever else is heard, and asOf stays', () => {
    const at = noon + 3_600_000
    const later = (event: MarketEvent) => ({ ...event, eventTimeMs: at, receivedTimeMs: at }) as MarketEvent
    const volatility = later({ ...perpetual, type: 'volatility-index', volatility: 0.5 })
    for (const [heard, asOf, freshness] of [
      [[volatility], noon, 'STALE'],
      [[later(indexTick(84_001)), volatility], at, 'STALE'],
      [[later(perpetual)], noon, 'STALE'],
      [[later(perpetual), later(indexTick(84_001))], at, 'LIVE'],
    ] as const) {
      const { state, clock } = marketAfter(feedLive, indexTick(84_000), perpetual)
      clock.now = at
      for (const event of heard) state.fold(event)
      expect(state.refreshMarketData('BTC')).toMatchObject({ freshness, asOf })
    }
  })

  it('is stale when our clock was set back, until it is heard again', () => {
    const { state, clock } = marketAfter(feedLive, indexTick(84_000))
    clock.now = noon - 3_600_000
    expect(state.refreshMarketData('BTC')?.freshness).toBe('STALE')
    state.fold({ ...indexTick(84_001, noon + 1), receivedTimeMs: clock.now } as MarketEvent)
    expect(state.refreshMarketData('BTC')?.freshness).toBe('LIVE')
    clock.now -= 1
    expect(state.refreshMarketData('BTC')?.freshness).toBe('LIVE')
  })

  it('needs only what the feed carries', () => {
    for (const event of [indexTick(84_000), perpetual]) {
      const { state } = marketAfter(feedLive, event)
      expect(state.refreshMarketData('BTC')).toMatchObject({ freshness: 'LIVE', asOf: noon })
    }
    const { state } = marketAfter(feedLive, { ...perpetual, type: 'volatility-index', volatility: 0.5 })
    expect(state.refreshMarketData('BTC')).toMatchObject({ freshness: 'STALE', asOf: null, volatilityIndex: 0.5 })
  })

  it('is stale after an outage until both index and perpetual are heard again', () => {
    const down: MarketEvent = { type: 'feed-state', state: 'RECONNECTING', detail: null }
    const { state } = marketAfter(feedLive, indexTick(84_000), perpetual, down, feedLive, indexTick(84_000, noon + 1))
    expect(state.refreshMarketData('BTC')?.freshness).toBe('STALE')
    state.fold({ ...perpetual, eventTimeMs: noon + 2 })
    expect(state.refreshMarketData('BTC')?.freshness).toBe('LIVE')
  })

  it('says when the perpetual was true, which alone is no change', () => {
    const { state } = marketAfter(feedLive, perpetual, indexTick(84_000, noon + 5))
    const first = state.refreshMarketData('BTC')
    expect(first).toMatchObject({ asOf: noon + 5, perpetual: { asOf: noon } })
    state.fold({ ...perpetual, eventTimeMs: noon + 9 })
    expect(state.refreshMarketData('BTC')).toMatchObject({
      seq: first?.seq,
      asOf: noon + 9,
      perpetual: { asOf: noon + 9 },
    })
  })

  describe('one frame from the future', () => {
    const said = (at: number, priceUsd: number, receivedTimeMs = at): MarketEvent[] => {
      const times = { eventTimeMs: at, receivedTimeMs }
      const quote = { underlyingPriceUsd: priceUsd, bidPrice: priceUsd / 1e7, markPrice: 0.01, markIv: 0.5 }
      return [
        { type: 'index', currency: 'BTC', priceUsd, ...times },
        { ...perpetual, values: { markPriceUsd: priceUsd }, ...times },
        { type: 'volatility-index', currency: 'BTC', volatility: priceUsd / 1e5, ...times },
        { type: 'options', currency: 'BTC', updates: [update(symbol(84_000), quote, at)], receivedTimeMs },
      ]
    }
    const year = 365 * 86_400_000
    const frames = [0, 1, 2, 3].flatMap((place) => [
      { place, aheadMs: 60_000, isFirst: false },
      { place, aheadMs: year, isFirst: true },
    ])

    it.each(frames)(
      'keeps no later one out: $place, $aheadMs ms ahead, first: $isFirst',
      ({ place, aheadMs, isFirst }) => {
        const { state } = marketAfter(feedLive, listed, ...(isFirst ? [] : said(noon, 84_000)))
        for (const event of said(noon + aheadMs, 84_001, noon).slice(place, place + 1)) state.fold(event)
        for (const event of said(noon + 1_000, 84_002)) state.fold(event)
        expect(state.refreshMarketData('BTC')).toMatchObject({
          asOf: noon + 1_000,
          indexPriceUsd: 84_002,
          volatilityIndex: 0.84,
          perpetual: { markPriceUsd: 84_002, asOf: noon + 1_000 },
        })
        const chain = state.refreshChain('BTC', tomorrow)
        expect(chain).toMatchObject({ asOf: noon + 1_000, underlyingPriceUsd: 84_002 })
        expect(chain?.contracts.find((one) => one.symbol === symbol(84_000))).toMatchObject({
          bidPriceCoin: 0.0084002,
          ...{ asOf: noon + 1_000, quoteAsOf: noon + 1_000, markAsOf: noon + 1_000 },
        })
      },
    )
  })

  it('never shows an older index after a newer one', () => {
    const { state } = marketAfter(feedLive, indexTick(84_000, noon + 10), indexTick(83_000, noon))
    expect(state.refreshMarketData('BTC')).toMatchObject({ indexPriceUsd: 84_000, asOf: noon + 10 })
  })

  it('never shows an older perpetual or volatility index after a newer one, nor takes it for a sign of life', () => {
    const volatility = (volatility: number, eventTimeMs: number): MarketEvent => {
      return { type: 'volatility-index', currency: 'BTC', volatility, eventTimeMs, receivedTimeMs: noon }
    }
    const { state, clock } = marketAfter(feedLive, perpetual, indexTick(84_000), volatility(0.5, noon))
    clock.now = noon + 9_000
    const old = { eventTimeMs: noon - 1, receivedTimeMs: clock.now }
    state.fold({ ...perpetual, values: { bidPriceUsd: 1 }, ...old })
    state.fold({ ...indexTick(1), ...old })
    state.fold(volatility(0.4, noon - 1))
    expect(state.refreshMarketData('BTC')).toMatchObject({
      freshness: 'STALE',
      volatilityIndex: 0.5,
      perpetual: { bidPriceUsd: 84_000, asOf: noon },
    })
  })

  it('has one precision for each number, wherever it is shown', () => {
    const exact = 84_000.123456789
    const values = {
      bidPriceUsd: exact,
      markPriceUsd: exact,
      volume24hCoin: 1 / 3,
      fundingRate8h: -1 / 3,
      bidAmountUsd: 0.1 + 0.2,
    }
    const { state } = marketAfter(
      feedLive,
      listed,
      indexTick(exact),
      { ...perpetual, values },
      { type: 'volatility-index', currency: 'BTC', volatility: 1 / 3, eventTimeMs: noon, receivedTimeMs: noon },
      optionsEvent([update(symbol(84_000), { underlyingPriceUsd: exact })]),
    )
    expect(state.refreshMarketData('BTC')).toMatchObject({
      indexPriceUsd: 84_000.1235,
      volatilityIndex: 0.3333,
      perpetual: {
        bidPriceUsd: 84_000.1235,
        markPriceUsd: 84_000.1235,
        bidAmountUsd: 0.3,
        volume24hCoin: 0.33333333,
        fundingRate8h: -0.33333333,
        askPriceUsd: null,
        asOf: noon,
      },
    })
    const chain = { indexPriceUsd: 84_000.1235, underlyingPriceUsd: 84_000.1235 }
    expect(state.refreshChain('BTC', tomorrow)).toMatchObject(chain)
    expect(state.indexHistory('BTC', 1)).toEqual([{ timeMs: noon, priceUsd: 84_000.1235 }])
  })

  it('counts that the perpetual is known, and not the times at which it or the volatility index was confirmed', () => {
    const volatility = (at: number): MarketEvent => ({
      ...{ type: 'volatility-index', currency: 'BTC', volatility: 0.5, eventTimeMs: at, receivedTimeMs: noon },
    })
    const quote = { bidPriceUsd: 83_999, askPriceUsd: 84_001, markPriceUsd: 84_000 }
    const { state } = marketAfter(feedLive, indexTick(84_000), volatility(noon))
    const seq = state.refreshMarketData('BTC')?.seq ?? 0
    state.fold({ ...perpetual, values: quote })
    expect(state.refreshMarketData('BTC')?.seq).toBe(seq + 1)
    state.fold({ ...perpetual, values: quote, eventTimeMs: noon + 1 })
    state.fold(volatility(noon + 1))
    expect(state.refreshMarketData('BTC')).toMatchObject({
      ...{ seq: seq + 1, volatilityIndexAsOf: noon + 1 },
      perpetual: { quoteAsOf: noon + 1, markAsOf: noon + 1 },
    })
    state.fold({ type: 'reset' })
    expect(state.refreshMarketData('BTC')).toMatchObject({ seq: seq + 2, perpetual: null })
  })

  it('does not count a change of the perpetual below its precision', () => {
    const { state } = marketAfter(feedLive, { ...perpetual, values: { markPriceUsd: 84_000 } })
    const seq = state.refreshMarketData('BTC')?.seq
    state.fold({ ...perpetual, values: { markPriceUsd: 84_000.00001 } })
    expect(state.refreshMarketData('BTC')?.seq).toBe(seq)
  })

  it('has no history of what is not the index', () => {
    const { state } = marketAfter(feedLive, indexTick(84_000), { ...perpetual, eventTimeMs: noon + 2_000 })
    expect(state.indexHistory('BTC', 10)).toHaveLength(1)
  })

  it('has a history of 15 minutes by the clock of the market', () => {
    const quarter = 15 * 60_000
    const ticks = [0, 1_000, 2_000, quarter, quarter + 1_000].map((ms) => indexTick(84_000, noon + ms))
    const { state } = marketAfter(feedLive, ...ticks)
    const kept = state.indexHistory('BTC', 10).map(({ timeMs }) => timeMs - noon)
    expect(kept).toEqual([2_000, quarter, quarter + 1_000])
  })

  it('lets one index from the future neither end its history nor stand in it', () => {
    const ticks = [0, 1, 2].map((second) => indexTick(84_000 + second, noon + second * 1_000))
    const hour = 3_600_000
    const { state } = marketAfter(feedLive, ...ticks, indexTick(84_003, noon + hour), indexTick(84_004, noon + 4_000))
    const prices = state.indexHistory('BTC', 10).map(({ priceUsd }) => priceUsd)
    expect(prices).toEqual([84_000, 84_001, 84_002, 84_004])
  })
})
