import { describe, expect, it } from 'vitest'
import { isOption } from '../../server/domain/instrument.js'
import type { MarketEvent } from '../../server/domain/market-events.js'
import { msPerDay, msPerHour, msPerMinute, msPerYear } from '../../server/domain/units.js'
import { settingsOf } from '../../server/feeds/simulated/market-settings.js'
import { simulatedCurrency, type SimulatedCurrency } from '../../server/feeds/simulated/simulated-currency.js'
import { simulatedEvents } from '../../server/feeds/simulated/simulated-events.js'

const start = Date.UTC(2026, 8, 24, 7)

/** Numbers that look random and are the same in each run. */
const scattered = (count: number, below: number) =>
  Array.from({ length: count }, (_, index) => Math.floor(((index * 0.6180339887498949) % 1) * below))

const currencyOf = (seed: string, currency: string) => simulatedCurrency(settingsOf(currency), seed)

/** All that is published of a currency at a time, of one option in so many. */
function published(market: SimulatedCurrency, timeMs: number, oneIn = 1) {
  const books = market.options(timeMs)
  return {
    indexUsd: market.indexUsd(timeMs),
    volatilityIndex: market.volatilityIndex(timeMs),
    perpetual: market.perpetual.valuesAt(timeMs),
    listed: books.map(({ instrument }) => instrument.symbol),
    options: books.filter((_, index) => (index + timeMs) % oneIn === 0).map((book) => book.valuesAt(timeMs)),
  }
}

/** What a reader who heard all events knows at the end of them. */
function known(events: Iterable<MarketEvent>) {
  const values = new Map<string, object>()
  const indexes = new Map<string, number | null>()
  for (const event of events) {
    if (event.type === 'listing') {
      const symbols = new Set(event.instruments.filter(isOption).map(({ symbol }) => symbol))
      for (const symbol of values.keys()) {
        if (symbol.startsWith(`${event.currency}-`) && !symbol.endsWith('PERPETUAL') && !symbols.has(symbol))
          values.delete(symbol)
      }
    }
    if (event.type === 'index') indexes.set(event.currency, event.priceUsd)
    if (event.type === 'volatility-index') indexes.set(`${event.currency}-VOL`, event.volatility)
    if (event.type === 'perpetual') values.set(event.symbol, event.values)
    if (event.type !== 'options') continue
    for (const { symbol, values: told } of event.updates) values.set(symbol, { ...values.get(symbol), ...told })
  }
  return { indexes, values }
}

describe('a simulated world', () => {
  it('is the same at random moments, asked for forward or backward', () => {
    for (const currency of ['BTC', 'ETH']) {
      const moments = scattered(50, 3 * msPerDay).map((offsetMs) => start + offsetMs)
      const forward = [...moments].sort((a, b) => a - b)
      const all = (times: readonly number[]) => {
        const market = currencyOf('moments', currency)
        return new Map(times.map((timeMs) => [timeMs, JSON.stringify(published(market, timeMs, 40))]))
      }
      const [one, other] = [all(forward), all([...forward].reverse())]
      expect(moments.filter((timeMs) => one.get(timeMs) !== other.get(timeMs))).toEqual([])
    }
  })

  it('is the same in any order of moments, years apart, with all of its options', () => {
    const moments = scattered(6, 3 * msPerYear).map((offsetMs) => start + offsetMs)
    const asked = currencyOf('order', 'BTC')
    for (const timeMs of moments) {
      expect(published(asked, timeMs)).toEqual(published(currencyOf('order', 'BTC'), timeMs))
    }
  })

  it.each([
    ['a second', 1_000, 250, 1_000],
    ['an hour', msPerHour, msPerMinute, 15 * msPerMinute],
    ['a week', 7 * msPerDay, 8 * msPerHour, 8 * msPerHour],
  ])('goes on after a pause of %s as if there had been none', (_, pauseMs, tickMs, chainMs) => {
    const settings = { seed: 'restart', currencies: ['BTC', 'ETH'], tickMs, chainMs }
    const wokenMs = start + msPerHour + pauseMs
    const running = known(
      simulatedEvents({ ...settings, fromMs: wokenMs - Math.max(pauseMs, 4 * chainMs), toMs: wokenMs }),
    )
    const restarted = known(simulatedEvents({ ...settings, fromMs: wokenMs, toMs: wokenMs }))
    expect(restarted.indexes).toEqual(running.indexes)
    expect(Object.fromEntries(restarted.values)).toEqual(Object.fromEntries(running.values))
    expect(restarted.values.size).toBeGreaterThan(1500)
  })

  it('does not jump at any time of a day but where the market jumps', () => {
    const market = currencyOf('steps', 'BTC')
    const steps = Array.from({ length: 86_400 / 2 }, (_, step) => {
      const [before, after] = [market.indexUsd(start + step * 2000), market.indexUsd(start + (step + 1) * 2000)]
      return Math.abs(Math.log(after / before))
    })
    const usual = Math.sqrt(steps.reduce((sum, step) => sum + step ** 2, 0) / steps.length)
    expect(usual).toBeLessThan(3 * 0.45 * Math.sqrt(2000 / msPerYear))
    expect(Math.max(...steps)).toBeLessThan(8 * usual)
  })
})
