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
import { perpetualTick } from '../../tests/support/scripted-feed.js'
import type { InstrumentState } from '../domain/instrument.js'
import type { MarketEvent } from '../domain/market-events.js'
import type { Changes } from './market-state.js'

const call = option(84_000, 'CALL').symbol
const listed = listing([...ladder([84_000, 86_000]), ...ladder([84_000], christmas)])
const times = (at: number) => ({ eventTimeMs: at, receivedTimeMs: at })

const volatility = (value: number, at = noon): MarketEvent => {
  return { type: 'volatility-index', currency: 'BTC', volatility: value, ...times(at) }
}
const told = (symbol: string, state: InstrumentState, at = noon): MarketEvent => {
  return { type: 'instrument-state', currency: 'BTC', symbol, state, ...times(at) }
}
const lock = (locked: boolean, at = noon): MarketEvent => ({
  type: 'index-lock',
  currency: 'BTC',
  locked,
  ...times(at),
})
const delivered = (priceUsd: number, expiryMs = noon, at = noon): MarketEvent => {
  return { type: 'delivery-price', currency: 'BTC', expiryMs, priceUsd, ...times(at) }
}
const markIv = (iv: number, at = noon, symbol = call) => optionsEvent([update(symbol, { markIv: iv }, at)], at)
const perpetual = (markPriceUsd: number, at = noon) => perpetualTick({ markPriceUsd }, at)
const silent = { ...perpetualTick({}, noon), state: 'OPEN' } as MarketEvent

const changes = (currencies: readonly string[], expiries: readonly number[] = []): Changes => ({
  currencies: new Set(currencies),
  chains: expiries.map((expiryMs) => ({ currency: 'BTC', expiryMs })),
})
const nothing = changes([])
const market = changes(['BTC'])

/** What an event changes of a market that heard everything once at noon. */
function changedBy(event: MarketEvent): Changes {
  const before = [feedLive, listed, indexTick(84_000), perpetual(84_000), volatility(0.5), markIv(0.4)]
  const { state } = marketAfter(...before, silent, delivered(84_000))
  return state.fold(event)
}

describe('an event changes the market of its currency', () => {
  it.each<[string, MarketEvent, Changes]>([
    ['when it is an index', indexTick(84_001, noon + 1), market],
    ['when it only says it again', indexTick(84_000, noon + 1), market],
    ['not when it is older', indexTick(84_001, noon - 1), nothing],
    ['when it is a volatility index', volatility(0.51, noon + 1), market],
    ['not when that is older', volatility(0.51, noon - 1), nothing],
    ['when it is a perpetual', perpetual(84_001, noon + 1), market],
    ['not when that is older', perpetual(84_001, noon - 1), nothing],
    ['not when it says nothing of the perpetual', perpetualTick({}, noon + 1), nothing],
    ['not when it says the same state', { ...silent, ...times(noon + 1) }, nothing],
    ['when it says another', { ...silent, state: 'HALTED', ...times(noon + 1) } as MarketEvent, market],
    ['when it is a delivery price', delivered(85_000), market],
    ['not when that is known', delivered(84_000), nothing],
    ['not when the feed does not carry the currency', indexTick(2, noon + 1, 'XRP'), nothing],
  ])('%s', (_, event, wanted) => expect(changedBy(event)).toEqual(wanted))
})

describe('an event changes chains', () => {
  const { symbol } = option(84_000, 'CALL', christmas)
  it.each<[string, MarketEvent, Changes]>([
    ['with a value of one of its options', markIv(0.4, noon + 1), changes([], [tomorrow])],
    ['not with an older one', markIv(0.4, noon - 1), nothing],
    ['not when it says nothing of the option', optionsEvent([update(call, {}, noon + 1)]), nothing],
    ['not with an option that is not listed', markIv(0.4, noon + 1, option(1, 'CALL').symbol), nothing],
    ['not without any', optionsEvent([], noon + 1), nothing],
    [
      'that it lists anew, lists no more, or with other options',
      listing(ladder([84_000]), noon + 1),
      changes(['BTC'], [christmas, tomorrow]),
    ],
    ['not that it lists the same', listing(ladder([84_000, 86_000]), noon + 1), changes(['BTC'], [christmas])],
    ['not when it lists no options', listing([], noon + 1), market],
    ['when one of its options is halted', told(symbol, 'HALTED', noon + 1), changes(['BTC'], [christmas])],
    ['not when the perpetual is', told('BTC-PERPETUAL', 'HALTED', noon + 1), market],
    ['not when it trades as before', told('BTC-PERPETUAL', 'OPEN', noon + 1), market],
    ['all of them when the index is locked', lock(true), changes(['BTC'], [tomorrow, christmas])],
  ])('%s', (_, event, wanted) => expect(changedBy(event)).toEqual(wanted))

  it('not any with a reset, but all markets', () => {
    expect(changedBy({ type: 'reset' })).toEqual(changes(['BTC', 'ETH']))
  })
})

describe('options that change', () => {
  it('have the market published too, once a second, for its time', () => {
    const { state } = marketAfter(feedLive, listed)
    expect(state.fold(markIv(0.4, noon)).currencies).toEqual(new Set())
    state.fold(indexTick(84_000, noon))
    state.refreshMarketData('BTC')
    expect(state.fold(markIv(0.4, noon + 999)).currencies).toEqual(new Set())
    expect(state.fold(markIv(0.4, noon + 1_000)).currencies).toEqual(new Set(['BTC']))
    state.refreshMarketData('BTC')
    expect(state.fold(markIv(0.4, noon + 1_999)).currencies).toEqual(new Set())
    expect(state.fold(markIv(0.4, noon + 2_001)).currencies).toEqual(new Set(['BTC']))
  })

  it('move the clock of the market to the newest of their times', () => {
    const { state } = marketAfter(feedLive, listed, indexTick(84_000))
    state.fold(optionsEvent([update(call, {}, noon + 3), update(call, {}, noon + 7), update(call, {}, noon + 5)]))
    state.refreshMarketData('BTC')
    expect(state.heardMarket('BTC')?.timeMs).toBe(noon + 7)
  })
})

describe('the clock of the market', () => {
  const start = tomorrow - 1_000
  const at = tomorrow + 1_000

  it.each<[string, MarketEvent]>([
    ['a listing', listing(ladder([84_000]), at)],
    ['a state', told(call, 'HALTED', at)],
    ['a lock', lock(true, at)],
    ['a delivery price', delivered(84_000, tomorrow, at)],
    ['an event without options', optionsEvent([], at)],
  ])('is not moved by %s, whose time may be that of our own clock', (_, event) => {
    const { state } = marketAfter(feedLive, listed, indexTick(84_000, start), event)
    state.refreshMarketData('BTC')
    expect(state.heardMarket('BTC')?.timeMs).toBe(start)
    expect(state.expiries('BTC')).toContain(tomorrow)
  })

  it('has no time to tell before index or perpetual have', () => {
    const { state } = marketAfter(feedLive, listed, markIv(0.4))
    state.refreshMarketData('BTC')
    expect(state.heardMarket('BTC')).toMatchObject({ asOf: null, timeMs: null })
  })
})

describe('what grew stale', () => {
  const heard = [feedLive, listed, indexTick(84_000), markIv(0.4)]

  it('is nothing while everything is as it was published', () => {
    const { state } = marketAfter(...heard)
    for (const expiryMs of [tomorrow, christmas]) state.refreshChain('BTC', expiryMs)
    state.refreshMarketData('BTC')
    expect(state.aged()).toEqual(nothing)
  })

  it('is what was published as LIVE, and chains that nobody has published yet', () => {
    const { state, clock } = marketAfter(...heard)
    state.refreshMarketData('BTC')
    state.refreshChain('BTC', tomorrow)
    clock.now = noon + 9_000
    expect(state.aged()).toEqual(changes(['BTC'], [tomorrow, christmas]))
    state.refreshMarketData('BTC')
    for (const expiryMs of [tomorrow, christmas]) state.refreshChain('BTC', expiryMs)
    expect(state.aged()).toEqual(nothing)
  })

  it('is told when the feed leaves LIVE', () => {
    const { state } = marketAfter(...heard)
    state.refreshMarketData('BTC')
    for (const expiryMs of [tomorrow, christmas]) state.refreshChain('BTC', expiryMs)
    expect(state.fold({ type: 'feed-state', state: 'ENDED', detail: null })).toEqual(changes(['BTC'], [tomorrow]))
  })
})

describe('the instruments of a currency', () => {
  const asOf = (...events: MarketEvent[]) => marketAfter(...events).state.instruments('BTC')?.asOf

  it('are as of the newest listing, state or lock', () => {
    expect(asOf(indexTick(84_000))).toBeNull()
    expect(asOf(listed, indexTick(84_000, noon + 9))).toBe(noon)
    expect(asOf(listed, told(call, 'HALTED', noon + 5))).toBe(noon + 5)
    expect(asOf(listed, lock(false, noon + 6))).toBe(noon + 6)
    expect(asOf(listed, delivered(84_000, noon, noon + 7))).toBe(noon)
  })

  it('that would trade are locked while their index is, and the others are what they were', () => {
    const put = option(84_000, 'PUT').symbol
    const { state } = marketAfter(listed, told(call, 'HALTED'), lock(true))
    const instruments = () => state.instruments('BTC')?.instruments
    expect(instruments()?.size).toBe(6)
    expect(instruments()?.get(put)).toEqual({ ...option(84_000, 'PUT'), state: 'LOCKED' })
    expect(instruments()?.get(call)?.state).toBe('HALTED')
    state.fold(lock(false, noon + 1))
    expect([put, call].map((symbol) => instruments()?.get(symbol)?.state)).toEqual([null, 'HALTED'])
  })
})

describe('a currency that the feed does not carry', () => {
  it('has nothing to read', () => {
    const { state } = marketAfter(feedLive, listed)
    expect([state.expiries('XRP'), state.indexHistory('XRP', 10)]).toEqual([[], []])
    const read = [
      ...[state.marketData('XRP'), state.refreshMarketData('XRP'), state.heardMarket('XRP'), state.instruments('XRP')],
      ...[state.expirySummaries('XRP'), state.chain('XRP', tomorrow)],
      ...[state.refreshChain('XRP', tomorrow), state.heardChain('XRP', tomorrow)],
    ]
    expect(read).toEqual(read.map(() => null))
  })
})

describe('a chain', () => {
  const refreshed = (...events: MarketEvent[]) => {
    const { state } = marketAfter(feedLive, listed, markIv(0.4), ...events)
    for (const expiryMs of [tomorrow, christmas]) state.refreshChain('BTC', expiryMs)
    return state
  }
  const readings = (state: ReturnType<typeof refreshed>, expiryMs: number) =>
    [state.chain('BTC', expiryMs), state.heardChain('BTC', expiryMs), state.refreshChain('BTC', expiryMs)].map(
      (chain) => chain?.expiryMs ?? null,
    )

  it('is not heard of before somebody made it', () => {
    const { state } = marketAfter(feedLive, listed)
    expect(state.heardChain('BTC', tomorrow)).toBeNull()
    expect(state.chain('BTC', tomorrow)?.seq).toBe(1)
    expect(state.heardChain('BTC', tomorrow)?.expiryMs).toBe(tomorrow)
  })

  it('is none of an expiry that is not listed, or not any more; the others stay as they were published', () => {
    const state = refreshed()
    expect(readings(state, noon)).toEqual([null, null, null])
    const published = state.chain('BTC', christmas)
    state.fold(listing(ladder([84_000], christmas), noon + 1))
    expect(readings(state, tomorrow)).toEqual([null, null, null])
    expect(state.chain('BTC', christmas)).toBe(published)
    expect(state.heardChain('BTC', christmas)?.asOf).toBe(published?.asOf)
  })

  it('begins to count anew when its expiry was not listed in between', () => {
    const state = refreshed(markIv(0.41, noon + 1))
    state.fold(markIv(0.42, noon + 2))
    expect(state.refreshChain('BTC', tomorrow)?.seq).toBe(2)
    state.fold(listing(ladder([84_000], christmas), noon + 3))
    state.fold({ ...listed, ...times(noon + 4) })
    expect(state.refreshChain('BTC', tomorrow)?.seq).toBe(1)
  })

  it('is none after a reset, and goes on counting when its expiry is listed again', () => {
    const state = refreshed()
    state.fold({ type: 'reset' })
    expect(readings(state, tomorrow)).toEqual([null, null, null])
    state.fold(listed)
    expect(state.refreshChain('BTC', tomorrow)).toMatchObject({ seq: 2, asOf: null })
  })
})
