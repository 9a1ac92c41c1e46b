import { describe, expect, it } from 'vitest'
import { mapFrame, nowMs, optionValues, symbol, ticker } from '../../../../tests/support/deribit/map-frame.js'

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
    const { events } = mapFrame(`ticker.${symbol}.100ms`, ticker)
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
    const { events } = mapFrame(`ticker.${symbol}.100ms`, {
      instrument_name: symbol,
      timestamp: nowMs,
      mark_price: 0.1,
    })
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
    expect(mapFrame(`ticker.${symbol}.100ms`, bare)).toMatchObject({ events: [], ignored: { shape: 1 } })
    const halted = mapFrame(`ticker.${symbol}.100ms`, { ...bare, state: 'halted' })
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
    const { events, ignored } = mapFrame(`ticker.${symbol}.100ms`, { ...ticker, timestamp: nowMs + 3_600_000 })
    expect(events).toEqual([])
    expect(ignored.time).toBe(1)
  })

  it.each([12, 'now', null, 1.5, Number.MAX_VALUE])('of the time %j makes all that it names unknown', (timestamp) => {
    const { events, ignored } = mapFrame(`ticker.${symbol}.100ms`, { ...ticker, timestamp })
    const [event] = events
    const [said] = event?.type === 'options' ? event.updates : []
    expect(said).toMatchObject({ eventTimeMs: nowMs, values: { bidPrice: null, askPrice: null, markPrice: null } })
    expect(Object.values(said?.values ?? {}).every((value) => value === null)).toBe(true)
    expect(said).not.toHaveProperty('state')
    expect(ignored).toMatchObject({ time: 1, value: 0 })
  })

  it('of another instrument than its channel is not believed', () => {
    const { events, ignored } = mapFrame('ticker.BTC-25DEC26-80000-C.100ms', ticker)
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
    const { events } = mapFrame('ticker.BTC-PERPETUAL.100ms', perpetual)
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
    const [event] = mapFrame('ticker.DOGE_USDC-PERPETUAL.100ms', linear).events
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
    const [unmarked] = mapFrame('ticker.DOGE_USDC-PERPETUAL.100ms', { ...linear, mark_price: 'x' }).events
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
    const [event] = mapFrame('ticker.BTC-PERPETUAL.100ms', { ...perpetual, ...change }).events
    expect(event).toMatchObject({ values })
  })

  it('is left out when it says nothing that we carry, but not when it says a state', () => {
    const bare = { instrument_name: 'BTC-PERPETUAL', timestamp: nowMs }
    expect(mapFrame('ticker.BTC-PERPETUAL.100ms', bare)).toMatchObject({ events: [], ignored: { shape: 1 } })
    const halted = mapFrame('ticker.BTC-PERPETUAL.100ms', { ...bare, state: 'halted' })
    expect(halted).toMatchObject({ events: [{ values: {}, state: 'HALTED' }], ignored: { shape: 0 } })
  })

  it('of a dated future is not carried', () => {
    const { events, ignored } = mapFrame('ticker.BTC-25DEC26.100ms', { ...perpetual, instrument_name: 'BTC-25DEC26' })
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
    expect(mapFrame('ticker.BTC-PERPETUAL.100ms', frame).events).toMatchObject([{ values }])
  })

  it('of the volatility index: up to 10,000 points', () => {
    const volatilityOf = (volatility: number) =>
      mapFrame('deribit_volatility_index.btc_usd', { timestamp: nowMs, volatility, index_name: 'btc_usd' }).events
    expect(volatilityOf(10_000)).toMatchObject([{ volatility: 100 }])
    expect(volatilityOf(10_001)).toMatchObject([{ volatility: null }])
  })
})
