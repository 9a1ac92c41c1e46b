import { describe, expect, it } from 'vitest'
import { msPerDay } from '../../domain/units.js'
import { settingsOf } from './market-settings.js'
import { tradeEveryMs } from './perpetual-trades.js'
import { perpetual } from './perpetual.js'

const start = Date.UTC(2026, 0, 5)

const isMultiple = (value: number | null, tick: number) => {
  return value !== null && Math.abs(value / tick - Math.round(value / tick)) < 1e-6
}

describe.each([
  ['BTC', 84_000, 0.5, 10],
  ['ETH', 2_800, 0.05, 1],
] as const)('the %s perpetual', (currency, indexUsd, tickUsd, contractUsd) => {
  const indexAt = (timeMs: number) => indexUsd * (1 + 0.002 * Math.sin(timeMs / 500_000))
  const { valuesAt } = perpetual(settingsOf(currency), currency, indexAt)
  const seconds = Array.from({ length: 3600 }, (_, second) => {
    const timeMs = start + second * 1000
    return { indexUsd: indexAt(timeMs), values: valuesAt(timeMs) }
  })

  it('quotes on its tick, a tick or two wide, around the mark', () => {
    const wrong = seconds.filter(({ values: { bidPriceUsd, askPriceUsd, markPriceUsd } }) => {
      const [bid, ask, mark] = [bidPriceUsd ?? NaN, askPriceUsd ?? NaN, markPriceUsd ?? NaN]
      const isOnTick = isMultiple(bid, tickUsd) && isMultiple(ask, tickUsd)
      return !(isOnTick && bid < mark && mark < ask && ask - bid < 2.5 * tickUsd)
    })
    expect(wrong).toEqual([])
  })

  it('has whole contracts on its book, and the same amount while a price stays for a moment', () => {
    const wrong = seconds.filter(({ values: { bidAmountUsd, askAmountUsd, openInterestUsd } }) => {
      const isWhole = [bidAmountUsd, askAmountUsd, openInterestUsd].every((amount) => isMultiple(amount, contractUsd))
      return !(isWhole && Number(bidAmountUsd) > 0 && Number(askAmountUsd) > 0)
    })
    expect(wrong).toEqual([])
    const { valuesAt: still } = perpetual(settingsOf(currency), currency, () => indexUsd)
    const ticks = Array.from({ length: 2000 }, (_, tick) => still(start + tick * 250))
    const pairs = ticks.slice(1).map((values, index) => ({ values, before: ticks[index] }))
    const same = pairs.filter(({ values, before }) => values.bidPriceUsd === before?.bidPriceUsd)
    const kept = same.filter(({ values, before }) => values.bidAmountUsd === before?.bidAmountUsd)
    expect(kept.length / same.length).toBeGreaterThan(0.8)
    expect(kept.length).toBeLessThan(same.length)
  })

  it('stays near the index', () => {
    const away = seconds.map(({ values, indexUsd: nowUsd }) => Math.abs((values.markPriceUsd ?? 0) / nowUsd - 1))
    expect(Math.max(...away)).toBeLessThan(0.002)
  })

  it('tells of a day what its own trades were', () => {
    const endMs = start + msPerDay + 7 * 60_000
    // Every eighth trade, up to the last one, and each near the highest and the lowest of these.
    const everyMs = 8 * tradeEveryMs
    const count = Math.floor(msPerDay / everyMs)
    const lastMs = Math.floor(endMs / tradeEveryMs) * tradeEveryMs
    const firstMs = lastMs - (count - 1) * everyMs
    const tradesBetween = (fromMs: number, toMs: number, stepMs: number) =>
      Array.from({ length: Math.floor((toMs - fromMs) / stepMs) + 1 }, (_, index) => {
        return valuesAt(fromMs + index * stepMs).lastPriceUsd ?? Number.NaN
      })
    const some = tradesBetween(firstMs, lastMs, everyMs)
    const near = [Math.max(...some), Math.min(...some)].flatMap((price) => {
      const atMs = firstMs + some.indexOf(price) * everyMs
      const [fromMs, toMs] = [Math.max(firstMs, atMs - 16 * everyMs), Math.min(lastMs, atMs + 16 * everyMs)]
      return tradesBetween(fromMs, toMs, tradeEveryMs)
    })
    const trades = [...near, ...some]
    const end = valuesAt(endMs)
    const [high, low] = [end.high24hUsd ?? 0, end.low24hUsd ?? 0]
    expect(high).toBeGreaterThanOrEqual(Math.max(...trades))
    expect(high).toBeLessThan(Math.max(...trades) * 1.002)
    expect(low).toBeLessThanOrEqual(Math.min(...trades))
    expect(low).toBeGreaterThan(Math.min(...trades) * 0.998)
    expect(end.lastPriceUsd).toBe(trades.at(-1))
    expect(end.change24hPct).toBeCloseTo(((some.at(-1) ?? 0) / (some[0] ?? 1) - 1) * 100, 0)
    expect(end.volume24hUsd).toBeGreaterThan(1e8)
  })

  it('is quoted around each trade of its own', () => {
    for (let trade = Math.ceil(start / tradeEveryMs); trade < Math.ceil(start / tradeEveryMs) + 500; trade++) {
      const { lastPriceUsd, bidPriceUsd, askPriceUsd } = valuesAt(trade * tradeEveryMs)
      expect([bidPriceUsd, askPriceUsd]).toContain(lastPriceUsd)
    }
  })
})
