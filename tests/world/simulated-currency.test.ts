import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { msPerDay, msPerHour, msPerMinute, msPerYear } from '../../server/domain/units.js'
import { settingsOf } from '../../server/feeds/simulated/market-settings.js'
import type { OptionBook } from '../../server/feeds/simulated/option-book.js'
import { simulatedCurrency, type SimulatedCurrency } from '../../server/feeds/simulated/simulated-currency.js'

const start = Date.UTC(2026, 8, 24, 7)

const currencyOf = (seed: string, currency: string) => simulatedCurrency(settingsOf(currency), seed)

/** Numbers that look random and are the same in each run. */
const scattered = (count: number, below: number) =>
  Array.from({ length: count }, (_, index) => Math.floor(((index * 0.6180339887498949) % 1) * below))

describe('a simulated currency', () => {
  it('has options that are worth about what the index then moves', () => {
    const ratios = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].flatMap((seed) =>
      ['BTC', 'ETH'].flatMap((currency) => {
        const market = currencyOf(seed, currency)
        return [0, 60, 120].map((days) => {
          const fromMs = start + days * msPerDay
          const prices = Array.from({ length: 30 * 24 + 1 }, (_, hour) => market.indexUsd(fromMs + hour * msPerHour))
          const moves = prices.slice(1).map((price, hour) => Math.log(price / (prices[hour] ?? 1)) ** 2)
          const realized = Math.sqrt(moves.reduce((sum, move) => sum + move, 0) * (365 / 30))
          return market.volatilityIndex(fromMs) / realized
        })
      }),
    )
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
    expect(mean).toBeGreaterThan(1)
    expect(mean).toBeLessThan(1.3)
    expect(Math.min(...ratios)).toBeGreaterThan(0.5)
    expect(Math.max(...ratios)).toBeLessThan(2)
  })

  it('has forwards near the index, more so the sooner they end', () => {
    const market = currencyOf('forwards', 'BTC')
    for (const offsetMs of scattered(12, msPerYear)) {
      const timeMs = start + offsetMs
      for (const { instrument, valuesAt } of everyTenth(market.options(timeMs))) {
        const years = (instrument.expiryMs - timeMs) / msPerYear
        const premium = Math.log((valuesAt(timeMs).underlyingPriceUsd ?? 0) / market.indexUsd(timeMs))
        // An option may have been priced half a minute ago.
        expect(Math.abs(premium)).toBeLessThan(0.2 * years + 0.008)
      }
    }
  })

  it('has quotes that nobody can take for a sure profit, at any time of a year and around 08:00', () => {
    const market = currencyOf('arbitrage', 'ETH')
    const roll = Date.UTC(2026, 10, 27, 8)
    const moments = [
      ...scattered(5, msPerYear).map((ms) => start + ms),
      roll - 40_000,
      roll - 1,
      roll,
      roll + 1,
      roll + 30_000,
    ]
    for (const timeMs of moments) expect(sureProfits(market.options(timeMs), timeMs), String(timeMs)).toEqual([])
  })

  it('has days whose highest and lowest price are those of its index, but for the distance of the perpetual', () => {
    const market = currencyOf('extremes', 'BTC')
    for (const day of [3, 40, 200]) {
      const endMs = start + day * msPerDay
      const index = Array.from({ length: 1440 }, (_, minute) => market.indexUsd(endMs - minute * msPerMinute))
      const { high24hUsd, low24hUsd } = market.perpetual.valuesAt(endMs)
      expect((high24hUsd ?? 0) / Math.max(...index)).toBeGreaterThan(0.998)
      expect((high24hUsd ?? 0) / Math.max(...index)).toBeLessThan(1.005)
      expect((low24hUsd ?? 0) / Math.min(...index)).toBeGreaterThan(0.995)
      expect((low24hUsd ?? 0) / Math.min(...index)).toBeLessThan(1.002)
    }
  })

  it('opens an expiry without open interest or volume, and lets both grow', () => {
    const market = currencyOf('opening', 'BTC')
    const roll = Date.UTC(2026, 10, 27, 8)
    const newest = market.options(roll).filter(({ instrument }) => !isListedAt(market, roll - 1, instrument.symbol))
    expect(newest.length).toBeGreaterThan(40)
    const sums = (timeMs: number) => ({
      openInterest: newest.reduce((sum, book) => sum + (book.valuesAt(timeMs).openInterestCoin ?? 0), 0),
      volume: newest.reduce((sum, book) => sum + (book.valuesAt(timeMs).volume24hCoin ?? 0), 0),
    })
    expect(sums(roll)).toEqual({ openInterest: 0, volume: 0 })
    expect(sums(roll + 12 * msPerHour).openInterest).toBeGreaterThan(0)
    expect(sums(roll + 12 * msPerHour).volume).toBeGreaterThanOrEqual(sums(roll + 12 * msPerHour).openInterest)
    expect(sums(roll + 23 * msPerHour).openInterest).toBeGreaterThan(sums(roll + 12 * msPerHour).openInterest)
  })

  it('knows its volatility: surfaces and prices come from the same one', () => {
    const { hidden } = currencyOf('hidden', 'BTC')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 * msPerYear }), (offsetMs) => {
        const near = Math.sqrt(hidden.surface(start + offsetMs).shortVariance)
        expect(near / hidden.volatility(start + offsetMs)).toBeCloseTo(1.06, 10)
      }),
      { numRuns: 30 },
    )
  })
})

const everyTenth = (books: readonly OptionBook[]) => books.filter((_, index) => index % 10 === 0)

function isListedAt(market: SimulatedCurrency, timeMs: number, symbol: string): boolean {
  return market.options(timeMs).some(({ instrument }) => instrument.symbol === symbol)
}

/**
 * Spreads between neighboring strikes, and calls against puts, that pay more than they cost whatever happens. Quotes are
 * up to half a minute old, so what the forward moved since then does not count.
 */
function sureProfits(books: readonly OptionBook[], timeMs: number): string[] {
  const quoted = books.map(({ instrument, valuesAt }) => ({ ...instrument, ...valuesAt(timeMs) }))
  const [some] = quoted
  const forwards = quoted.map(({ expiryMs, underlyingPriceUsd }) => ({ expiryMs, forward: underlyingPriceUsd ?? 0 }))
  if (!some) return ['nothing is listed']
  return [...new Set(forwards.map(({ expiryMs }) => expiryMs))].flatMap((expiryMs) => {
    const chain = quoted.filter((one) => one.expiryMs === expiryMs)
    const all = chain.map(({ underlyingPriceUsd }) => underlyingPriceUsd ?? 0)
    const [low, high] = [Math.min(...all), Math.max(...all)]
    const moved = high / low - 1
    const calls = chain.filter(({ optionKind }) => optionKind === 'CALL')
    const puts = chain.filter(({ optionKind }) => optionKind === 'PUT')
    const spreads = calls.slice(1).flatMap((call, index) => {
      const [lower, lowerPut, put] = [calls[index], puts[index], puts[index + 1]]
      const profit = Math.max(
        (call.bidPrice ?? -1) - (lower?.askPrice ?? Infinity),
        (lowerPut?.bidPrice ?? -1) - (put?.askPrice ?? Infinity),
      )
      return profit > moved ? [`${call.symbol} costs too much: ${profit}`] : []
    })
    const parities = calls.flatMap((call, index) => {
      const put = puts[index]
      const inside = 1 - call.strikeUsd / high
      const buyCall = inside - ((call.askPrice ?? Infinity) - (put?.bidPrice ?? -Infinity))
      const sellCall = (call.bidPrice ?? -Infinity) - (put?.askPrice ?? Infinity) - inside
      const profit = Math.max(buyCall, sellCall)
      return profit > (1 + call.strikeUsd / low) * moved ? [`${call.symbol} against its put: ${profit}`] : []
    })
    return [...spreads, ...parities]
  })
}
