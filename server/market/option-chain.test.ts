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
import { listedByName } from '../domain/instrument-name.js'
import type { MarketEvent, PerpetualValues } from '../domain/market-events.js'

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

describe('an option chain', () => {
  it('is as LIVE as before when its listing comes twice, in whatever order', () => {
    const quotes = near.map((one) =>
      update(one.symbol, { bidPrice: 0.01, markPrice: 0.02, underlyingPriceUsd: 84_200 }),
    )
    const { state } = marketAfter(feedLive, listed, optionsEvent(quotes))
    const chain = state.refreshChain('BTC', tomorrow)
    expect(chain?.freshness).toBe('LIVE')
    for (const again of [listed, listing([...ladder([84_000], christmas), ...[...near].reverse()])]) {
      expect(state.fold(again).chains).toEqual([])
      expect(state.refreshChain('BTC', tomorrow)).toEqual(chain)
    }
  })

  it('lists contracts by strike, call before put, with null for what is unknown', () => {
    const { state } = marketAfter(feedLive, listed)
    const chain = state.refreshChain('BTC', tomorrow)
    expect(chain?.contracts.map((one) => one.symbol)).toEqual(near.map((one) => one.symbol))
    expect(chain).toMatchObject({ asOf: null, underlyingPriceUsd: null, atmStrikeUsd: null, freshness: 'STALE' })
  })

  it('finds the money at the forward, and does not move it for a missing price', () => {
    const { state } = marketAfter(
      feedLive,
      listed,
      indexTick(82_100),
      optionsEvent([update(symbol(84_000), { underlyingPriceUsd: 84_200, bidPrice: 0.01 })]),
    )
    expect(state.refreshChain('BTC', tomorrow)).toMatchObject({ atmStrikeUsd: 84_000, indexPriceUsd: 82_100 })
    state.fold(optionsEvent([update(symbol(84_000), { bidPrice: null, markPrice: null }, noon + 1)]))
    expect(state.refreshChain('BTC', tomorrow)).toMatchObject({ atmStrikeUsd: 84_000, underlyingPriceUsd: 84_200 })
  })

  it('says whether its contracts trade, which a locked index keeps them from', () => {
    const { state } = marketAfter(feedLive, listed, optionsEvent([{ ...update(symbol(84_000), {}), state: 'OPEN' }]))
    const told = () =>
      state.refreshChain('BTC', tomorrow)?.contracts.find((one) => one.symbol === symbol(84_000))?.state
    const times = { eventTimeMs: noon, receivedTimeMs: noon }
    expect(told()).toBe('OPEN')
    const halt = {
      type: 'instrument-state',
      currency: 'BTC',
      symbol: symbol(84_000),
      state: 'HALTED',
      ...times,
    } as const
    expect(state.fold(halt).chains).toEqual([{ currency: 'BTC', expiryMs: tomorrow }])
    expect([told(), state.instruments('BTC')?.instruments.get(symbol(84_000))?.state]).toEqual(['HALTED', 'HALTED'])
    state.fold(optionsEvent([{ ...update(symbol(84_000), { markIv: 0.4 }, noon + 1), state: 'OPEN' }]))
    expect(told()).toBe('OPEN')
    expect(state.fold({ type: 'index-lock', currency: 'BTC', locked: true, ...times }).chains).toHaveLength(2)
    expect(told()).toBe('LOCKED')
  })

  it('doubts a mark far from its own book until the book has come to it', () => {
    const { state } = marketAfter(
      feedLive,
      listed,
      optionsEvent([update(symbol(84_000), { bidPrice: 0.019, askPrice: 0.021, markPrice: 0.02 })]),
      optionsEvent([update(symbol(84_000), { markPrice: 0.2 }, noon + 1_000)]),
    )
    const told = () => state.refreshChain('BTC', tomorrow)?.contracts.find((one) => one.symbol === symbol(84_000))
    expect(told()).toMatchObject({ markPriceCoin: 0.2, markDoubted: true })
    state.fold(optionsEvent([update(symbol(84_000), { bidPrice: 0.19, askPrice: 0.21 }, noon + 2_000)]))
    expect(told()).toMatchObject({ markPriceCoin: 0.2, markDoubted: false })
  })

  it('lets quotes, marks and forward age for themselves, and is stale while any of them is', () => {
    const { state, clock } = marketAfter(feedLive, listed)
    const at = (later: number, values: Parameters<typeof update>[1], confirms?: 'MARKS') => {
      clock.now = noon + later
      const event = optionsEvent([update(symbol(84_000), values, clock.now)], clock.now)
      state.fold(event.type === 'options' && confirms ? { ...event, confirms } : event)
      return state.refreshChain('BTC', tomorrow)
    }
    const told = () => state.chain('BTC', tomorrow)?.contracts.find((one) => one.symbol === symbol(84_000))
    at(0, { bidPrice: 0.01, askPrice: 0.02, markPrice: 0.015, underlyingPriceUsd: 84_000 })
    expect(state.chain('BTC', tomorrow)).toMatchObject({ freshness: 'LIVE', underlyingFreshness: 'LIVE' })
    at(40_000, { markPrice: 0.016 })
    expect(state.chain('BTC', tomorrow)).toMatchObject({ freshness: 'STALE', underlyingFreshness: 'STALE' })
    expect(told()).toMatchObject({
      bidPriceCoin: 0.01,
      quoteFreshness: 'STALE',
      quoteAsOf: noon,
      markFreshness: 'LIVE',
      markAsOf: noon + 40_000,
    })
    at(41_000, { bidPrice: 0.01, askPrice: 0.02, underlyingPriceUsd: 84_000 })
    expect(state.chain('BTC', tomorrow)).toMatchObject({ freshness: 'LIVE' })
    expect(told()).toMatchObject({ quoteFreshness: 'LIVE' })
  })

  it('has one silent option stale beside living ones', () => {
    const { state, clock } = marketAfter(feedLive, listed)
    const quote = { bidPrice: 0.01, askPrice: 0.02 }
    state.fold(optionsEvent([update(symbol(84_000), quote), update(symbol(86_000), quote)]))
    clock.now = noon + 9_000
    state.fold(optionsEvent([update(symbol(86_000), quote, clock.now)], clock.now))
    const chain = state.refreshChain('BTC', tomorrow)
    const freshnessOf = (name: string) => chain?.contracts.find((one) => one.symbol === name)?.quoteFreshness
    expect([freshnessOf(symbol(84_000)), freshnessOf(symbol(86_000)), chain?.freshness]).toEqual([
      'STALE',
      'LIVE',
      'STALE',
    ])
  })

  it('keeps a mark that does not change live while its channel speaks, but not across an outage', () => {
    const { state, clock } = marketAfter(feedLive, listed)
    const marks = (strike: number, later: number) => {
      clock.now = noon + later
      const event = optionsEvent([update(symbol(strike), { markPrice: 0.01 }, clock.now)], clock.now)
      if (event.type === 'options') state.fold({ ...event, confirms: 'MARKS' })
      return state.refreshChain('BTC', tomorrow)?.freshness
    }
    marks(84_000, 0)
    expect([marks(86_000, 6_000), marks(86_000, 12_000), marks(86_000, 18_000)]).toEqual(['LIVE', 'LIVE', 'LIVE'])
    state.fold({ type: 'feed-state', state: 'RECONNECTING', detail: null })
    state.fold(feedLive)
    expect(marks(86_000, 19_000)).toBe('STALE')
    expect(marks(84_000, 20_000)).toBe('LIVE')
  })

  it('keeps an unnamed mark live that is confirmed while our clock is set back', () => {
    const { state, clock } = marketAfter(feedLive, listed)
    const confirm = (strike: number, eventTimeMs: number) => {
      const event = optionsEvent([update(symbol(strike), { markPrice: 0.01 }, eventTimeMs)], clock.now)
      if (event.type === 'options') state.fold({ ...event, confirms: 'MARKS' })
    }
    confirm(84_000, noon)
    clock.now = noon - 3_600_000
    confirm(86_000, noon + 1_000)
    const chain = state.refreshChain('BTC', tomorrow)
    expect(chain?.contracts.find((one) => one.symbol === symbol(84_000))).toMatchObject({ markFreshness: 'LIVE' })
  })

  it('knows no price that no such option can be worth: a call its coin, a put its strike', () => {
    const put = option(86_000, 'PUT').symbol
    const { state } = marketAfter(
      feedLive,
      listed,
      optionsEvent([
        update(symbol(84_000), { underlyingPriceUsd: 43_000, bidPrice: 1.01, markPrice: 1e12, askPrice: 1.2 }),
        update(put, { bidPrice: 2.01, markPrice: 1.9, askPrice: 2.2 }),
      ]),
    )
    const contracts = state.refreshChain('BTC', tomorrow)?.contracts
    const none = { bidPriceCoin: null, askPriceCoin: null }
    expect(contracts?.find((one) => one.symbol === symbol(84_000))).toMatchObject({ ...none, markPriceCoin: null })
    expect(contracts?.find((one) => one.symbol === put)).toMatchObject({ ...none, markPriceCoin: 1.9 })
  })

  it('has no forward after a jump until a second frame says it again', () => {
    const forward = (underlyingPriceUsd: number, at: number) =>
      optionsEvent([update(symbol(84_000), { underlyingPriceUsd, bidPrice: 0.01 }, at)])
    const { state } = marketAfter(feedLive, listed, forward(84_000, noon), forward(840_000, noon + 1_000))
    expect(state.refreshChain('BTC', tomorrow)?.underlyingPriceUsd).toBeNull()
    state.fold(forward(840_100, noon + 2_000))
    expect(state.refreshChain('BTC', tomorrow)?.underlyingPriceUsd).toBe(840_100)
  })

  it('has no forward and no USD prices once the forward is unknown, until another comes', () => {
    const { state } = marketAfter(
      feedLive,
      listed,
      optionsEvent([update(symbol(84_000), { underlyingPriceUsd: 84_200, bidPrice: 0.01 })]),
      optionsEvent([update(symbol(84_000), { underlyingPriceUsd: null }, noon + 1)]),
    )
    const bid = () => state.refreshChain('BTC', tomorrow)?.contracts.find((one) => one.symbol === symbol(84_000))
    expect(bid()).toMatchObject({ bidPriceCoin: 0.01, bidPriceUsd: null })
    expect(state.chain('BTC', tomorrow)).toMatchObject({ underlyingPriceUsd: null })
    state.fold(optionsEvent([update(symbol(82_000), { underlyingPriceUsd: 84_300 }, noon + 2)]))
    expect(bid()).toMatchObject({ bidPriceUsd: 843 })
  })

  it('has no quote when a bid and an ask of different frames cross', () => {
    const { state } = marketAfter(
      feedLive,
      listed,
      optionsEvent([update(symbol(84_000), { underlyingPriceUsd: 84_000, bidPrice: 0.01, askPrice: 0.02 })]),
      optionsEvent([update(symbol(84_000), { bidPrice: 0.03, bidAmountCoin: 5 }, noon + 1)]),
    )
    const [, , call] = state.refreshChain('BTC', tomorrow)?.contracts ?? []
    expect(call).toMatchObject({ bidPriceCoin: null, bidAmountCoin: null, askPriceCoin: null, askIv: null })
  })

  it('has the newest forward, whatever came between', () => {
    const { state } = marketAfter(
      feedLive,
      listed,
      optionsEvent([update(symbol(84_000), { underlyingPriceUsd: 84_000 }, noon)]),
      optionsEvent([update(symbol(86_000), { markIv: 0.4 }, noon + 10)]),
      optionsEvent([update(symbol(84_000), { underlyingPriceUsd: 84_200 }, noon + 5)]),
      optionsEvent([update(symbol(82_000), { underlyingPriceUsd: 84_100 }, noon + 4)]),
    )
    expect(state.refreshChain('BTC', tomorrow)).toMatchObject({ underlyingPriceUsd: 84_200, asOf: noon + 10 })
  })

  it('counts a change once, and keeps the contracts that did not change', () => {
    const { state } = marketAfter(feedLive, listed, optionsEvent([update(symbol(84_000), { markIv: 0.4 })]))
    const before = state.refreshChain('BTC', tomorrow)
    state.fold(optionsEvent([update(symbol(86_000), { markIv: 0.41 }, noon + 10)]))
    const after = state.refreshChain('BTC', tomorrow)
    expect(after?.seq).toBe((before?.seq ?? 0) + 1)
    expect(after?.contracts.filter((one, index) => one !== before?.contracts[index]).map((one) => one.symbol)).toEqual([
      symbol(86_000),
    ])
    expect(state.refreshChain('BTC', tomorrow)?.seq).toBe(after?.seq)
  })

  it('has the times of what was heard last, also when nothing but times changed, and counts no change', () => {
    const said = { bidPrice: 0.01, askPrice: 0.02, markPrice: 0.015, markIv: 0.4 }
    const { state } = marketAfter(feedLive, listed, optionsEvent([update(symbol(84_000), said)]))
    const before = state.refreshChain('BTC', tomorrow)
    state.fold(optionsEvent([update(symbol(84_000), said, noon + 10)], noon + 10))
    const after = state.refreshChain('BTC', tomorrow)
    const times = { asOf: noon + 10, quoteAsOf: noon + 10, markAsOf: noon + 10 }
    expect(after?.contracts.find((one) => one.symbol === symbol(84_000))).toMatchObject(times)
    expect(after?.seq).toBe(before?.seq)
  })

  it('ignores options that are not listed, and currencies the feed does not carry', () => {
    const { state } = marketAfter(feedLive, listed)
    expect(state.fold(optionsEvent([update('BTC-21NOV26-1-C', { markIv: 0.4 })])).chains).toEqual([])
    expect(state.fold(indexTick(2, noon, 'XRP')).currencies.size).toBe(0)
  })

  it('tells what the exchange says of its instruments, perpetuals first, by the newest listing of each kind', () => {
    const [call] = ladder([84_000])
    const perpetual = listedByName('BTC-PERPETUAL')
    if (!call || !perpetual) throw new Error('no instruments')
    const { state } = marketAfter(listing([call]), listing([{ ...perpetual, lotSize: 10 }]))
    expect([...(state.instruments('BTC')?.instruments.keys() ?? [])]).toEqual(['BTC-PERPETUAL', call.symbol])
    const told = (symbol: string) => state.instruments('BTC')?.instruments.get(symbol)
    expect(told('BTC-PERPETUAL')).toMatchObject({ lotSize: 10, amountUnit: 'USD' })
    const before = state.instruments('BTC')
    state.fold(listing([call]))
    expect(state.instruments('BTC')).toBe(before)
    state.fold(listing([{ ...call, state: 'HALTED' }]))
    expect(told(call.symbol)).toMatchObject({ state: 'HALTED' })
  })

  it('keeps the size of a perpetual with its price, and not beside another', () => {
    const told = (values: Partial<PerpetualValues>): MarketEvent => ({ ...perpetual, values })
    const { state } = marketAfter(
      feedLive,
      told({ askPriceUsd: 84_000, askAmountUsd: 500 }),
      told({ askPriceUsd: 84_000 }),
    )
    expect(state.refreshMarketData('BTC')?.perpetual).toMatchObject({ askAmountUsd: 500 })
    state.fold(told({ askPriceUsd: 84_001 }))
    expect(state.refreshMarketData('BTC')?.perpetual).toMatchObject({ askPriceUsd: 84_001, askAmountUsd: null })
  })

  it('keeps what is known of an option when a new listing keeps it', () => {
    const { state } = marketAfter(feedLive, listed, optionsEvent([update(symbol(84_000), { markIv: 0.4 })]))
    state.fold(listing([...near, ...ladder([88_000])], noon + 1))
    const contracts = state.refreshChain('BTC', tomorrow)?.contracts ?? []
    expect(contracts).toHaveLength(8)
    expect(contracts.find((one) => one.symbol === symbol(84_000))?.markIv).toBe(0.4)
    expect(state.expiries('BTC')).toEqual([tomorrow])
  })

  it('passes with the clock of the market, before a new listing says so', () => {
    const { state } = marketAfter(feedLive, listed, indexTick(84_000, tomorrow))
    expect(state.expiries('BTC')).toEqual([christmas])
  })

  it('is stale after an outage until every option that was known is heard again, or no longer listed', () => {
    const down: MarketEvent = { type: 'feed-state', state: 'RECONNECTING', detail: null }
    const heard = (strike: number, at = noon) => optionsEvent([update(symbol(strike), { markIv: 0.4 }, at)])
    const { state } = marketAfter(feedLive, listed, heard(82_000), heard(84_000), heard(86_000), down, feedLive)
    const freshness = () => state.refreshChain('BTC', tomorrow)?.freshness
    state.fold(heard(82_000, noon + 1))
    state.fold(heard(84_000, noon - 1))
    expect(freshness()).toBe('STALE')
    state.fold(heard(84_000, noon + 1))
    expect(freshness()).toBe('STALE')
    state.fold(listing(ladder([82_000, 84_000]), noon + 2))
    expect(freshness()).toBe('LIVE')
  })

  it('does not pass for the time of a listing, which may be by our own clock', () => {
    const { state } = marketAfter(feedLive, listing([...near, ...ladder([84_000], christmas)], tomorrow + 1))
    expect(state.expiries('BTC')).toEqual([tomorrow, christmas])
    state.fold(indexTick(84_000, tomorrow - 1))
    expect(state.expiries('BTC')).toEqual([tomorrow, christmas])
  })

  it('goes stale on its own when only the options fall silent', () => {
    const { state, clock } = marketAfter(feedLive, listed, optionsEvent([update(symbol(84_000), { markIv: 0.4 })]))
    expect(state.refreshChain('BTC', tomorrow)?.freshness).toBe('LIVE')
    clock.now = noon + 9_000
    state.fold({ ...indexTick(84_000, noon + 9_000), receivedTimeMs: clock.now } as MarketEvent)
    expect(state.aged().chains).toContainEqual({ currency: 'BTC', expiryMs: tomorrow })
    expect(state.refreshChain('BTC', tomorrow)?.freshness).toBe('STALE')
    expect(state.refreshMarketData('BTC')?.freshness).toBe('LIVE')
  })
})
