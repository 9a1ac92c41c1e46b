import { describe, expect, it } from 'vitest'
import { msPerDay, msPerHour, msPerMinute, msPerYear } from '../../server/domain/units.js'
import { marketJumps } from '../../server/feeds/simulated/market-jumps.js'
import { settingsOf } from '../../server/feeds/simulated/market-settings.js'
import { pricePath, type PricePath } from '../../server/feeds/simulated/price-path.js'

const start = Date.UTC(2026, 0, 5)

const pathOf = (currency: string, seed: string) => pricePath(settingsOf(currency), seed, marketJumps(seed))

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Changes of a logarithm, step by step. */
function changes(valueAt: (timeMs: number) => number, fromMs: number, steps: number, stepMs: number): number[] {
  const logs = Array.from({ length: steps + 1 }, (_, step) => Math.log(valueAt(fromMs + step * stepMs)))
  return logs.slice(1).map((value, index) => value - (logs[index] ?? 0))
}

const returns = (path: PricePath, steps: number, stepMs: number, fromMs = start) =>
  changes(path.priceUsd, fromMs, steps, stepMs)

const annualized = (moves: readonly number[], stepMs: number) =>
  Math.sqrt((mean(moves.map((move) => move ** 2)) * msPerYear) / stepMs)

function correlation(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}

describe('a price path', () => {
  it.each([
    ['BTC', 0.45],
    ['ETH', 0.6],
  ] as const)('of %s is about as volatile as its settings say', (currency, annualVol) => {
    const moves = ['x', 'y', 'z', 'w'].flatMap((seed) => returns(pathOf(currency, seed), 8760, msPerHour))
    expect(annualized(moves, msPerHour) / annualVol).toBeGreaterThan(0.85)
    expect(annualized(moves, msPerHour) / annualVol).toBeLessThan(1.2)
  })

  it.each([
    ['a second', 1_000, 20_000],
    ['a minute', msPerMinute, 15_000],
    ['an hour', msPerHour, 30 * 24],
  ])('moves, in steps of %s, as its own volatility of that time says', (_, stepMs, steps) => {
    const ratios = ['a', 'b', 'c', 'd', 'e', 'f'].map((seed) => {
      const path = pathOf('BTC', seed)
      const fromMs = start + 40 * msPerDay
      const told = mean(
        Array.from({ length: 200 }, (__, at) => path.volatility(fromMs + (at * steps * stepMs) / 200) ** 2),
      )
      // The volatility is that between jumps. In short steps a jump stands out.
      const withoutJumps = returns(path, steps, stepMs, fromMs).filter((move) => Math.abs(move) < 0.008 || stepMs > 1e6)
      return annualized(withoutJumps, stepMs) / Math.sqrt(told)
    })
    expect(mean(ratios)).toBeGreaterThan(0.9)
    expect(mean(ratios)).toBeLessThan(1.12)
  })

  it('moves with the other currency, and its volatility against its price', () => {
    const [btc, eth] = [pathOf('BTC', 'together'), pathOf('ETH', 'together')]
    const together = correlation(returns(btc, 8760, msPerHour), returns(eth, 8760, msPerHour))
    expect(together).toBeGreaterThan(0.7)
    expect(together).toBeLessThan(0.97)
    const volChanges = changes(btc.volatility, start, 8760, msPerHour)
    expect(correlation(returns(btc, 8760, msPerHour), volChanges)).toBeLessThan(-0.3)
  })

  it('has fatter tails than a normal distribution', () => {
    const moves = returns(pathOf('BTC', 'tails'), 3 * 8760, msPerHour)
    expect(mean(moves.map((move) => move ** 4)) / mean(moves.map((move) => move ** 2)) ** 2).toBeGreaterThan(3.5)
  })

  it('has no trend from hour to hour, and none that anybody sees from week to week', () => {
    const neighbors = (stepMs: number, steps: number) => {
      const moves = ['1', '2', '3'].flatMap((seed) => returns(pathOf('BTC', seed), steps, stepMs))
      return correlation(moves.slice(1), moves.slice(0, -1))
    }
    expect(Math.abs(neighbors(msPerHour, 8760))).toBeLessThan(0.04)
    expect(Math.abs(neighbors(7 * msPerDay, 520))).toBeLessThan(0.1)
  })

  it.each([
    ['BTC', 10_000, 700_000],
    ['ETH', 150, 40_000],
  ] as const)('of %s stays within sensible bounds over ten years, whatever the seed', (currency, lowest, highest) => {
    for (let seed = 0; seed < 100; seed++) {
      const path = pathOf(currency, `bounds ${seed}`)
      const times = Array.from({ length: 730 }, (_, index) => Date.UTC(2024, 0) + index * 5 * msPerDay)
      const prices = times.map(path.priceUsd)
      expect(Math.min(...prices)).toBeGreaterThan(lowest)
      expect(Math.max(...prices)).toBeLessThan(highest)
      const volatilities = times.map(path.volatility)
      expect(Math.min(...volatilities)).toBeGreaterThan(0.1)
      expect(Math.max(...volatilities)).toBeLessThan(2.5)
    }
  })
})

it('refuses a currency without a model', () => {
  expect(() => settingsOf('DOGE')).toThrow(RangeError)
})
