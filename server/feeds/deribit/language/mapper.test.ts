import { describe, expect, it } from 'vitest'
import type { MarketEvent } from '../../../domain/market-events.js'
import { createMapper } from './mapper.js'

const nowMs = Date.UTC(2026, 8, 14)
const arrival = {
  receivedTimeMs: nowMs + 40,
  exchangeTimeMs: nowMs,
  aheadTimeMs: nowMs + 2_000,
  latestTimeMs: nowMs + 60_000,
}
const symbol = 'BTC-25DEC26-76000-C'

const ticker = {
  timestamp: nowMs - 5,
  state: 'open',
  stats: { high: null, low: null, price_change: null, volume: 12.5, volume_usd: 0 },
  greeks: { delta: 0.74092, gamma: 2.0e-5, vega: 132.3649, theta: -29.43212, rho: 121.30652 },
  index_price: 83_250.78,
  instrument_name: symbol,
  last_price: 0.133,
  open_interest: 480.6,
  mark_price: 0.1296,
  mark_iv: 38.25,
  bid_iv: 35.6,
  ask_iv: 40.38,
  best_bid_price: 0.1255,
  best_ask_price: 0.133,
  best_bid_amount: 29.3,
  best_ask_amount: 2.8e-1,
  underlying_price: 84_222.23,
  underlying_index: 'SYN.BTC-25DEC26',
}

function map(channel: string, data: unknown) {
  const mapper = createMapper()
  const mapped = mapper.notification(channel, data, arrival)
  return { ...mapped, ignored: mapper.counts.ignored }
}

function optionValues(change: object) {
  const { events, ignored } = map(`ticker.${symbol}.100ms`, { ...ticker, ...change })
  const [event] = events
  return { values: event?.type === 'options' ? event.updates[0]?.values : undefined, ignored }
}

describe('an option ticker', () => {
  it('has volatilities in percent and becomes fractions', () => {
    const { values } = optionValues({})
    expect(values).toEqual({
      bidPrice: 0.1255,
      bidAmountCoin: 29.3,
      bidIv: expect.closeTo(0.356, 12),
      askPrice: 0.133,
      askAmountCoin: 0.28,
      askIv: expect.closeTo(0.4038, 12),
      markPrice: 0.1296,
      markIv: expect.closeTo(0.3825, 12),
      lastPrice: 0.133,
      underlyingPriceUsd: 84_222.23,
      greeks: ticker.greeks,
      openInterestCoin: 480.6,
      volume24hCoin: 12.5,
    })
  })

  it('is dated by the exchange, and by us', () => {
    const { events } = map(`ticker.${symbol}.100ms`, ticker)
    expect(events).toMatchObject([
      { currency: 'BTC', receivedTimeMs: nowMs + 40, updates: [{ symbol, eventTimeMs: nowMs - 5 }] },
    ])
  })

  it('has no bid where it says 0.0', () => {
    const { values } = optionValues({ best_bid_price: 0.0, best_bid_amount: 0.0, bid_iv: 0.0 })
    expect(values).toMatchObject({ bidPrice: null, bidAmountCoin: null, bidIv: null, askPrice: 0.133 })
  })

  it('has no volatility for a quote below intrinsic value', () => {
    expect(optionValues({ bid_iv: 0 }).values).toMatchObject({ bidPrice: 0.1255, bidIv: null })
  })

  it('keeps a mark price of 0.0, which is a small one', () => {
    expect(optionValues({ mark_price: 0 }).values).toMatchObject({ markPrice: 0 })
  })

  it('says nothing of fields it does not have', () => {
    const { events } = map(`ticker.${symbol}.100ms`, { instrument_name: symbol, timestamp: nowMs, mark_price: 0.1 })
    expect(events).toMatchObject([{ updates: [{ values: { markPrice: 0.1 } }] }])
    expect(optionValues({ stats: undefined, greeks: undefined }).values).not.toHaveProperty('greeks')
  })

  it('says null where it never traded', () => {
    const { values, ignored } = optionValues({ last_price: null, stats: { volume: null } })
    expect(values).toMatchObject({ lastPrice: null, volume24hCoin: null })
    expect(ignored.value).toBe(0)
  })

  it.each([
    ['a text', { mark_iv: '38.25' }, 'markIv'],
    ['a negative volatility', { mark_iv: -38 }, 'markIv'],
    ['an infinite price', { mark_price: 1e999 }, 'markPrice'],
    ['a negative price', { last_price: -0.1 }, 'lastPrice'],
    ['a forward of zero', { underlying_price: 0 }, 'underlyingPriceUsd'],
    ['an impossible delta', { greeks: { ...ticker.greeks, delta: 1.5 } }, 'greeks'],
    ['greeks that are a word', { greeks: 'many' }, 'greeks'],
    ['a bid above the ask', { best_bid_price: 0.2 }, 'bidPrice'],
    ['a bid that is an object', { best_bid_price: {} }, 'bidIv'],
    ['an absurd price', { mark_price: 1e300 }, 'markPrice'],
    ['a mark above its own highest price', { mark_price: 0.3, max_price: 0.25 }, 'markPrice'],
    ['a bid below its own lowest price', { best_bid_price: 0.00005, min_price: 0.0001 }, 'bidPrice'],
    ['an ask above its own highest price', { best_ask_price: 0.3, max_price: 0.25 }, 'askPrice'],
    ['an absurd volatility', { mark_iv: 1e7 }, 'markIv'],
    ['absurd greeks', { greeks: { ...ticker.greeks, theta: -1e15 } }, 'greeks'],
    ['half of its greeks', { greeks: { ...ticker.greeks, vega: 'much' } }, 'greeks'],
    ['a negative open interest', { open_interest: -1 }, 'openInterestCoin'],
    ['a word instead of statistics', { stats: 'none' }, 'volume24hCoin'],
    ['a volume in words', { stats: { volume: 'much' } }, 'volume24hCoin'],
  ])('is unknown where it says %s, whatever it was before', (_, change, field) => {
    const { values, ignored } = optionValues(change)
    expect(values).toHaveProperty(field, null)
    expect(ignored.value).toBe(1)
  })

  it.each([{}, { max_price: 0 }, { max_price: null }, { max_price: '1' }, { min_price: '1' }, { max_price: 0.133 }])(
    'is believed with limits that say nothing or allow its prices: %j',
    (limits) => {
      expect(optionValues(limits).values).toMatchObject({ bidPrice: 0.1255, askPrice: 0.133, markPrice: 0.1296 })
    },
  )

  it('has a quote whose bid is as high as its ask', () => {
    expect(optionValues({ best_bid_price: 0.133 }).values).toMatchObject({ bidPrice: 0.133, askPrice: 0.133 })
  })

  it('is left out when it says nothing that we carry, but not when it says a state', () => {
    const bare = { instrument_name: symbol, timestamp: nowMs }
    expect(map(`ticker.${symbol}.100ms`, bare)).toMatchObject({ events: [], ignored: { shape: 1 } })
    const halted = map(`ticker.${symbol}.100ms`, { ...bare, state: 'halted' })
    expect(halted).toMatchObject({ events: [{ updates: [{ values: {}, state: 'HALTED' }] }], ignored: { shape: 0 } })
  })

  it('has no quote at all when its bid is above its ask', () => {
    const { values } = optionValues({ best_bid_price: 0.2 })
    const noQuote = {
      bidPrice: null,
      bidAmountCoin: null,
      bidIv: null,
      askPrice: null,
      askAmountCoin: null,
      askIv: null,
    }
    expect(values).toMatchObject({ ...noQuote, markPrice: 0.1296 })
  })

  it.each([
    ['negative', -3],
    ['a text', '29.3'],
    ['zero', 0],
    ['null', null],
    ['absurd', 1e200],
  ])('has no bid whose size is %s: an unknown size would carry any order', (_, best_bid_amount) => {
    const { values } = optionValues({ best_bid_amount })
    expect(values).toMatchObject({ bidPrice: null, bidAmountCoin: null, bidIv: null, askPrice: 0.133 })
  })

  it('keeps a good ask beside a bid that is not believed', () => {
    const { values } = optionValues({ best_bid_price: -0.1 })
    expect(values).toMatchObject({ bidPrice: null, bidAmountCoin: null, askPrice: 0.133, askAmountCoin: 0.28 })
  })

  it('of a later moment than can be is left out', () => {
    const { events, ignored } = map(`ticker.${symbol}.100ms`, { ...ticker, timestamp: nowMs + 3_600_000 })
    expect(events).toEqual([])
    expect(ignored.time).toBe(1)
  })

  it.each([12, 'now', null, 1.5, Number.MAX_VALUE])('of the time %j makes all that it names unknown', (timestamp) => {
    const { events, ignored } = map(`ticker.${symbol}.100ms`, { ...ticker, timestamp })
    const [event] = events
    const [said] = event?.type === 'options' ? event.updates : []
    expect(said).toMatchObject({ eventTimeMs: nowMs, values: { bidPrice: null, askPrice: null, markPrice: null } })
    expect(Object.values(said?.values ?? {}).every((value) => value === null)).toBe(true)
    expect(said).not.toHaveProperty('state')
    expect(ignored).toMatchObject({ time: 1, value: 0 })
  })

  it('of another instrument than its channel is not believed', () => {
    const { events, ignored } = map('ticker.BTC-25DEC26-80000-C.100ms', ticker)
    expect(events).toEqual([])
    expect(ignored.shape).toBe(1)
  })
})

describe('a perpetual ticker', () => {
  const perpetual = {
    timestamp: nowMs,
    stats: { high: 8.55e4, low: 82_900.5, price_change: -0.8525, volume: 9_341.4, volume_usd: 781_497_780 },
    instrument_name: 'BTC-PERPETUAL',
    last_price: 83_216,
    open_interest: 797_578_130,
    mark_price: 83_212.14,
    current_funding: -2.1714e-4,
    funding_8h: -3.1e-6,
    best_ask_price: 83_212.5,
    best_bid_price: 0,
    best_ask_amount: 1.0002e6,
    best_bid_amount: 0,
  }

  it('keeps its percent change, and funding as the fraction it is', () => {
    const { events } = map('ticker.BTC-PERPETUAL.100ms', perpetual)
    expect(events).toEqual([
      {
        type: 'perpetual',
        currency: 'BTC',
        symbol: 'BTC-PERPETUAL',
        eventTimeMs: nowMs,
        receivedTimeMs: nowMs + 40,
        values: {
          bidPriceUsd: null,
          bidAmountUsd: null,
          askPriceUsd: 83_212.5,
          askAmountUsd: 1_000_200,
          markPriceUsd: 83_212.14,
          lastPriceUsd: 83_216,
          change24hPct: -0.8525,
          high24hUsd: 85_500,
          low24hUsd: 82_900.5,
          volume24hCoin: 9_341.4,
          volume24hUsd: 781_497_780,
          openInterestUsd: 797_578_130,
          fundingRate8h: -0.00021714,
          fundingPaid8h: -0.0000031,
        },
      },
    ])
  })

  it('of a linear contract has its coins as USD at the price beside them', () => {
    const linear = {
      ...{ instrument_name: 'DOGE_USDC-PERPETUAL', mark_price: 0.25, open_interest: 8_000_000 },
      ...{ best_bid_price: 0.2, best_bid_amount: 300, best_ask_price: 0.5, best_ask_amount: 5_000, last_price: 0.25 },
      ...{ stats: { volume: 1_000_000, volume_notional: 240_000 }, timestamp: nowMs },
    }
    const [event] = map('ticker.DOGE_USDC-PERPETUAL.100ms', linear).events
    expect(event).toMatchObject({
      currency: 'DOGE_USDC',
      values: {
        bidAmountUsd: 60,
        askAmountUsd: 2_500,
        openInterestUsd: 2_000_000,
        volume24hCoin: 1_000_000,
        volume24hUsd: 240_000,
      },
    })
    const [unmarked] = map('ticker.DOGE_USDC-PERPETUAL.100ms', { ...linear, mark_price: 'x' }).events
    expect(unmarked).toMatchObject({ values: { markPriceUsd: null, openInterestUsd: null, askAmountUsd: 2_500 } })
  })

  it.each([
    ['a mark in words', { mark_price: '83212' }, { markPriceUsd: null, askPriceUsd: 83_212.5 }],
    ['a mark below its own lowest price', { mark_price: 1, min_price: 80_000 }, { markPriceUsd: null }],
    ['an absurd mark', { mark_price: 1e300 }, { markPriceUsd: null }],
    ['a negative bid', { best_bid_price: -1 }, { bidPriceUsd: null, bidAmountUsd: null, askPriceUsd: 83_212.5 }],
    ['a bid above its ask', { best_bid_price: 9e4, best_bid_amount: 10 }, { bidPriceUsd: null, askPriceUsd: null }],
    ['a negative size', { best_ask_amount: -10 }, { askPriceUsd: null, askAmountUsd: null }],
    ['a funding rate of 700 %', { current_funding: 7 }, { fundingRate8h: null }],
    ['a funding rate of 6 %', { current_funding: 0.06 }, { fundingRate8h: null }],
    ['a negative volume', { stats: { volume: -1 } }, { volume24hCoin: null }],
  ])('is unknown where it says %s', (_, change, values) => {
    const [event] = map('ticker.BTC-PERPETUAL.100ms', { ...perpetual, ...change }).events
    expect(event).toMatchObject({ values })
  })

  it('is left out when it says nothing that we carry, but not when it says a state', () => {
    const bare = { instrument_name: 'BTC-PERPETUAL', timestamp: nowMs }
    expect(map('ticker.BTC-PERPETUAL.100ms', bare)).toMatchObject({ events: [], ignored: { shape: 1 } })
    const halted = map('ticker.BTC-PERPETUAL.100ms', { ...bare, state: 'halted' })
    expect(halted).toMatchObject({ events: [{ values: {}, state: 'HALTED' }], ignored: { shape: 0 } })
  })

  it('of a dated future is not carried', () => {
    const { events, ignored } = map('ticker.BTC-25DEC26.100ms', { ...perpetual, instrument_name: 'BTC-25DEC26' })
    expect(events).toEqual([])
    expect(ignored.instrument).toBe(1)
  })
})

describe('the bounds of what is believed', () => {
  it.each([
    [{ mark_iv: 10_000 }, { markIv: 100 }],
    [{ mark_iv: 10_001 }, { markIv: null }],
    [{ greeks: { ...ticker.greeks, delta: -1 } }, { greeks: { ...ticker.greeks, delta: -1 } }],
    [{ greeks: { ...ticker.greeks, gamma: -1e-9 } }, { greeks: null }],
    [{ greeks: null }, { greeks: null }],
    [{ open_interest: 1e12 }, { openInterestCoin: 1e12 }],
    [{ open_interest: 1.1e12 }, { openInterestCoin: null }],
  ])('of an option: %j', (change, values) => {
    expect(optionValues(change).values).toMatchObject(values)
  })

  it.each([
    [
      { current_funding: 0.05, funding_8h: -0.05 },
      { fundingRate8h: 0.05, fundingPaid8h: -0.05 },
    ],
    [{ current_funding: -0.051 }, { fundingRate8h: null }],
    [{ stats: { volume_usd: null, volume_notional: 7 } }, { volume24hUsd: 7 }],
    [{ stats: { volume_usd: 5, volume_notional: 7 } }, { volume24hUsd: 5 }],
    [{ stats: { volume_usd: null } }, { volume24hUsd: null }],
    [{ stats: { high: 0, low: 0 } }, { high24hUsd: null, low24hUsd: null }],
  ])('of a perpetual: %j', (change, values) => {
    const frame = { instrument_name: 'BTC-PERPETUAL', timestamp: nowMs, ...change }
    expect(map('ticker.BTC-PERPETUAL.100ms', frame).events).toMatchObject([{ values }])
  })

  it('of the volatility index: up to 10,000 points', () => {
    const volatilityOf = (volatility: number) =>
      map('deribit_volatility_index.btc_usd', { timestamp: nowMs, volatility, index_name: 'btc_usd' }).events
    expect(volatilityOf(10_000)).toMatchObject([{ volatility: 100 }])
    expect(volatilityOf(10_001)).toMatchObject([{ volatility: null }])
  })
})

describe('a mapper', () => {
  it('counts the frames that it understood, and what it left out by its reason', () => {
    const mapper = createMapper()
    mapper.notification(`ticker.${symbol}.100ms`, ticker, arrival)
    mapper.notification('platform_state', { maintenance: true }, arrival)
    mapper.notification('moon.phase', {}, arrival)
    mapper.notification('ticker.x', null, arrival)
    mapper.message({ kind: 'heartbeat', testRequest: false }, arrival)
    mapper.message({ kind: 'notification', channel: `ticker.${symbol}.100ms`, data: ticker }, arrival)
    mapper.message({ kind: 'answer', id: 1, result: 'ok', usOut: null }, arrival)
    const ignored = { message: 2, channel: 1, shape: 1, instrument: 0, time: 0, value: 0 }
    expect(mapper.counts).toEqual({ mapped: 3, ignored })
  })

  it('takes the index from tickers of the currencies that have no channel for it', () => {
    const mapper = createMapper({ indexFromTickers: new Set(['BTC']) })
    const { events } = mapper.notification(`ticker.${symbol}.100ms`, ticker, arrival)
    expect(events.map(({ type }) => type)).toEqual(['index', 'options'])
    expect(events[0]).toMatchObject({ currency: 'BTC', priceUsd: 83_250.78, eventTimeMs: nowMs - 5 })
    const { index_price: _, ...without } = ticker
    expect(mapper.notification(`ticker.${symbol}.100ms`, without, arrival).events).toHaveLength(1)
    expect(map(`ticker.${symbol}.100ms`, ticker).events).toHaveLength(1)
  })
})

describe('other channels', () => {
  it('carry mark prices whose volatility is a fraction already', () => {
    const row = { instrument_name: symbol, mark_price: 0.1296, iv: 0.3706, timestamp: nowMs }
    const { events, ignored } = map('markprice.options.btc_usd', [
      row,
      { ...row, iv: 'x' },
      5,
      { ...row, timestamp: 1 },
    ])
    expect(events).toMatchObject([
      {
        updates: [
          { values: { markPrice: 0.1296, markIv: 0.3706 } },
          { values: { markPrice: 0.1296, markIv: null } },
          { values: { markPrice: null, markIv: null }, eventTimeMs: nowMs },
        ],
      },
    ])
    expect(ignored).toMatchObject({ value: 1, shape: 1, time: 1 })
  })

  it('carry the index in USD and the volatility index in percent', () => {
    const price = map('deribit_price_index.eth_usd', { timestamp: nowMs, price: 2722.4, index_name: 'eth_usd' })
    expect(price.events).toMatchObject([{ type: 'index', currency: 'ETH', priceUsd: 2722.4, eventTimeMs: nowMs }])
    const dvol = map('deribit_volatility_index.btc_usd', { timestamp: nowMs, volatility: 45.5, index_name: 'btc_usd' })
    expect(dvol.events).toMatchObject([{ type: 'volatility-index', currency: 'BTC', volatility: 0.455 }])
    const quiet = map('deribit_volatility_index.btc_usd', { timestamp: nowMs, volatility: 0.5, index_name: 'btc_usd' })
    expect(quiet.events).toMatchObject([{ volatility: 0.005 }])
  })

  it.each([-1, 0, '83250', 1e300, null])('make the index unknown when it is %j', (price) => {
    const { events } = map('deribit_price_index.btc_usd', { timestamp: nowMs, price, index_name: 'btc_usd' })
    expect(events).toMatchObject([{ type: 'index', currency: 'BTC', priceUsd: null }])
  })

  it.each([-1, '45', 1e300])('make the volatility index unknown when it is %j', (volatility) => {
    const { events } = map('deribit_volatility_index.btc_usd', { timestamp: nowMs, volatility, index_name: 'btc_usd' })
    expect(events).toMatchObject([{ type: 'volatility-index', currency: 'BTC', volatility: null }])
  })

  it('signal that an instrument changed, and whether the exchange is open to us', () => {
    const state = { timestamp: nowMs, state: 'whatever', instrument_name: symbol }
    const changed = { kind: 'instruments-changed', currency: 'BTC' }
    expect(map('instrument.state.option.BTC', state).signal).toEqual(changed)
    expect(map('instrument.state.any.any', state).signal).toEqual(changed)
    const access = map('platform_state.public_methods_state', { allow_unauthenticated_public_requests: false })
    expect(access.signal).toEqual({ kind: 'public-access', open: false })
    expect(map('platform_state', { maintenance: true }).signal).toEqual({ kind: 'public-access', open: false })
  })

  it.each([
    ['halted', 'HALTED'],
    ['locked', 'LOCKED'],
    ['settlement', 'SETTLEMENT'],
    ['closed', 'CLOSED'],
    ['open', 'OPEN'],
    ['suspended', 'HALTED'],
  ])('say that an instrument is %s', (name, state) => {
    const news = { timestamp: nowMs, state: name, instrument_name: 'BTC-PERPETUAL' }
    expect(map('instrument.state.any.BTC', news).events).toMatchObject([
      { type: 'instrument-state', currency: 'BTC', symbol: 'BTC-PERPETUAL', state },
    ])
    const option = map(`ticker.${symbol}.100ms`, { ...ticker, state: name }).events
    expect(option).toMatchObject([{ updates: [{ state }] }])
  })

  it('say that an index is locked', () => {
    expect(map('platform_state', { locked: true, price_index: 'btc_usd' }).events).toMatchObject([
      { type: 'index-lock', currency: 'BTC', locked: true },
    ])
    expect(map('platform_state', { locked: false, price_index: 'eth_usd' }).events).toMatchObject([
      { type: 'index-lock', currency: 'ETH', locked: false },
    ])
  })

  it('say that all indices are locked, or none, as a word too', () => {
    for (const said of [true, false, 'true', 'false']) {
      const isLocked = said === true || said === 'true'
      const signal = { kind: 'platform-lock', lockedIndices: isLocked ? 'ALL' : new Set() }
      expect(map('platform_state', { locked: said }).signal).toEqual(signal)
      expect(map('platform_state', { locked: said, price_index: null }).signal).toEqual(signal)
      expect(map('platform_state', { locked: said, price_index: 'btc_usd' }).events).toMatchObject([
        { type: 'index-lock', currency: 'BTC', locked: isLocked },
      ])
    }
    for (const price_index of [5, 'eth_btc']) {
      const nonsense = map('platform_state', { locked: true, price_index })
      expect(nonsense).toMatchObject({ events: [], signal: null, ignored: { channel: 1 } })
    }
  })

  it('say of a lock and of maintenance in one frame both', () => {
    const both = map('platform_state', { price_index: 'btc_usd', locked: true, maintenance: false })
    expect(both.events).toMatchObject([{ type: 'index-lock', currency: 'BTC', locked: true }])
    expect(both.signal).toEqual({ kind: 'public-access', open: true })
    const shut = map('platform_state', { maintenance: true, allow_unauthenticated_public_requests: true })
    expect(shut.signal).toEqual({ kind: 'public-access', open: false })
  })

  it('that nobody knows are counted', () => {
    expect(map('trades.BTC-PERPETUAL.100ms', []).ignored.channel).toBe(1)
    expect(map('', {}).ignored.channel).toBe(1)
  })
})

describe('an answer', () => {
  const answer = (result: unknown): readonly MarketEvent[] => createMapper().answer(result, arrival).events

  it('of a book summary says null where there is no quote, and nothing of sizes and quote volatilities', () => {
    const row = { instrument_name: symbol, bid_price: null, ask_price: 5e-4, mark_price: 0.00021, mark_iv: 78.11 }
    const rest = { underlying_price: 64_312.37, last: null, volume: 0, open_interest: 0, creation_timestamp: nowMs }
    const values = {
      bidPrice: null,
      askPrice: 0.0005,
      markPrice: 0.00021,
      markIv: expect.closeTo(0.7811, 12),
      lastPrice: null,
      underlyingPriceUsd: 64_312.37,
      openInterestCoin: 0,
      volume24hCoin: 0,
    }
    expect(answer([{ ...row, ...rest }])).toMatchObject([{ type: 'options', updates: [{ eventTimeMs: nowMs }] }])
    const [event] = answer([{ ...row, ...rest }])
    expect(event?.type === 'options' && event.updates[0]?.values).toEqual(values)
  })

  it.each([
    ['a bid above the ask', { bid_price: 0.2, ask_price: 0.1 }, { bidPrice: null, askPrice: null }],
    ['a negative bid', { bid_price: -0.2, ask_price: 0.1 }, { bidPrice: null, askPrice: 0.1 }],
    ['a mark in words', { mark_price: 'x' }, { markPrice: null }],
    ['a forward of zero', { underlying_price: 0 }, { underlyingPriceUsd: null }],
  ])('of a book summary is unknown where it says %s', (_, row, values) => {
    const events = answer([{ instrument_name: symbol, mark_price: 0.15, creation_timestamp: nowMs, ...row }])
    expect(events).toMatchObject([{ updates: [{ values }] }])
  })

  it('of instruments lists the options that are what their name says', () => {
    const option = {
      instrument_name: symbol,
      kind: 'option',
      option_type: 'call',
      strike: 76_000,
      expiration_timestamp: Date.UTC(2026, 11, 25, 8),
      is_active: true,
      state: 'open',
      base_currency: 'BTC',
      quote_currency: 'BTC',
    }
    const old = { ...option, state: undefined, instrument_name: 'BTC-25DEC26-76000-P', option_type: 'put' }
    const wrong = [{ strike: 75_000 }, { option_type: 'put' }, { expiration_timestamp: 5 }, { quote_currency: 'USDC' }]
    const closed = [{ state: 'closed' }, { state: undefined, is_active: false }, { kind: 'future' }]
    const rows = [option, old, ...[...wrong, ...closed].map((change) => ({ ...option, ...change })), null]
    const [listing] = answer(rows)
    expect(listing).toMatchObject({ type: 'listing', currency: 'BTC', eventTimeMs: nowMs })
    expect(listing?.type === 'listing' && listing.instruments.map((one) => one.symbol)).toEqual([
      symbol,
      'BTC-25DEC26-76000-P',
    ])
  })

  it('of a ticker or an order book is mapped as a ticker', () => {
    const { greeks: _, ...book } = ticker
    expect(answer(ticker)).toMatchObject([{ type: 'options', updates: [{ symbol, values: { markPrice: 0.1296 } }] }])
    expect(answer(book)).toMatchObject([{ type: 'options', updates: [{ symbol, values: { bidPrice: 0.1255 } }] }])
    expect(answer({ ...ticker, instrument_name: 5 })).toEqual([])
  })

  it('of anything else is nothing', () => {
    for (const other of ['ok', null, 7, [], ['ticker.x'], {}, { version: '1.2.26' }, [{}], [[]]]) {
      expect(answer(other)).toEqual([])
    }
  })
})

describe('a frame of an index', () => {
  const index = (data: unknown, name = 'btc_usd') => map(`deribit_price_index.${name}`, data)
  const volatility = (data: unknown) => map('deribit_volatility_index.btc_usd', data)

  it.each([
    ['of another index', { timestamp: nowMs, price: 5, volatility: 5, index_name: 'eth_usd' }],
    ['without a value', { timestamp: nowMs, index_name: 'btc_usd' }],
    ['that is no record', 7],
  ])('is left out %s', (_, data) => {
    for (const mapped of [index(data), volatility(data)]) {
      expect(mapped).toMatchObject({ events: [], ignored: { shape: 1 } })
    }
  })

  it('is left out where the index is not in US dollars, and where its time is later than can be', () => {
    const frame = { timestamp: nowMs, price: 5, index_name: 'eth_btc' }
    expect(index(frame, 'eth_btc')).toMatchObject({ events: [], ignored: { shape: 1 } })
    const later = { timestamp: nowMs + 3_600_000, price: 5, volatility: 5 }
    expect([index(later).events, volatility(later).events]).toEqual([[], []])
  })

  it('need not name its index, and has no volatility of 0', () => {
    expect(index({ timestamp: nowMs - 3, price: 5 }).events).toMatchObject([{ priceUsd: 5, eventTimeMs: nowMs - 3 }])
    expect(volatility({ timestamp: nowMs, volatility: 0 }).events).toMatchObject([{ volatility: null }])
  })
})

describe('rows of options', () => {
  const marks = (data: unknown) => map('markprice.options.btc_usd', data)
  const row = { instrument_name: symbol, mark_price: 0.1296, iv: 0.3706, timestamp: nowMs - 3 }

  it('of mark prices confirm those that they do not name', () => {
    expect(marks([row]).events).toMatchObject([
      { confirms: 'MARKS', currency: 'BTC', updates: [{ symbol, eventTimeMs: nowMs - 3 }] },
    ])
    expect(marks('all')).toMatchObject({ events: [], ignored: { shape: 1 } })
  })

  it('are taken without those that make no sense', () => {
    const bad = [
      { ...row, instrument_name: 'BTC-25DEC26' },
      { ...row, timestamp: nowMs + 3_600_000 },
      { instrument_name: symbol, timestamp: nowMs },
      7,
    ]
    const { events, ignored } = marks([...bad, row])
    expect(events).toMatchObject([{ updates: [{ eventTimeMs: nowMs - 3 }] }])
    expect(ignored).toMatchObject({ instrument: 1, time: 1, shape: 2 })
  })

  it('of a summary are dated by when they were made', () => {
    const made = { instrument_name: symbol, mark_price: 0.1, creation_timestamp: nowMs - 7, timestamp: nowMs }
    const { events } = createMapper().answer([made], arrival)
    expect(events).toMatchObject([{ updates: [{ eventTimeMs: nowMs - 7 }] }])
  })
})

describe('a frame of the state of an instrument', () => {
  const state = (data: unknown) => map('instrument.state.any.BTC', data)
  const news = { timestamp: nowMs - 3, state: 'halted', instrument_name: symbol }
  const signal = { kind: 'instruments-changed', currency: 'BTC' }

  it('is dated by the exchange', () => {
    expect(state(news)).toMatchObject({ events: [{ eventTimeMs: nowMs - 3, receivedTimeMs: nowMs + 40 }], signal })
  })

  it.each([{ state: undefined }, { timestamp: nowMs + 3_600_000 }])(
    'is news of the listing alone with %j',
    (change) => {
      expect(state({ ...news, ...change })).toMatchObject({ events: [], signal })
    },
  )

  it.each<[unknown, string]>([
    [7, 'shape'],
    [{ ...news, instrument_name: 5 }, 'shape'],
    [{ ...news, instrument_name: 'BTC-25DEC26' }, 'instrument'],
  ])('is left out where it is of no instrument of ours: %j', (data, reason) => {
    expect(state(data)).toMatchObject({ events: [], signal: null, ignored: { [reason]: 1 } })
  })

  it('of the platform is left out where it does not say whether an index is locked', () => {
    const unsaid = map('platform_state', { price_index: 'btc_usd', locked: 'perhaps' })
    expect(unsaid).toMatchObject({ events: [], signal: null, ignored: { channel: 1 } })
    expect(map('platform_state', { maintenance: false }).events).toEqual([])
  })
})

it('a message of an answer is mapped as its result', () => {
  const message = { kind: 'answer', id: 1, result: ticker, usOut: null } as const
  expect(createMapper().message(message, arrival).events).toMatchObject([{ type: 'options' }])
  const mapper = createMapper()
  expect(mapper.answer([{ price: 5 }], arrival).events).toEqual([])
  expect(mapper.counts.ignored).toMatchObject({ shape: 1, message: 0 })
})
