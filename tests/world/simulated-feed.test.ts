import { describe, expect, it } from 'vitest'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { simulatedFeed } from '../../server/feeds/simulated/simulated-feed.js'
import { ManualClock, settle } from '../support/manual-clock.js'

const start = Date.UTC(2026, 8, 24, 7, 59, 50)

interface ReadOptions {
  readonly seed?: string | number
  readonly chainMs?: number
  readonly currencies?: string[]
  readonly startMs?: number
}

const usual = { seed: 7, tickMs: 250, chainMs: 1000, clock: new ManualClock(start) }

/** A feed of BTC, unless others are named, that is being read into a list. */
function read({ startMs = start, ...options }: ReadOptions = {}) {
  const clock = new ManualClock(startMs)
  const abort = new AbortController()
  const events: MarketEvent[] = []
  const feed = simulatedFeed({ ...usual, currencies: ['BTC'], ...options, clock })
  const done = (async () => {
    for await (const event of feed.events(abort.signal)) events.push(event)
  })()
  return { clock, abort, events, done }
}

const typesOf = (events: readonly MarketEvent[]) => events.map(({ type }) => type)

describe('the simulated feed', () => {
  it('begins with its state, the listings, the prices and then every option', async () => {
    const { events } = read({ currencies: ['BTC', 'ETH'] })
    await settle()
    expect(typesOf(events)).toEqual([
      ...['feed-state', 'listing', 'listing', 'index', 'perpetual', 'volatility-index'],
      ...['index', 'perpetual', 'volatility-index', 'options', 'options'],
    ])
    expect(events[0]).toEqual({ type: 'feed-state', state: 'LIVE', detail: null })
  })

  it('tells prices at every tick and options at every chain tick, one event a currency', async () => {
    const { clock, events } = read({ currencies: ['BTC', 'ETH'] })
    await settle()
    events.length = 0
    await clock.advance(2000)
    const times = (type: 'index' | 'perpetual') =>
      events.flatMap((event) => (event.type === type && event.currency === 'ETH' ? [event.eventTimeMs - start] : []))
    expect(times('index')).toEqual([250, 500, 750, 1000, 1250, 1500, 1750, 2000])
    expect(times('perpetual')).toEqual(times('index'))
    const chains = events.filter((event) => event.type === 'options')
    expect(chains.map(({ currency, receivedTimeMs }) => `${currency} ${receivedTimeMs - start}`)).toEqual([
      ...['BTC 1000', 'ETH 1000', 'BTC 2000', 'ETH 2000'],
    ])
    for (const { updates, receivedTimeMs } of chains) {
      expect(updates.every(({ eventTimeMs }) => eventTimeMs === receivedTimeMs)).toBe(true)
    }
  })

  it('tells the same as a feed that started at another time, beat for beat', async () => {
    const [early, late] = [read(), read({ startMs: start + 1137 })]
    await Promise.all([early.clock.advance(4000), late.clock.advance(2863)])
    const beats = (events: readonly MarketEvent[]) =>
      events.filter((event) => {
        const isPrice = event.type === 'index' || event.type === 'perpetual'
        return isPrice && event.eventTimeMs > start + 1137
      })
    expect(beats(late.events).length).toBeGreaterThan(20)
    expect(beats(late.events)).toEqual(beats(early.events))
  })

  it('tells the time of the beat when it wakes late, and that it was received later', async () => {
    const { clock, events } = read()
    await settle()
    events.length = 0
    const late = new ManualClock(start + 263)
    clock.now = () => late.now()
    await clock.advance(250)
    const [first] = events
    expect(first).toMatchObject({ type: 'index', eventTimeMs: start + 250, receivedTimeMs: start + 263 })
  })

  it('repeats itself event by event for the same seed and times, across an expiry', async () => {
    const runs = await Promise.all(
      ['same', 'same', 'other'].map(async (seed) => {
        const { clock, events } = read({ seed, chainMs: 5000 })
        await clock.advance(12_000)
        return events
      }),
    )
    expect(runs[0]?.filter(({ type }) => type === 'listing').length).toBe(2)
    expect(runs[0]).toEqual(runs[1])
    expect(runs[0]).not.toEqual(runs[2])
  })

  it('goes on from the present after its clock was stopped for hours', async () => {
    const { clock, events } = read()
    await settle()
    events.length = 0
    const asleep = new ManualClock(start + 5 * 3_600_000)
    clock.now = () => asleep.now()
    await clock.advance(250)
    expect(typesOf(events)).toEqual(['index', 'perpetual', 'listing', 'volatility-index', 'options'])
    expect(events.every((event) => !('eventTimeMs' in event) || event.eventTimeMs === asleep.now())).toBe(true)
  })

  it('goes on in its own time when its clock is set back', async () => {
    const { clock, events } = read()
    await clock.advance(1000)
    const backMs = 3_600_000
    const now = clock.now.bind(clock)
    const lastMs = now()
    clock.now = () => now() - backMs
    events.length = 0
    await clock.advance(10_250)
    const ticks = events.flatMap((event) => (event.type === 'index' ? [event] : []))
    expect(ticks.length).toBeGreaterThanOrEqual(39)
    expect(new Set(ticks.map(({ priceUsd }) => priceUsd)).size).toBeGreaterThan(20)
    expect(ticks.every(({ eventTimeMs }) => eventTimeMs > lastMs && eventTimeMs <= lastMs + 10_250)).toBe(true)
    expect(ticks.at(-1)?.receivedTimeMs).toBe(clock.now())
    expect(events.filter(({ type }) => type === 'options').length).toBeGreaterThanOrEqual(9)
    const slept = events.flatMap((event) => (event.type === 'options' ? [event.updates[0]?.eventTimeMs ?? 0] : []))
    expect(Math.min(...slept)).toBeGreaterThan(lastMs)
  })

  it('ends as soon as it is told to, asleep or in the middle of a batch', async () => {
    const asleep = read()
    await asleep.clock.advance(100)
    asleep.abort.abort()
    await asleep.done

    const clock = new ManualClock(start)
    const abort = new AbortController()
    const seen: MarketEvent[] = []
    for await (const event of simulatedFeed({ ...usual, clock }).events(abort.signal)) {
      seen.push(event)
      if (event.type === 'index') abort.abort()
    }
    expect(seen.at(-1)?.type).toBe('index')
  })

  it('says what it is and when its silence means that it is stale', () => {
    const feed = simulatedFeed(usual)
    expect(feed).toMatchObject({
      name: 'simulated',
      source: 'SIMULATED',
      currencies: ['BTC', 'ETH'],
      staleAfterMs: 8000,
    })
    expect(simulatedFeed({ ...usual, chainMs: 5000 }).staleAfterMs).toBe(20_000)
    expect(() => feed.watchExpiry('BTC', start)[Symbol.dispose]()).not.toThrow()
  })

  it('refuses a currency it has no model of', () => {
    expect(() => simulatedFeed({ ...usual, currencies: ['DOGE'] })).toThrow(RangeError)
  })
})
