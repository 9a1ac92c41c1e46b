import { beforeEach, describe, expect, it } from 'vitest'
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
import { chainChoice, type ChainFilters } from '../domain/chain-choice.js'
import type { OptionKind } from '../domain/instrument.js'
import type { OptionsChainView } from '../domain/option-chain.js'
import { chainChange, ChainViews } from './chain-views.js'
import { MarketState } from './market-state.js'

const facts = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC'], staleAfterMs: 8_000 } as const
const strikes = [80_000, 82_000, 84_000, 86_000, 88_000]

let state: MarketState
let views: ChainViews
beforeEach(() => {
  state = new MarketState(facts, () => noon)
  views = new ChainViews(state)
  state.fold(feedLive)
  state.fold(listing([...ladder(strikes), ...ladder(strikes, christmas)]))
})

const symbol = (strike: number, kind: OptionKind = 'CALL', expiryMs = tomorrow) => option(strike, kind, expiryMs).symbol

/** Says values of one option, and has its chain published. */
function say(strike: number, values: object, at = noon, expiryMs = tomorrow, kind: OptionKind = 'CALL'): void {
  state.fold(optionsEvent([update(symbol(strike, kind, expiryMs), values, at)]))
  state.refreshChain('BTC', expiryMs)
}

const choiceOf = (filters: Partial<ChainFilters>) => chainChoice({ currency: 'BTC', expiries: [tomorrow], ...filters })
const read = (filters: Partial<ChainFilters>) => views.read(choiceOf(filters))
function viewOf(filters: Partial<ChainFilters>): OptionsChainView {
  const view = read(filters)
  if (!view) throw new Error('the expiry is listed')
  return view
}
const namesOf = ({ contracts }: OptionsChainView) => contracts.map((one) => one.symbol)
const both = [tomorrow, christmas]

describe('a view of a chain', () => {
  it('counts only changes among its own contracts, alike for every reader', () => {
    say(84_000, { underlyingPriceUsd: 84_000, markIv: 0.4 })
    const [narrow, wide] = [viewOf({ limit: 2 }), viewOf({ limit: 1_000 })]
    say(88_000, { markIv: 0.5 }, noon + 1)
    expect(viewOf({ limit: 2 }).seq).toBe(narrow.seq)
    expect(viewOf({ limit: 1_000 }).seq).toBe(wide.seq + 1)
    expect(viewOf({ limit: 1_000 })).toMatchObject({ contractCount: 10, whole: true, removed: [] })
    expect(views.read(choiceOf({ limit: 1_000 }))).toBe(viewOf({ limit: 1_000 }))
  })

  it('counts every change while it is followed, however seldom it is read', async () => {
    const bus = memoryBus()
    const stop = new AbortController()
    say(84_000, { underlyingPriceUsd: 84_000, markIv: 0.4 })
    const first = viewOf({ limit: 4 })
    views.follow(bus, choiceOf({ limit: 4 }), stop.signal)
    const later = views.changes(bus, choiceOf({ limit: 4 }), stop.signal)
    for (const markIv of [0.41, 0.42, 0.43]) {
      say(84_000, { markIv }, noon + 1)
      const chain = state.chain('BTC', tomorrow)
      if (chain) bus.publish('optionChain', chainKey('BTC', tomorrow), chain)
      await later.next()
    }
    expect(viewOf({ limit: 4 }).seq).toBe(first.seq + 3)
    stop.abort()
    await settle()
    expect(bus.readerCount()).toBe(0)
  })

  it('follows the chains that it holds, and of the nearest expiry whichever that is', async () => {
    const bus = memoryBus()
    const keys = [tomorrow, christmas, 'NEAREST' as const].map((expiry) => chainKey('BTC', expiry))
    const heardBy = async (filters: Partial<ChainFilters>) => {
      const stop = new AbortController()
      views.follow(bus, choiceOf(filters), stop.signal)
      const heard = keys.map((key) => bus.isHeard('optionChain', key))
      stop.abort()
      await settle()
      return heard
    }
    expect(await heardBy({})).toEqual([true, false, false])
    expect(await heardBy({ expiries: both })).toEqual([true, true, false])
    expect(await heardBy({ expiries: null })).toEqual([false, false, true])
  })

  it('is null for an expiry that is not listed, and the nearest one goes on after a roll', () => {
    expect(read({ expiries: [noon] })).toBeNull()
    const before = viewOf({ expiries: null, limit: 2 })
    expect(before.expiries.map(({ expiryMs }) => expiryMs)).toEqual([tomorrow])
    state.fold(indexTick(84_000, tomorrow))
    expect(read({ limit: 2 })).toBeNull()
    const after = viewOf({ expiries: null, limit: 2 })
    expect(after).toMatchObject({ expiryMs: christmas, seq: before.seq + 1 })
  })

  it('counts nothing for a confirmation of the same values, and shows its time', () => {
    say(84_000, { underlyingPriceUsd: 84_000, markIv: 0.4 })
    const { seq } = viewOf({ expiries: both })
    say(84_000, { markIv: 0.4 }, noon + 5)
    expect(viewOf({ expiries: both })).toMatchObject({ seq, asOf: noon + 5, expiries: [{ asOf: noon + 5 }, {}] })
  })
})

describe('a filtered view', () => {
  beforeEach(() => say(84_000, { underlyingPriceUsd: 84_000, markIv: 0.4 }))

  it('holds one kind alone', () => {
    expect(namesOf(viewOf({ kind: 'PUT', limit: 2 }))).toEqual([symbol(82_000, 'PUT'), symbol(84_000, 'PUT')])
    expect(viewOf({ kind: 'CALL', limit: 1_000 }).contracts).toHaveLength(5)
  })

  it('holds the strikes between two, both ends included, and the nearest of those', () => {
    expect(namesOf(viewOf({ kind: 'CALL', strikes: { from: 82_000, to: 86_000 } }))).toEqual(
      [82_000, 84_000, 86_000].map((strike) => symbol(strike)),
    )
    expect(namesOf(viewOf({ strikes: { from: 84_001 }, limit: 1 }))).toEqual([symbol(86_000)])
    expect(namesOf(viewOf({ strikes: { to: 83_999 }, limit: 1 }))).toEqual([symbol(82_000)])
    expect(namesOf(viewOf({ strikes: { from: 90_000 } }))).toEqual([])
  })

  it('holds what has at least so much open interest, and nothing of which nobody said it', () => {
    expect(namesOf(viewOf({ minOpenInterestCoin: 0 }))).toEqual([])
    say(80_000, { openInterestCoin: 4 })
    say(88_000, { openInterestCoin: 5 })
    say(86_000, { openInterestCoin: 0 })
    expect(namesOf(viewOf({ minOpenInterestCoin: 0 }))).toEqual([80_000, 86_000, 88_000].map((one) => symbol(one)))
    expect(namesOf(viewOf({ minOpenInterestCoin: 5 }))).toEqual([symbol(88_000)])
  })

  it('holds what passes all filters', () => {
    say(82_000, { openInterestCoin: 9 })
    say(86_000, { openInterestCoin: 9 })
    say(86_000, { openInterestCoin: 9 }, noon, tomorrow, 'PUT')
    const filters = { kind: 'CALL', strikes: { from: 84_000 }, minOpenInterestCoin: 9 } as const
    expect(namesOf(viewOf(filters))).toEqual([symbol(86_000)])
    expect(namesOf(viewOf({ ...filters, symbols: [symbol(82_000)] }))).toEqual([])
  })

  it('says of its expiry what every view says of it', () => {
    say(88_000, { openInterestCoin: 5 })
    const [all, few] = [viewOf({ limit: 1_000 }), viewOf({ kind: 'PUT', limit: 1 })]
    const ofExpiry = ({ contracts: _contracts, seq: _seq, ...header }: OptionsChainView) => header
    expect(ofExpiry(few)).toEqual(ofExpiry(all))
    expect(few).toMatchObject({ openInterest: { callsCoin: 5, largestCoin: 5 }, contractCount: 10 })
  })

  it('does not count what changes of contracts that it has not', () => {
    const { seq } = viewOf({ kind: 'PUT' })
    say(84_000, { bidPrice: 0.01 }, noon + 1)
    expect(viewOf({ kind: 'PUT' }).seq).toBe(seq)
    say(84_000, { bidPrice: 0.01 }, noon + 1, tomorrow, 'PUT')
    expect(viewOf({ kind: 'PUT' }).seq).toBe(seq + 1)
  })
})

describe('a view of several expiries', () => {
  beforeEach(() => {
    say(84_000, { underlyingPriceUsd: 84_000, markIv: 0.4 })
    say(86_000, { underlyingPriceUsd: 86_500, markIv: 0.5 }, noon + 7, christmas)
  })

  it('holds the contracts nearest the money of each, by expiry, then strike, call before put', () => {
    expect(namesOf(viewOf({ expiries: [christmas, tomorrow], limit: 4 }))).toEqual([
      symbol(84_000),
      symbol(84_000, 'PUT'),
      symbol(86_000, 'CALL', christmas),
      symbol(86_000, 'PUT', christmas),
    ])
  })

  it('says of itself what the nearest says, and of each expiry its own', () => {
    const [near, far] = [viewOf({ limit: 1_000 }), viewOf({ expiries: [christmas], limit: 1_000 })]
    const view = viewOf({ expiries: both, limit: 1_000 })
    const { expiryMs, underlyingPriceUsd, atmStrikeUsd, atmIv, openInterest, contractCount } = near
    expect(view).toMatchObject({ expiryMs, underlyingPriceUsd, atmStrikeUsd, atmIv, openInterest, contractCount })
    expect(view.asOf).toBe(noon + 7)
    expect(view.expiries).toEqual([...near.expiries, ...far.expiries])
    expect(view.expiries.map((one) => [one.expiryMs, one.underlyingPriceUsd, one.atmIv, one.contractCount])).toEqual([
      [tomorrow, 84_000, 0.4, 10],
      [christmas, 86_500, 0.5, 10],
    ])
    expect(view.contracts.map((one) => one.expiryMs)).toEqual([
      ...Array<number>(10).fill(tomorrow),
      ...Array<number>(10).fill(christmas),
    ])
  })

  it('is as new as the newest of them, and STALE while any is', () => {
    const quiet = new MarketState(facts, () => noon + 9_000)
    quiet.fold(feedLive)
    quiet.fold(listing([...ladder(strikes), ...ladder(strikes, christmas)]))
    quiet.fold(optionsEvent([update(symbol(84_000), { markIv: 0.4 }, noon + 9_000)], noon + 9_000))
    const of = (state: MarketState, expiries: number[]) => new ChainViews(state).read(choiceOf({ expiries }))
    quiet.fold(optionsEvent([update(symbol(84_000, 'CALL', christmas), { markIv: 0.4 }, noon)], noon))
    expect(of(quiet, [tomorrow])?.freshness).toBe('LIVE')
    expect(of(quiet, [christmas])?.freshness).toBe('STALE')
    expect(of(quiet, both)).toMatchObject({ freshness: 'STALE', asOf: noon + 9_000 })
    const unheard = new MarketState(facts, () => noon)
    unheard.fold(listing(ladder(strikes)))
    expect(of(unheard, [tomorrow])?.asOf).toBeNull()
  })

  it('counts a change of any of them, be it of the forward of the second alone', () => {
    const filters = { expiries: both, symbols: [symbol(84_000)] }
    const { seq } = viewOf(filters)
    say(86_000, { underlyingPriceUsd: 86_600 }, noon + 8, christmas)
    expect(viewOf(filters)).toMatchObject({ seq: seq + 1, expiries: [{}, { underlyingPriceUsd: 86_600 }] })
  })

  it('makes anew only what changed', () => {
    const before = viewOf({ expiries: both, limit: 1_000 })
    say(86_000, { markIv: 0.51 }, noon + 8, christmas)
    const after = viewOf({ expiries: both, limit: 1_000 })
    const changed = after.contracts.filter((one, index) => one !== before.contracts[index])
    expect(changed.map((one) => one.symbol)).toEqual([symbol(86_000, 'CALL', christmas)])
    expect(viewOf({ expiries: both, limit: 1_000 })).toBe(after)
  })

  it('counts that one is listed no more, though no contract of it was shown', () => {
    const filters = { expiries: both, symbols: [symbol(84_000)] }
    const { seq } = viewOf(filters)
    state.fold(listing(ladder(strikes), noon + 8))
    expect(viewOf(filters)).toMatchObject({ seq: seq + 1, expiries: { length: 1 }, contracts: { length: 1 } })
  })

  it('goes on with the rest when one passes, and is null when all have', () => {
    expect(viewOf({ expiries: both }).expiries).toHaveLength(2)
    for (const at of [tomorrow, tomorrow + 1]) state.fold(indexTick(84_000, at))
    const rest = viewOf({ expiries: both })
    expect(rest.expiries.map(({ expiryMs }) => expiryMs)).toEqual([christmas])
    expect(rest).toMatchObject({ expiryMs: christmas, underlyingPriceUsd: 86_500 })
    state.fold(listing([...ladder(strikes, christmas + 7 * 86_400_000)], tomorrow + 1))
    expect(read({ expiries: both })).toBeNull()
  })
})

describe('a watchlist', () => {
  it('holds the contracts that it names, of whatever expiry and however far from the money', () => {
    const symbols = [symbol(88_000, 'PUT', christmas), symbol(80_000), symbol(88_000, 'PUT', christmas)]
    expect(namesOf(viewOf({ expiries: both, symbols }))).toEqual([symbol(80_000), symbol(88_000, 'PUT', christmas)])
  })

  it('is not cut by the usual limit, only by one that is given', () => {
    const symbols = [...ladder(strikes), ...ladder(strikes, christmas)].map((one) => one.symbol)
    expect(namesOf(viewOf({ expiries: both, symbols }))).toEqual(symbols)
    expect(namesOf(viewOf({ expiries: both, symbols, limit: 3 }))).toHaveLength(3)
  })

  it('of nothing has no contracts, and follows the nearest expiry', () => {
    expect(viewOf({ expiries: null, symbols: [] })).toMatchObject({ contracts: [], expiryMs: tomorrow })
    expect(viewOf({ expiries: [] })).toMatchObject({ contracts: [], expiryMs: tomorrow })
  })
})

describe('views that nobody follows', () => {
  const readOthers = (count: number) => {
    for (let from = 1; from <= count; from += 1) viewOf({ strikes: { from } })
  }

  it('are forgotten when a hundred others were read since, and never count back', () => {
    for (const markIv of [0.4, 0.41, 0.42]) {
      say(84_000, { underlyingPriceUsd: 84_000, markIv })
      viewOf({})
    }
    const before = viewOf({})
    readOthers(99)
    expect(viewOf({})).toBe(before)
    readOthers(100)
    const again = viewOf({})
    expect(again).not.toBe(before)
    expect(again.seq).toBeGreaterThan(before.seq)
    expect(again).toEqual({ ...before, seq: again.seq })
  })

  it('give no room away that one which is followed has', async () => {
    const stop = new AbortController()
    const bus = memoryBus()
    const before = viewOf({})
    views.follow(bus, choiceOf({}), stop.signal)
    views.follow(bus, choiceOf({}), stop.signal)
    readOthers(150)
    expect(viewOf({})).toBe(before)
    stop.abort()
    await settle()
    readOthers(150)
    expect(viewOf({})).not.toBe(before)
  })
})

describe('a fault in what is read', () => {
  it('ends the counting, and leaves nothing behind', async () => {
    const bus = memoryBus()
    const broken = new ChainViews({
      expiries: () => {
        throw new Error('broken')
      },
      chain: () => null,
    })
    broken.follow(bus, choiceOf({}), new AbortController().signal)
    const chain = state.chain('BTC', tomorrow)
    if (chain) bus.publish('optionChain', chainKey('BTC', tomorrow), chain)
    await settle()
    expect(bus.readerCount()).toBe(0)
  })
})

/** Adding a change to the view before gives the view after. */
function expectApplies(before: OptionsChainView, after: OptionsChainView): OptionsChainView {
  const delta = chainChange(before, after)
  if (!delta) throw new Error('the expiries are the same')
  expect(delta).toMatchObject({ whole: false, seq: after.seq })
  const merged = new Map(before.contracts.map((one) => [one.symbol, one]))
  for (const gone of delta.removed) expect(merged.delete(gone)).toBe(true)
  for (const changed of delta.contracts) merged.set(changed.symbol, changed)
  expect(new Set(merged.values())).toEqual(new Set(after.contracts))
  return delta
}

describe('a delta', () => {
  it('holds what changed and what left, so that adding it to the view before gives the view after', () => {
    say(84_000, { underlyingPriceUsd: 83_900, markIv: 0.4 })
    const before = viewOf({ limit: 4 })
    say(84_000, { underlyingPriceUsd: 85_200 }, noon + 1)
    const delta = expectApplies(before, viewOf({ limit: 4 }))
    expect(delta.removed).toEqual([symbol(82_000), symbol(82_000, 'PUT')])
  })

  it('leaves out contracts that did not change', () => {
    say(84_000, { underlyingPriceUsd: 84_000, markIv: 0.4 })
    const before = viewOf({})
    say(86_000, { markIv: 0.41 }, noon + 1)
    expect(namesOf(expectApplies(before, viewOf({})))).toEqual([symbol(86_000)])
  })

  it('has no contract of which only times moved, and its view counts no change', () => {
    say(84_000, { underlyingPriceUsd: 84_000, markIv: 0.4 })
    const before = viewOf({})
    say(84_000, { underlyingPriceUsd: 84_000, markIv: 0.4 }, noon + 1)
    const after = viewOf({})
    expect(after.contracts.find((one) => one.symbol === symbol(84_000))).toMatchObject({ markAsOf: noon + 1 })
    expect(after.seq).toBe(before.seq)
    expect(chainChange(before, after)).toMatchObject({ contracts: [], removed: [], asOf: noon + 1 })
  })

  it('names what passes a filter no more, and has what passes it from now on', () => {
    say(84_000, { openInterestCoin: 6 })
    const filters = { expiries: both, minOpenInterestCoin: 5 }
    const before = viewOf(filters)
    say(84_000, { openInterestCoin: 4 }, noon + 1)
    say(82_000, { openInterestCoin: 5 }, noon + 1, christmas)
    const delta = expectApplies(before, viewOf(filters))
    expect(delta.removed).toEqual([symbol(84_000)])
    expect(namesOf(delta)).toEqual([symbol(82_000, 'CALL', christmas)])
  })

  it('is none between views of different expiries', () => {
    const before = viewOf({ expiries: both })
    expect(chainChange(viewOf({}), viewOf({ expiries: [christmas] }))).toBeNull()
    state.fold(indexTick(84_000, tomorrow))
    expect(chainChange(before, viewOf({ expiries: both }))).toBeNull()
  })
})
