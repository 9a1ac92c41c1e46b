import { describe, expect, it } from 'vitest'
import { isOption } from '../../domain/instrument.js'
import type { ListingEvent, MarketEvent, OptionsEvent, OptionValues } from '../../domain/market-events.js'
import { msPerDay, msPerMinute } from '../../domain/units.js'
import { createSimulatedWorld } from './simulated-world.js'

/** All that a world says from one time to another. */
function run(
  seed: string,
  currencies: readonly string[],
  fromMs: number,
  forMs: number,
  everyMs: number,
): MarketEvent[] {
  const world = createSimulatedWorld(seed, currencies, fromMs)
  const events: MarketEvent[] = []
  for (let nowMs = fromMs; nowMs <= fromMs + forMs; nowMs += everyMs) {
    world.advance(nowMs)
    for (const market of world.currencies) {
      events.push(
        ...market.listing(nowMs),
        ...market.prices(nowMs),
        ...market.volatility(nowMs),
        ...market.options(nowMs),
      )
    }
  }
  return events
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
    expect(options.length / expiries / 2).toBeGreaterThan(30)
    expect(options.length / expiries / 2).toBeLessThan(55)
    const first = events.find((event) => event.type === 'options')
    expect(first?.updates.map(({ symbol }) => symbol)).toEqual(options.map(({ symbol }) => symbol))
    for (const { values } of first?.updates ?? []) expect(Object.keys(values)).toHaveLength(13)
  })
})

describe('a simulated world', () => {
  it('is the same for the same seed and times, and another for another seed', () => {
    const of = (seed: string) => run(seed, ['BTC', 'ETH'], start, 90 * msPerMinute, 30 * msPerMinute)
    expect(of('twin')).toEqual(of('twin'))
    expect(of('twin')).not.toEqual(of('other'))
  })

  it('has the same BTC whether or not there is ETH', () => {
    const of = (currencies: string[]) => run('alone', currencies, start, 20 * msPerMinute, 10 * msPerMinute)
    const isBtc = (event: MarketEvent) => 'currency' in event && event.currency === 'BTC'
    expect(of(['BTC', 'ETH']).filter(isBtc)).toEqual(of(['BTC']))
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

  it('says only what changed, and of few options in a second', () => {
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
        if (before && Object.keys(values).length === 0) repeated.push(symbol)
        for (const name of ['markPrice', 'markIv', 'underlyingPriceUsd', 'greeks', 'openInterestCoin'] as const) {
          const isSame = JSON.stringify(values[name]) === JSON.stringify(before?.[name])
          if (before && name in values && isSame) repeated.push(`${symbol} ${name}`)
        }
      }
    }
    expect(repeated).toEqual([])
    const [whole = 0, ...later] = counts
    expect(later.reduce((sum, count) => sum + count, 0) / later.length).toBeLessThan(whole / 3)
  })

  it('keeps a strike listed until its expiry, however far the price has gone', () => {
    const events = run('strikes', ['ETH'], start, 3 * msPerDay, 4 * 60 * msPerMinute)
    const listings = events.filter((event) => event.type === 'listing')
    expect(listings.length).toBeGreaterThan(2)
    listings.slice(1).forEach((listing, index) => {
      const symbols = new Set(listing.instruments.map(({ symbol }) => symbol))
      for (const { symbol, expiryMs } of listedOptions(listings[index])) {
        expect(symbols.has(symbol) || expiryMs <= listing.eventTimeMs, symbol).toBe(true)
      }
    })
  })

  it('has a usual day behind it after a pause of a week, which then passes as it came', () => {
    const world = createSimulatedWorld('pause', ['BTC'], start)
    const [market] = world.currencies
    const volumes = new Map<string, number | null>()
    const volumeAt = (nowMs: number) => {
      world.advance(nowMs)
      const listed =
        market?.listing(nowMs).flatMap((event) => (event.type === 'listing' ? event.instruments : [])) ?? []
      for (const { updates } of market?.options(nowMs) ?? []) {
        for (const { symbol, values } of updates) {
          if (values.volume24hCoin !== undefined) volumes.set(symbol, values.volume24hCoin)
        }
      }
      const symbols = new Set(listed.map(({ symbol }) => symbol))
      if (listed.length > 0) for (const symbol of volumes.keys()) if (!symbols.has(symbol)) volumes.delete(symbol)
      return [...volumes.values()].reduce<number>((sum, volume) => sum + (volume ?? 0), 0)
    }
    const before = volumeAt(start)
    const wokenMs = start + 7 * msPerDay
    const after = volumeAt(wokenMs)
    expect(after / before).toBeGreaterThan(0.5)
    expect(after / before).toBeLessThan(2)
    const later = [6, 12, 18].map((hours) => volumeAt(wokenMs + hours * 3_600_000) / after)
    for (const share of later) {
      expect(share).toBeGreaterThan(0.5)
      expect(share).toBeLessThan(2)
    }
  })

  it('has a day of history when it starts', () => {
    const values = run('history', ['BTC'], start, 0, 1).find((event) => event.type === 'perpetual')?.values
    expect(values?.volume24hUsd).toBeGreaterThan(1e8)
    expect((values?.high24hUsd ?? 0) / (values?.low24hUsd ?? 1)).toBeGreaterThan(1.003)
    expect(values?.change24hPct).not.toBe(0)
  })
})
