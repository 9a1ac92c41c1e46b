import { describe, expect, it } from 'vitest'
import { arrival, mapFrame, nowMs, symbol, ticker } from '../../../../tests/support/deribit/map-frame.js'
import type { MarketEvent } from '../../../domain/market-events.js'
import { createMapper } from './mapper.js'

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
    expect(mapFrame(`ticker.${symbol}.100ms`, ticker).events).toHaveLength(1)
  })
})

describe('other channels', () => {
  it('carry mark prices whose volatility is a fraction already', () => {
    const row = { instrument_name: symbol, mark_price: 0.1296, iv: 0.3706, timestamp: nowMs }
    const { events, ignored } = mapFrame('markprice.options.btc_usd', [
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
    const price = mapFrame('deribit_price_index.eth_usd', { timestamp: nowMs, price: 2722.4, index_name: 'eth_usd' })
    expect(price.events).toMatchObject([{ type: 'index', currency: 'ETH', priceUsd: 2722.4, eventTimeMs: nowMs }])
    const dvol = mapFrame('deribit_volatility_index.btc_usd', {
      timestamp: nowMs,
      volatility: 45.5,
      index_name: 'btc_usd',
    })
    expect(dvol.events).toMatchObject([{ type: 'volatility-index', currency: 'BTC', volatility: 0.455 }])
    const quiet = mapFrame('deribit_volatility_index.btc_usd', {
      timestamp: nowMs,
      volatility: 0.5,
      index_name: 'btc_usd',
    })
    expect(quiet.events).toMatchObject([{ volatility: 0.005 }])
  })

  it.each([-1, 0, '83250', 1e300, null])('make the index unknown when it is %j', (price) => {
    const { events } = mapFrame('deribit_price_index.btc_usd', { timestamp: nowMs, price, index_name: 'btc_usd' })
    expect(events).toMatchObject([{ type: 'index', currency: 'BTC', priceUsd: null }])
  })

  it.each([-1, '45', 1e300])('make the volatility index unknown when it is %j', (volatility) => {
    const { events } = mapFrame('deribit_volatility_index.btc_usd', {
      timestamp: nowMs,
      volatility,
      index_name: 'btc_usd',
    })
    expect(events).toMatchObject([{ type: 'volatility-index', currency: 'BTC', volatility: null }])
  })

  it('signal that an instrument changed, and whether the exchange is open to us', () => {
    const state = { timestamp: nowMs, state: 'whatever', instrument_name: symbol }
    const changed = { kind: 'instruments-changed', currency: 'BTC' }
    expect(mapFrame('instrument.state.option.BTC', state).signal).toEqual(changed)
    expect(mapFrame('instrument.state.any.any', state).signal).toEqual(changed)
    const access = mapFrame('platform_state.public_methods_state', { allow_unauthenticated_public_requests: false })
    expect(access.signal).toEqual({ kind: 'public-access', open: false })
    expect(mapFrame('platform_state', { maintenance: true }).signal).toEqual({ kind: 'public-access', open: false })
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
    expect(mapFrame('instrument.state.any.BTC', news).events).toMatchObject([
      { type: 'instrument-state', currency: 'BTC', symbol: 'BTC-PERPETUAL', state },
    ])
    const option = mapFrame(`ticker.${symbol}.100ms`, { ...ticker, state: name }).events
    expect(option).toMatchObject([{ updates: [{ state }] }])
  })

  it('say that an index is locked', () => {
    expect(mapFrame('platform_state', { locked: true, price_index: 'btc_usd' }).events).toMatchObject([
      { type: 'index-lock', currency: 'BTC', locked: true },
    ])
    expect(mapFrame('platform_state', { locked: false, price_index: 'eth_usd' }).events).toMatchObject([
      { type: 'index-lock', currency: 'ETH', locked: false },
    ])
  })

  it('say that all indices are locked, or none, as a word too', () => {
    for (const said of [true, false, 'true', 'false']) {
      const isLocked = said === true || said === 'true'
      const signal = { kind: 'platform-lock', lockedIndices: isLocked ? 'ALL' : new Set() }
      expect(mapFrame('platform_state', { locked: said }).signal).toEqual(signal)
      expect(mapFrame('platform_state', { locked: said, price_index: null }).signal).toEqual(signal)
      expect(mapFrame('platform_state', { locked: said, price_index: 'btc_usd' }).events).toMatchObject([
        { type: 'index-lock', currency: 'BTC', locked: isLocked },
      ])
    }
    for (const price_index of [5, 'eth_btc']) {
      const nonsense = mapFrame('platform_state', { locked: true, price_index })
      expect(nonsense).toMatchObject({ events: [], signal: null, ignored: { channel: 1 } })
    }
  })

  it('say of a lock and of maintenance in one frame both', () => {
    const both = mapFrame('platform_state', { price_index: 'btc_usd', locked: true, maintenance: false })
    expect(both.events).toMatchObject([{ type: 'index-lock', currency: 'BTC', locked: true }])
    expect(both.signal).toEqual({ kind: 'public-access', open: true })
    const shut = mapFrame('platform_state', { maintenance: true, allow_unauthenticated_public_requests: true })
    expect(shut.signal).toEqual({ kind: 'public-access', open: false })
  })

  it('that nobody knows are counted', () => {
    expect(mapFrame('trades.BTC-PERPETUAL.100ms', []).ignored.channel).toBe(1)
    expect(mapFrame('', {}).ignored.channel).toBe(1)
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
  const index = (data: unknown, name = 'btc_usd') => mapFrame(`deribit_price_index.${name}`, data)
  const volatility = (data: unknown) => mapFrame('deribit_volatility_index.btc_usd', data)

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
  const marks = (data: unknown) => mapFrame('markprice.options.btc_usd', data)
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
  const state = (data: unknown) => mapFrame('instrument.state.any.BTC', data)
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
    const unsaid = mapFrame('platform_state', { price_index: 'btc_usd', locked: 'perhaps' })
    expect(unsaid).toMatchObject({ events: [], signal: null, ignored: { channel: 1 } })
    expect(mapFrame('platform_state', { maintenance: false }).events).toEqual([])
  })
})

it('a message of an answer is mapped as its result', () => {
  const message = { kind: 'answer', id: 1, result: ticker, usOut: null } as const
  expect(createMapper().message(message, arrival).events).toMatchObject([{ type: 'options' }])
  const mapper = createMapper()
  expect(mapper.answer([{ price: 5 }], arrival).events).toEqual([])
  expect(mapper.counts.ignored).toMatchObject({ shape: 1, message: 0 })
})
