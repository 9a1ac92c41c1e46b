import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
import { ManualClock } from '../../tests/support/manual-clock.js'
import { ScriptedFeed } from '../../tests/support/scripted-feed.js'
import { chainKey, type Topic, type Topics } from '../bus/event-bus.js'
import { memoryBus } from '../bus/memory/memory-bus.js'
import { MarketState } from './market-state.js'
import { pumpFeed } from './pump-feed.js'

let feed: ScriptedFeed
let clock: ManualClock
let bus: ReturnType<typeof memoryBus>
let stop: AbortController
let pump: Promise<void>
let faults: unknown[]
/** Called with every event that is heard. */
let woken: (() => void)[]
let state: MarketState

beforeEach(() => {
  feed = new ScriptedFeed()
  clock = new ManualClock(noon)
  bus = memoryBus()
  stop = new AbortController()
  faults = []
  woken = []
  const facts = { name: 'simulated', source: 'SIMULATED', currencies: ['BTC'], staleAfterMs: 8_000 } as const
  const log = { error: (fault: unknown) => void faults.push(fault) }
  state = new MarketState(facts, () => clock.now())
  pump = pumpFeed({ feed, state, bus, clock, log }, stop.signal)
})
afterEach(async () => {
  stop.abort()
  await pump
})

/** Everything published on a topic from now on, as it comes. */
function heard<T extends Topic>(topic: T, key: string): Topics[T][] {
  const events: Topics[T][] = []
  const reader = bus.subscribe(topic, { keys: [key], signal: stop.signal })
  void (async () => {
    for await (const event of reader) {
      events.push(event)
      for (const wake of woken.splice(0)) wake()
    }
  })()
  return events
}

/** Until what is heard is as wanted. */
async function until(isWanted: () => boolean): Promise<void> {
  while (!isWanted()) await new Promise<void>((resolve) => woken.push(resolve))
}

const iv = (markIv: number, at = noon) => optionsEvent([update(option(84_000, 'CALL').symbol, { markIv }, at)], at)
const listed = listing([...ladder([84_000]), ...ladder([84_000], christmas)])

describe('the pump', () => {
  it('publishes the summaries of the expiries on each change, while somebody hears them', async () => {
    feed.say(feedLive, listed, iv(0.4))
    await clock.advance(200)
    const summaries = heard('expirySummaries', 'BTC')
    feed.say(iv(0.41, noon + 1))
    await clock.advance(200)
    expect(summaries).toHaveLength(1)
    feed.say(iv(0.41, noon + 2))
    await clock.advance(200)
    expect(summaries).toHaveLength(1)
    feed.say(listing(ladder([84_000], christmas), noon + 3))
    await clock.advance(200)
    expect(summaries.at(-1)?.expiries.map(({ expiryMs }) => expiryMs)).toEqual([christmas])
    expect(summaries.map(({ seq }) => seq - (summaries[0]?.seq ?? 0))).toEqual([0, 1])
  })

  it('publishes market data on each change, and nothing for a confirmation', async () => {
    const [ticks, markets] = [heard('marketData', 'BTC'), heard('heardMarket', 'BTC')]
    feed.say(feedLive, indexTick(84_000), indexTick(84_000, noon + 1), indexTick(84_001, noon + 2))
    await until(() => ticks.at(-1)?.indexPriceUsd === 84_001)
    const { length } = ticks
    feed.say(indexTick(84_001, noon + 3))
    await until(() => markets.at(-1)?.asOf === noon + 3)
    expect(ticks).toHaveLength(length)
  })

  it('hands on what it heard unrounded, also what changes nothing published', async () => {
    const [ticks, markets] = [heard('marketData', 'BTC'), heard('heardMarket', 'BTC')]
    const key = chainKey('BTC', tomorrow)
    const [chains, heardChains] = [heard('optionChain', key), heard('heardChain', key)]
    feed.say(feedLive, listed, indexTick(84_000.000001), iv(0.42000001))
    await clock.advance(200)
    const before = [ticks.length, chains.length]
    feed.say(indexTick(84_000.000002, noon + 1), iv(0.42000002, noon + 1))
    await clock.advance(200)
    expect(markets.at(-1)).toMatchObject({ indexPriceUsd: 84_000.000002, asOf: noon + 1 })
    expect(heardChains.at(-1)?.contracts[0]?.markIv).toBe(0.42000002)
    const { length } = markets
    feed.say(indexTick(84_000.000002, noon + 2))
    await until(() => markets.length > length)
    expect(markets.slice(length)).toMatchObject([{ asOf: noon + 2 }])
    expect([ticks.length, chains.length]).toEqual(before)
  })

  it('publishes a chain at once and then at most every 100 ms, the newest', async () => {
    const chains = heard('optionChain', chainKey('BTC', tomorrow))
    feed.say(feedLive, listed)
    await clock.advance(200)
    const before = chains.length
    feed.say(iv(0.4), iv(0.41, noon + 1))
    await until(() => chains.length > before)
    feed.say(iv(0.42, noon + 2), iv(0.43, noon + 3))
    await clock.advance(99)
    expect(chains.length).toBeLessThanOrEqual(before + 1)
    await clock.advance(101)
    expect(chains.at(-1)?.contracts[0]?.markIv).toBe(0.43)
    expect(chains).toHaveLength(before + 2)
  })

  it('logs an event it cannot take in, and goes on with the next', async () => {
    const ticks = heard('marketData', 'BTC')
    feed.say(feedLive, { ...indexTick(1), type: 'options', updates: null } as never, indexTick(84_000))
    await until(() => ticks.at(-1)?.indexPriceUsd === 84_000)
    expect(faults).toEqual([{ err: expect.any(TypeError) as unknown, event: 'options' }])
  })

  it('goes on when a change cannot be published', async () => {
    const ticks = heard('marketData', 'BTC')
    const chains = heard('optionChain', chainKey('BTC', tomorrow))
    const { refreshMarketData, hearChain } = state
    state.refreshMarketData = state.hearChain = () => {
      throw new Error('a fault of ours')
    }
    feed.say(feedLive, listed, iv(0.4), indexTick(84_000))
    await clock.advance(200)
    expect(faults.length).toBeGreaterThanOrEqual(2)
    Object.assign(state, { refreshMarketData, hearChain })
    feed.say(iv(0.41, noon + 1), indexTick(84_001, noon + 1))
    await clock.advance(200)
    expect(ticks.at(-1)?.indexPriceUsd).toBe(84_001)
    expect(chains.at(-1)?.contracts[0]?.markIv).toBe(0.41)
  })

  it('takes a feed that throws for one that ended: its values are stale', async () => {
    const ticks = heard('marketData', 'BTC')
    feed.say(feedLive, indexTick(84_000))
    await until(() => ticks.at(-1)?.freshness === 'LIVE')
    const fault = new Error('a fault of the feed')
    feed.fail(fault)
    await until(() => ticks.at(-1)?.freshness === 'STALE')
    expect(ticks.at(-1)?.indexPriceUsd).toBe(84_000)
    expect(state.feedStatus()).toMatchObject({ state: 'ENDED', detail: 'The feed failed' })
    expect(faults).toEqual([{ err: fault }])
  })

  it('publishes staleness when nothing is heard for too long', async () => {
    const ticks = heard('marketData', 'BTC')
    const chains = heard('optionChain', chainKey('BTC', tomorrow))
    feed.say(feedLive, listed, indexTick(84_000), iv(0.4))
    await clock.advance(1_000)
    expect([ticks.at(-1)?.freshness, chains.at(-1)?.freshness]).toEqual(['LIVE', 'LIVE'])
    await clock.advance(9_000)
    expect([ticks.at(-1)?.freshness, chains.at(-1)?.freshness]).toEqual(['STALE', 'STALE'])
    expect(ticks.at(-1)).toMatchObject({ asOf: noon, indexPriceUsd: 84_000 })
  })

  it('goes on looking for stale values after a look that failed', async () => {
    const ticks = heard('marketData', 'BTC')
    const { aged } = state
    feed.say(feedLive, indexTick(84_000))
    await until(() => ticks.at(-1)?.freshness === 'LIVE')
    const fault = new Error('a fault of ours')
    state.aged = () => {
      throw fault
    }
    await clock.advance(1_000)
    expect(faults).toEqual([{ err: fault }])
    Object.assign(state, { aged })
    await clock.advance(9_000)
    expect(ticks.at(-1)).toMatchObject({ freshness: 'STALE', indexPriceUsd: 84_000 })
  })

  it('announces the listed expiries, wakes the readers of one that passed, and turns the nearest to the next', async () => {
    const expiries = heard('expiries', 'BTC')
    const passing = heard('optionChain', chainKey('BTC', tomorrow))
    const nearest = heard('optionChain', chainKey('BTC', 'NEAREST'))
    feed.say(feedLive, listed, iv(0.4))
    await clock.advance(200)
    expect(expiries.at(-1)).toEqual([tomorrow, christmas])
    expect(nearest.at(-1)?.expiryMs).toBe(tomorrow)
    const before = passing.length
    feed.say(listing(ladder([84_000], christmas), tomorrow))
    await until(() => nearest.at(-1)?.expiryMs === christmas)
    expect(expiries.at(-1)).toEqual([christmas])
    expect(passing).toHaveLength(before + 1)
  })
})
