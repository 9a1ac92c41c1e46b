import { describe, expect, it } from 'vitest'
import { settingsOf } from './market-settings.js'
import { createPerpetual, fundingRate8h } from './perpetual.js'
import { randomFrom } from './random.js'

const start = Date.UTC(2026, 0, 5)
const secondYears = 1 / 31_536_000

function run(currency: string, seconds: number, indexAt: (second: number) => number) {
  const perpetual = createPerpetual(settingsOf(currency), randomFrom(currency))
  return Array.from({ length: seconds }, (_, second) => {
    perpetual.step(start + second * 1000, secondYears, indexAt(second))
    return { indexUsd: indexAt(second), values: perpetual.values(start + second * 1000) }
  })
}

const isMultiple = (value: number | null, tick: number) => {
  return value !== null && Math.abs(value / tick - Math.round(value / tick)) < 1e-6
}

describe.each([
  ['BTC', 84_000, 0.5, 10],
  ['ETH', 2_800, 0.05, 1],
] as const)('the %s perpetual', (currency, indexUsd, tickUsd, contractUsd) => {
  const seconds = run(currency, 3600, (second) => indexUsd * (1 + 0.002 * Math.sin(second / 500)))

  it('quotes on its tick, a tick or two wide, around the mark', () => {
    for (const { values } of seconds) {
      const { bidPriceUsd, askPriceUsd, markPriceUsd } = values
      expect(isMultiple(bidPriceUsd, tickUsd) && isMultiple(askPriceUsd, tickUsd)).toBe(true)
      expect(bidPriceUsd).toBeLessThan(markPriceUsd ?? 0)
      expect(askPriceUsd).toBeGreaterThan(markPriceUsd ?? Infinity)
      expect((askPriceUsd ?? 0) - (bidPriceUsd ?? 0)).toBeLessThan(2.5 * tickUsd)
    }
  })

  it('has whole contracts on its book', () => {
    for (const { values } of seconds) {
      expect(isMultiple(values.bidAmountUsd, contractUsd) && isMultiple(values.openInterestUsd, contractUsd)).toBe(true)
      expect(values.bidAmountUsd).toBeGreaterThan(0)
      expect(values.askAmountUsd).toBeGreaterThan(0)
    }
  })

  it('stays near the index', () => {
    for (const { values, indexUsd } of seconds) {
      expect(Math.abs((values.markPriceUsd ?? 0) / indexUsd - 1)).toBeLessThan(0.002)
    }
  })

  it('tells what its own trades were', () => {
    const prices = seconds.map(({ values }) => values.lastPriceUsd).filter((price) => price !== null)
    expect(seconds.at(-1)?.values).toMatchObject({ high24hUsd: Math.max(...prices), low24hUsd: Math.min(...prices) })
    const change = ((prices.at(-1) ?? 0) / (prices[0] ?? 1) - 1) * 100
    expect(seconds.at(-1)?.values.change24hPct).toBeCloseTo(change, 4)
    const volumes = seconds.map(({ values }) => values.volume24hUsd ?? 0)
    expect(volumes.every((volume, index) => volume >= (volumes[index - 1] ?? 0))).toBe(true)
  })
})

it('has no price of a trade before the first trade', () => {
  const perpetual = createPerpetual(settingsOf('BTC'), randomFrom('quiet'))
  perpetual.step(start, 0, 84_000)
  expect(perpetual.values(start)).toMatchObject({ lastPriceUsd: null, change24hPct: null, volume24hUsd: null })
})

describe('the funding rate', () => {
  it('is nothing while the premium is within ±0.025 %', () => {
    expect(fundingRate8h(100_020, 100_000)).toBe(0)
    expect(fundingRate8h(99_980, 100_000)).toBe(0)
  })

  it('is what the premium has beyond that, with its sign', () => {
    expect(fundingRate8h(100_100, 100_000)).toBeCloseTo(0.00075, 10)
    expect(fundingRate8h(99_900, 100_000)).toBeCloseTo(-0.00075, 10)
  })

  it('is at most ±0.5 %', () => {
    expect(fundingRate8h(110_000, 100_000)).toBe(0.005)
    expect(fundingRate8h(90_000, 100_000)).toBe(-0.005)
  })
})
