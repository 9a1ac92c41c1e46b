import { describe, expect, it } from 'vitest'
import { isOption } from '../../server/domain/instrument.js'
import type { ListingEvent, MarketEvent, OptionsEvent, OptionValues } from '../../server/domain/market-events.js'
import { msPerDay, msPerMinute } from '../../server/domain/units.js'
import { simulatedEvents, startTelling } from '../../server/feeds/simulated/simulated-events.js'
import { simulatedWorld } from '../../server/feeds/simulated/simulated-world.js'

/** All that is said from one time to another. */
function run(
  seed: string,
  currencies: readonly string[],
  fromMs: number,
  forMs: number,
  everyMs: number,
): MarketEvent[] {
  const cadence = { tickMs: everyMs, chainMs: everyMs }
  return [...simulatedEvents({ seed, currencies, fromMs, toMs: fromMs + forMs, ...cadence })]
}

const optionsOf = (events: readonly MarketEvent[]) =>
  events.filter((event): event is OptionsEvent => event.type === 'options').flatMap(({ updates }) => updates)

const listedOptions = (listing: ListingEvent | undefined) => listing?.instruments.filter(isOption) ?? []

const isAscending = (values: readonly number[]) => values.every((value, index) => value >= (values[index - 1] ?? value))

/** Numbers of an event that may be below zero. */
const signed = new Set(['delta', 'theta', 'rho', 'change24hPct', 'fundingRate8h', 'fundingPaid8h'])

/** Paths to the parts of a value that no event may hold. */
function faults(value: unknown, name = 'event'): string[] {
  if (value === undefined) return [`${name} undefined`]
  if (typeof value === 'number') {
    const isFine = Number.isFinite(value) && !Object.is(value, -0) && (value >= 0 || signed.has(name))
    return isFine ? [] : [`${name} ${value}`]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => faults(inner, key))
}

const start = Date.UTC(2026, 8, 24, 0, 7)

describe.each(['1', 'another seed', 'третий'])('a simulated day with seed %s', (seed) => {
  const events = run(seed, ['BTC', 'ETH'], start, msPerDay, 30 * msPerMinute)

  it('has only numbers that are finite, defined and not below zero', () => {
    expect(new Set(events.flatMap((event) => faults(event)))).toEqual(new Set())
  })

  it('sends a side of a quote as a whole, and never a zero for a missing one', () => {
    const isWhole = ([price, amount, iv]: readonly (number | null | undefined)[]) => {
      if (price === undefined) return amount === undefined && iv === undefined
      if (price === null) return amount === null && iv === null
      return price > 0 && (amount ?? 0) > 0 && iv !== undefined && iv !== 0
    }
    const broken = optionsOf(events).filter(({ values }) => {
      const bid = [values.bidPrice, values.bidAmountCoin, values.bidIv]
      return !isWhole(bid) || !isWhole([values.askPrice, values.askAmountCoin, values.askIv])
    })
    expect(broken).toEqual([])
  })

  it('keeps bid ≤ mark ≤ ask in price and in volatility, and bid below ask', () => {
    const known = new Map<string, Partial<OptionValues>>()
    const broken = optionsOf(events).filter(({ symbol, values }) => {
      const now = { ...known.get(symbol), ...values }
      known.set(symbol, now)
      const { markPrice, markIv, bidPrice, bidIv, askPrice, askIv } = now
      const prices = isAscending([bidPrice ?? 0, markPrice ?? -1, askPrice ?? Infinity])
      const vols = isAscending([bidIv ?? 0, markIv ?? -1, askIv ?? Infinity])
      return !prices || !vols || (bidPrice !== null && bidPrice === askPrice)
    })
    expect(broken).toEqual([])
  })

  it('lists ten to fourteen expiries of some 40 strikes, and knows all of every contract', () => {
    const listing = events.find((event) => event.type === 'listing')
    const options = listedOptions(listing)
    const expiries = new Set(options.map(({ expiryMs }) => expiryMs)).size
    expect(expiries).toBeGreaterThanOrEqual(10)
    expect(options.length / expiries / 2).toBeGreaterThan(28)
    expect(options.length / expiries / 2).toBeLessThan(55)
    const first = events.find((event) => event.type === 'options')
    expect(first?.updates.map(({ symbol }) => symbol)).toEqual(options.map(({ symbol }) => symbol))
    for (const { values } of first?.updates ?? []) expect(Object.keys(values)).toHaveLength(13)
  })
})

describe('what is said of a simulated world', () => {
  it('is told at every beat from its beginning to its end, whenever it began', () => {
    const settings = { seed: 'beats', currencies: ['BTC'], tickMs: 250, chainMs: 1000, fromMs: start + 137 }
    const events = [...simulatedEvents({ ...settings, toMs: start + 3000 })]
    const times = (type: MarketEvent['type']) =>
      events.flatMap((event) =>
        event.type === type && 'receivedTimeMs' in event ? [event.receivedTimeMs - start] : [],
      )
    expect(times('index')).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750, 2000, 2250, 2500, 2750, 3000])
    expect(times('options')).toEqual([0, 1000, 2000, 3000])
  })

  it('is told in the order of time when beats were slept through', () => {
    const telling = startTelling({ seed: 'late', currencies: ['BTC'], fromMs: start, tickMs: 300, chainMs: 1000 })
    const firstTimes = [...telling.first()].length
    expect(firstTimes).toBeGreaterThan(3)
    const late = [...telling.until(start + 2350)]
    const times = late.flatMap((event) => ('receivedTimeMs' in event ? [event.receivedTimeMs - start] : []))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(new Set(times)).toEqual(new Set([2000, 2100]))
    expect([...telling.until(start + 2399)]).toEqual([])
    expect(telling.nextMs()).toBe(start + 2400)
  })

  it('adds up to what the world is', () => {
    const toMs = start + 20_000
    const [market] = simulatedWorld('sum', ['ETH']).currencies
    const heard = new Map<string, Partial<OptionValues>>()
    for (const { symbol, values } of optionsOf(run('sum', ['ETH'], start, toMs - start, 1000))) {
      heard.set(symbol, { ...heard.get(symbol), ...values })
    }
    const all = market?.options(toMs).map(({ instrument, valuesAt }) => [instrument.symbol, valuesAt(toMs)])
    expect(Object.fromEntries(heard)).toEqual(Object.fromEntries(all ?? []))
  })

  it('drops an expiry at 08:00 UTC, lists the next, and says nothing more of the old one', () => {
    const beforeMs = Date.UTC(2026, 8, 24, 7, 58)
    const expiryMs = Date.UTC(2026, 8, 24, 8)
    const events = run('roll', ['BTC'], beforeMs, 4 * msPerMinute, 5000)
    const listings = events.filter((event) => event.type === 'listing')
    const dropped = listings.find((listing) => listedOptions(listing).every((option) => option.expiryMs > expiryMs))
    expect(dropped?.eventTimeMs).toBe(expiryMs)
    const symbols = (at: number) => listedOptions(listings[at]).map(({ symbol }) => symbol.split('-')[1])
    expect(symbols(0)).toContain('24SEP26')
    expect(symbols(0)).not.toContain('28SEP26')
    expect(symbols(-1 + listings.length)).toContain('28SEP26')

    const times = (label: string) => {
      return optionsOf(events).flatMap(({ symbol, eventTimeMs }) =>
        symbol.includes(`-${label}-`) ? [eventTimeMs] : [],
      )
    }
    expect(Math.max(...times('24SEP26'))).toBeLessThan(expiryMs)
    expect(Math.max(...times('24SEP26'))).toBeGreaterThan(expiryMs - msPerMinute)
    expect(Math.min(...times('28SEP26'))).toBe(expiryMs)
  })

  it('speaks of new contracts in full before it speaks of their changes', () => {
    const events = run('full', ['BTC'], Date.UTC(2026, 8, 24, 7, 59), 3 * msPerMinute, 10_000)
    const listed = new Set<string>()
    const heard = new Set<string>()
    for (const event of events) {
      if (event.type === 'listing') for (const { symbol } of listedOptions(event)) listed.add(symbol)
      if (event.type !== 'options') continue
      for (const { symbol, values } of event.updates) {
        expect(listed.has(symbol)).toBe(true)
        if (!heard.has(symbol)) expect(Object.keys(values)).toHaveLength(13)
        heard.add(symbol)
      }
    }
    expect(heard).toEqual(listed)
  })

  it('sends a listing only when it changed', () => {
    const events = run('relist', ['BTC'], Date.UTC(2026, 8, 24, 7, 55), 10 * msPerMinute, msPerMinute)
    const listings = events.flatMap((event) => (event.type === 'listing' ? [event.instruments] : []))
    const symbolsOf = (at: number) => listings[at]?.map(({ symbol }) => symbol)
    expect(listings.length).toBeGreaterThan(1)
    for (let at = 1; at < listings.length; at++) expect(symbolsOf(at)).not.toEqual(symbolsOf(at - 1))
  })

  it('says only what changed, with the quote and the greeks of the same moment, and of few options in a second', () => {
    const sentWhole = ['bidPrice', 'bidAmountCoin', 'bidIv', 'askPrice', 'askAmountCoin', 'askIv', 'greeks']
    const events = run('sparse', ['BTC'], start, 2 * msPerMinute, 1000)
    const known = new Map<string, Partial<OptionValues>>()
    const counts: number[] = []
    const repeated: string[] = []
    for (const event of events) {
      if (event.type !== 'options') continue
      counts.push(event.updates.length)
      for (const { symbol, values } of event.updates) {
        const before = known.get(symbol)
        known.set(symbol, { ...before, ...values })
        const names = Object.keys(values) as (keyof OptionValues)[]
        const same = names.filter((name) => JSON.stringify(values[name]) === JSON.stringify(before?.[name]))
        if (same.length === names.length) repeated.push(symbol)
        repeated.push(...same.filter((name) => !sentWhole.includes(name)).map((name) => `${symbol} ${name}`))
      }
    }
    expect(repeated).toEqual([])
    const [whole = 0, ...later] = counts
    expect(later.reduce((sum, count) => sum + count, 0) / later.length).toBeLessThan(whole / 3)
  })

  it('keeps a strike listed until its expiry, however far the price has gone', () => {
    const events = run('strikes', ['ETH'], start, 3 * msPerDay, 8 * 60 * msPerMinute)
    const listings = events.filter((event) => event.type === 'listing')
    expect(listings.length).toBeGreaterThan(2)
    listings.slice(1).forEach((listing, index) => {
      const symbols = new Set(listing.instruments.map(({ symbol }) => symbol))
      for (const { symbol, expiryMs } of listedOptions(listings[index])) {
        expect(symbols.has(symbol) || expiryMs <= listing.eventTimeMs, symbol).toBe(true)
      }
    })
  })

  it('has a day of history when it starts', () => {
    const values = run('history', ['BTC'], start, 0, 1).find((event) => event.type === 'perpetual')?.values
    expect(values?.volume24hUsd).toBeGreaterThan(1e8)
    expect((values?.high24hUsd ?? 0) / (values?.low24hUsd ?? 1)).toBeGreaterThan(1.003)
    expect(values?.change24hPct).not.toBe(0)
  })
})
