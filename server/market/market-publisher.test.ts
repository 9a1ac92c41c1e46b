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
import { ManualClock, settle } from '../../tests/support/manual-clock.js'
import { marketAfter } from '../../tests/support/market-after.js'
import { chainKey, type EventBus, type Topic, type Topics } from '../bus/event-bus.js'
import { memoryBus } from '../bus/memory/memory-bus.js'
import type { MarketEvent } from '../domain/market-events.js'
import { msPerDay } from '../domain/units.js'
import { MarketPublisher } from './market-publisher.js'
import type { MarketState } from './market-state.js'

type Told = { [T in Topic]: readonly [topic: T, key: string, event: Topics[T]] }[Topic]

let state: MarketState
let marketTime: { now: number }
let publisher: MarketPublisher
let faults: unknown[]
/** Everything that was published, in its order. */
let told: Told[]
let bus: EventBus
/** Somebody who hears all chains. */
let chainReaders: AsyncIterator<unknown>
let clock: ManualClock

beforeEach(() => {
  told = []
  faults = []
  const inner = memoryBus()
  chainReaders = inner.subscribe('optionChain')
  bus = {
    ...inner,
    publish(topic, key, event) {
      told.push([topic, key, event] as unknown as Told)
      inner.publish(topic, key, event)
    },
  }
  const market = marketAfter(feedLive)
  state = market.state
  marketTime = market.clock
  clock = new ManualClock(noon)
  const log = { error: (fault: unknown) => void faults.push(fault) }
  publisher = new MarketPublisher({ state, bus, clock, log })
})

/** What is published because of events that come in one turn of the event loop. */
async function publishedBy(...events: MarketEvent[]): Promise<Told[]> {
  told = []
  for (const event of events) publisher.publish(state.fold(event))
  publisher.flushChains()
  await settle()
  return told
}
const of = <T extends Topic>(published: readonly Told[], topic: T, key?: string) =>
  published.flatMap((one) => (one[0] === topic && (key === undefined || one[1] === key) ? [one[2] as Topics[T]] : []))
const keysOf = (published: readonly Told[], wanted: Topic) =>
  published.flatMap(([topic, key]) => (topic === wanted ? [key] : []))

const listed = listing([...ladder([84_000]), ...ladder([84_000], christmas)])
const listedEth = listing([...ladder([2_800], tomorrow, 'ETH'), ...ladder([2_800], christmas, 'ETH')], noon, 'ETH')
const [near, far] = [chainKey('BTC', tomorrow), chainKey('BTC', christmas)]
const [nearEth, farEth] = [chainKey('ETH', tomorrow), chainKey('ETH', christmas)]
const nearest = chainKey('BTC', 'NEAREST')
const iv = (markIv: number, at = noon, expiryMs = tomorrow) =>
  optionsEvent([update(option(84_000, 'CALL', expiryMs).symbol, { markIv }, at)], at)

describe('prices', () => {
  it('of one turn are one change, heard and published once', async () => {
    const published = await publishedBy(indexTick(84_000), indexTick(84_001, noon + 1), indexTick(84_002, noon + 2))
    expect(of(published, 'marketData')).toMatchObject([{ indexPriceUsd: 84_002 }])
    expect(of(published, 'heardMarket')).toMatchObject([{ indexPriceUsd: 84_002 }])
  })

  it('are published for each currency', async () => {
    await publishedBy(indexTick(84_000), indexTick(2_800, noon, 'ETH'))
    const published = await publishedBy(indexTick(84_001, noon + 1), indexTick(2_801, noon + 1, 'ETH'))
    expect(keysOf(published, 'marketData')).toEqual(['BTC', 'ETH'])
    const { seq } = state.marketData('BTC') ?? {}
    expect(state.marketData('ETH')?.seq).toBe(seq)
  })

  it('that only say the same again are heard, and not published', async () => {
    await publishedBy(indexTick(84_000))
    const published = await publishedBy(indexTick(84_000, noon + 1))
    expect(published.map(([topic]) => topic)).toEqual(['heardMarket'])
  })
})

describe('instruments', () => {
  it('are published when the listing or what it says of one changes, and not with prices', async () => {
    expect(of(await publishedBy(listed), 'instruments', 'BTC')).toEqual([state.instruments('BTC')])
    expect(of(await publishedBy(indexTick(84_000)), 'instruments')).toMatchObject([{ freshness: 'LIVE' }])
    expect(of(await publishedBy(indexTick(84_001, noon + 1)), 'instruments')).toEqual([])
    expect(of(await publishedBy(listing(ladder([84_000]), noon + 1)), 'instruments', 'BTC')).toMatchObject([
      { asOf: noon + 1, instruments: { size: 2 } },
    ])
  })
})

describe('expiries', () => {
  it('are published for each currency when they change, and only then', async () => {
    expect(of(await publishedBy(listed, listedEth), 'expiries')).toEqual([
      [tomorrow, christmas],
      [tomorrow, christmas],
    ])
    expect(of(await publishedBy(indexTick(84_000), listed, listedEth), 'expiries')).toEqual([])
  })

  it('may be none', async () => {
    await publishedBy(listed)
    expect(of(await publishedBy({ type: 'reset' }), 'expiries', 'BTC')).toEqual([[]])
    expect(faults).toEqual([])
  })
})

describe('summaries of the expiries', () => {
  it('are published for each currency that somebody follows', async () => {
    bus.subscribe('expirySummaries', { keys: ['BTC'] })
    expect(keysOf(await publishedBy(listed, listedEth), 'expirySummaries')).toEqual(['BTC'])
    bus.subscribe('expirySummaries', { keys: ['ETH'] })
    const published = await publishedBy(
      ...[iv(0.4), indexTick(84_000)],
      optionsEvent([update(option(2_800, 'CALL', tomorrow, 'ETH').symbol, { markIv: 0.5 })], noon, 'ETH'),
    )
    expect(new Set(keysOf(published, 'expirySummaries'))).toEqual(new Set(['BTC', 'ETH']))
  })

  it('of two currencies do not count as one', async () => {
    bus.subscribe('expirySummaries')
    expect(new Set(keysOf(await publishedBy(listed, listedEth), 'expirySummaries'))).toEqual(new Set(['BTC', 'ETH']))
  })

  it('are not published again while they are the same', async () => {
    bus.subscribe('expirySummaries')
    await publishedBy(listed, iv(0.4, noon - 1), iv(0.4))
    expect(of(await publishedBy(iv(0.4, noon + 1), indexTick(84_000)), 'expirySummaries')).toEqual([])
  })
})

describe('chains', () => {
  it('are published when they change, and heard with every event', async () => {
    await publishedBy(listed, iv(0.4))
    const same = await publishedBy(iv(0.4, noon + 1))
    expect([of(same, 'optionChain'), keysOf(same, 'heardChain')]).toEqual([[], [near]])
    const changed = await publishedBy(iv(0.41, noon + 2))
    expect(keysOf(changed, 'optionChain')).toEqual([near, nearest])
    expect(keysOf(changed, 'heardChain')).toEqual([near])
  })

  it('of a later expiry are not those of the nearest', async () => {
    await publishedBy(listed, iv(0.4), iv(0.4, noon, christmas))
    expect(keysOf(await publishedBy(iv(0.41, noon + 1, christmas)), 'optionChain')).toEqual([far])
  })

  it('that are gone come once more, those of other expiries and currencies do not, and the nearest is the next', async () => {
    await publishedBy(listed, listedEth, iv(0.4), iv(0.4, noon, christmas))
    const last = state.chain('BTC', tomorrow)
    const published = await publishedBy(listing(ladder([84_000], christmas), noon + 1))
    expect(of(published, 'optionChain', near)).toEqual([last])
    expect(of(published, 'optionChain', nearest)).toEqual([state.chain('BTC', christmas)])
    expect([far, nearEth, farEth].map((key) => of(published, 'optionChain', key))).toEqual([[], [], []])
    expect(keysOf(published, 'heardChain')).toEqual([])
    expect(faults).toEqual([])
    const later = [...ladder([84_000], christmas), ...ladder([84_000], christmas + 7 * msPerDay)]
    expect(of(await publishedBy(listing(later, noon + 2)), 'optionChain', near)).toEqual([])
  })

  it('of an expiry that was gone and is listed again are published', async () => {
    await publishedBy(listed)
    await publishedBy(listing(ladder([84_000], christmas), noon + 1))
    expect(
      of(
        await publishedBy(listing([...ladder([84_000]), ...ladder([84_000], christmas)], noon + 2)),
        'optionChain',
        near,
      ),
    ).toMatchObject([{ seq: 1, expiryMs: tomorrow }])
  })

  it('that wait when the market is forgotten are heard by nobody', async () => {
    await publishedBy(listed, iv(0.4))
    expect(keysOf(await publishedBy(iv(0.41, noon + 1), { type: 'reset' }), 'heardChain')).toEqual([])
  })
})

describe('a fault', () => {
  it('is logged with what could not be published, and the rest is published', async () => {
    await publishedBy(listed, iv(0.4))
    const { hearChain, refreshMarketData } = state
    const fault = new Error('a fault of ours')
    state.hearChain = (currency, expiryMs) => {
      if (expiryMs === tomorrow) throw fault
      return hearChain.call(state, currency, expiryMs)
    }
    state.refreshMarketData = (currency) => {
      if (currency === 'BTC') throw fault
      return refreshMarketData.call(state, currency)
    }
    const published = await publishedBy(
      ...[iv(0.41, noon + 1), iv(0.5, noon + 1, christmas), indexTick(84_000), indexTick(2_800, noon, 'ETH')],
    )
    expect(faults).toEqual([
      { err: fault, currency: 'BTC', expiryMs: tomorrow },
      { err: fault, currency: 'BTC' },
    ])
    expect([keysOf(published, 'optionChain'), keysOf(published, 'marketData')]).toEqual([[far], ['ETH']])
  })

  it('in the summaries is logged too', async () => {
    bus.subscribe('expirySummaries')
    await publishedBy(listed)
    const fault = new Error('a fault of ours')
    state.expirySummaries = () => {
      throw fault
    }
    await publishedBy(iv(0.4))
    expect(faults).toEqual([{ err: fault, currency: 'BTC' }])
  })
})

describe('chains that nobody hears', () => {
  const unheard = async () => {
    await publishedBy(listed, iv(0.4), iv(0.4, noon, christmas))
    await chainReaders.return?.()
  }

  it('are made when somebody reads them, with all that changed since', async () => {
    await unheard()
    const before = state.chain('BTC', tomorrow)?.seq ?? 0
    expect(keysOf(await publishedBy(iv(0.5, noon + 1)), 'optionChain')).toEqual([])
    expect(keysOf(await publishedBy(iv(0.6, noon + 2)), 'heardChain')).toEqual([])
    expect(state.chain('BTC', tomorrow)).toMatchObject({ seq: before + 1 })
    expect(state.chain('BTC', tomorrow)?.contracts.map(({ markIv }) => markIv)).toContain(0.6)
    expect(state.heardChain('BTC', tomorrow)?.contracts.map(({ markIv }) => markIv)).toContain(0.6)
  })

  it.each([
    ['optionChain', near],
    ['optionChain', nearest],
    ['expirySummaries', 'BTC'],
  ] as const)('are made again with each change for a reader of %s of %s', async (topic, key) => {
    await unheard()
    const seqOf = () => state.chain('BTC', tomorrow)?.seq ?? 0
    const before = seqOf()
    const reader = bus.subscribe(topic, { keys: [key] })
    await publishedBy(iv(0.5, noon + 1))
    await publishedBy(iv(0.6, noon + 2))
    expect(seqOf()).toBe(before + 2)
    await reader.return?.()
    await publishedBy(iv(0.5, noon + 3))
    await publishedBy(iv(0.6, noon + 4))
    expect(seqOf()).toBe(before + 2)
  })

  it('have their values made for who hears these, and nothing at published precision', async () => {
    await unheard()
    const before = state.chain('BTC', tomorrow)?.seq ?? 0
    const reader = bus.subscribe('heardChain', { keys: [near] })
    const published = [...(await publishedBy(iv(0.5, noon + 1))), ...(await publishedBy(iv(0.6, noon + 2)))]
    expect(keysOf(published, 'optionChain')).toEqual([])
    const told = of(published, 'heardChain', near).map(
      ({ contracts }) => contracts.find(({ markIv }) => markIv)?.markIv,
    )
    expect(told).toEqual([0.5, 0.6])
    expect(state.chain('BTC', tomorrow)).toMatchObject({ seq: before + 1 })
    await reader.return?.()
  })

  it('wait for who hears them, where they are to be published later', async () => {
    await unheard()
    const flush = () => {
      told = []
      publisher.flushChains('LATER')
      return of(told, 'heardChain').map(({ contracts }) => contracts.find(({ markIv }) => markIv)?.markIv)
    }
    publisher.note(state.fold(iv(0.5, noon + 1)))
    expect(flush()).toEqual([])
    publisher.note(state.fold(iv(0.6, noon + 2, christmas)))
    const reader = bus.subscribe('heardChain', { keys: [near] })
    expect([flush(), flush()]).toEqual([[0.5], []])
    await reader.return?.()
  })

  it('become stale all the same', async () => {
    await unheard()
    await publishedBy(iv(0.5, noon + 1, christmas))
    marketTime.now = noon + 60_000
    expect(state.aged().chains).toEqual([{ currency: 'BTC', expiryMs: tomorrow }])
    expect(state.chain('BTC', christmas)).toMatchObject({ freshness: 'STALE' })
  })

  it('have readers who come later told when they are gone', async () => {
    await unheard()
    const reader = bus.subscribe('optionChain', { keys: [near] })
    expect(keysOf(await publishedBy(indexTick(84_000, tomorrow)), 'optionChain')).toEqual([])
    const gone = await publishedBy(indexTick(84_000, tomorrow + 1), indexTick(84_001, tomorrow + 2))
    expect(keysOf(gone, 'optionChain')).toContain(near)
    await reader.return?.()
  })
})

describe('the first change of a chain', () => {
  it('is published at once, also after prices that changed', async () => {
    const stop = new AbortController()
    const ended = publisher.publishChains(stop.signal)
    publisher.publish(state.fold(listed))
    await clock.advance(100)
    publisher.publish(state.fold(indexTick(84_000)))
    await settle()
    told = []
    publisher.publish(state.fold(iv(0.4)))
    await settle()
    expect(keysOf(told, 'optionChain')).toEqual([near, nearest])
    stop.abort()
    await ended
  })
})
