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
import { settle } from '../../tests/support/manual-clock.js'
import { chainKey } from '../bus/event-bus.js'
import { memoryBus } from '../bus/memory/memory-bus.js'
import { chainChange, ChainViews } from './chain-views.js'
import { MarketState } from './market-state.js'

function market() {
  const facts = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC'], staleAfterMs: 8_000 } as const
  const state = new MarketState(facts, () => noon)
  const strikes = [80_000, 82_000, 84_000, 86_000, 88_000]
  state.fold(feedLive)
  state.fold(listing([...ladder(strikes), ...ladder(strikes, christmas)]))
  return { state, views: new ChainViews(state), say: sayTo(state) }
}

const symbol = (strike: number, kind: 'CALL' | 'PUT' = 'CALL') => option(strike, kind).symbol
const sayTo =
  (state: MarketState) =>
  (strike: number, values: object, at = noon) => {
    state.fold(optionsEvent([update(symbol(strike), values, at)]))
    state.refreshChain('BTC', tomorrow)
  }

describe('a view of a chain', () => {
  it('counts only changes among its own contracts, alike for every reader', () => {
    const { views, say } = market()
    say(84_000, { underlyingPriceUsd: 84_000, markIv: 0.4 })
    const [narrow, wide] = [views.read('BTC', tomorrow, 2), views.read('BTC', tomorrow, 1_000)]
    say(88_000, { markIv: 0.5 }, noon + 1)
    expect(views.read('BTC', tomorrow, 2)?.seq).toBe(narrow?.seq)
    expect(views.read('BTC', tomorrow, 1_000)?.seq).toBe((wide?.seq ?? 0) + 1)
    expect(views.read('BTC', tomorrow, 1_000)).toMatchObject({ contractCount: 10, whole: true, removed: [] })
  })

  it('counts every change while it is followed, however seldom it is read', async () => {
    const { state, views, say } = market()
    const bus = memoryBus()
    const stop = new AbortController()
    say(84_000, { underlyingPriceUsd: 84_000, markIv: 0.4 })
    const first = views.read('BTC', tomorrow, 4)
    const following = views.follow(bus, { currency: 'BTC', expiry: tomorrow, limit: 4 }, stop.signal)
    for (const markIv of [0.41, 0.42, 0.43]) {
      say(84_000, { markIv }, noon + 1)
      const chain = state.chain('BTC', tomorrow)
      if (chain) bus.publish('optionChain', chainKey('BTC', tomorrow), chain)
      await settle()
    }
    expect(views.read('BTC', tomorrow, 4)?.seq).toBe((first?.seq ?? 0) + 3)
    stop.abort()
    await following
    expect(bus.readerCount()).toBe(0)
  })

  it('is null for an expiry that is not listed, and the nearest one goes on after a roll', () => {
    const { state, views } = market()
    expect(views.read('BTC', noon, 2)).toBeNull()
    const before = views.read('BTC', 'NEAREST', 2)
    expect(before?.expiryMs).toBe(tomorrow)
    state.fold(indexTick(84_000, tomorrow))
    expect(views.read('BTC', tomorrow, 2)).toBeNull()
    const after = views.read('BTC', 'NEAREST', 2)
    expect(after).toMatchObject({ expiryMs: christmas, seq: (before?.seq ?? 0) + 1 })
  })
})

describe('a delta', () => {
  it('holds what changed and what left, so that adding it to the view before gives the view after', () => {
    const { views, say } = market()
    say(84_000, { underlyingPriceUsd: 83_900, markIv: 0.4 })
    const before = views.read('BTC', tomorrow, 4)
    say(84_000, { underlyingPriceUsd: 85_200 }, noon + 1)
    const after = views.read('BTC', tomorrow, 4)
    if (!before || !after) throw new Error('the expiry is listed')
    const delta = chainChange(before, after)
    if (!delta) throw new Error('the expiry is the same')
    expect(delta).toMatchObject({ whole: false, removed: [symbol(82_000), symbol(82_000, 'PUT')], seq: after.seq })
    const merged = new Map(before.contracts.map((one) => [one.symbol, one]))
    for (const gone of delta.removed) merged.delete(gone)
    for (const changed of delta.contracts) merged.set(changed.symbol, changed)
    expect(new Set(merged.values())).toEqual(new Set(after.contracts))
  })

  it('leaves out contracts that did not change', () => {
    const { views, say } = market()
    say(84_000, { underlyingPriceUsd: 84_000, markIv: 0.4 })
    const before = views.read('BTC', tomorrow, 10)
    say(86_000, { markIv: 0.41 }, noon + 1)
    const after = views.read('BTC', tomorrow, 10)
    if (!before || !after) throw new Error('the expiry is listed')
    expect(chainChange(before, after)?.contracts.map((one) => one.symbol)).toEqual([symbol(86_000)])
  })
})
