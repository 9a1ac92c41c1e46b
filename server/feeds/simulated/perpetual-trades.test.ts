import { describe, expect, it } from 'vitest'
import { msPerDay, msPerHour } from '../../domain/units.js'
import { dayOfTrades, tradeEveryMs, type PerpetualTrade } from './perpetual-trades.js'

const start = Date.UTC(2026, 0, 5)

/** Goes up and down once in nine hours. */
function waveAt(timeMs: number): PerpetualTrade {
  const phase = ((timeMs - start) / (9 * msPerHour)) * 2 * Math.PI
  return { priceUsd: 1000 + 100 * Math.sin(phase), amountUsd: 10, funding: 1 }
}

/** Every trade from one time to another, the end included. */
function tradesIn(fromMs: number, toMs: number): PerpetualTrade[] {
  const first = Math.ceil(fromMs / tradeEveryMs)
  const count = Math.floor(toMs / tradeEveryMs) - first + 1
  return Array.from({ length: count }, (_, index) => waveAt((first + index) * tradeEveryMs))
}

describe('a day of trades', () => {
  it('has the first, the last, the highest and the lowest price, those of this second included', () => {
    const only = (timeMs: number, priceUsd: number) => (tradeMs: number) => ({
      ...waveAt(start),
      ...(tradeMs === Math.floor(timeMs / tradeEveryMs) * tradeEveryMs && { priceUsd }),
    })
    expect(dayOfTrades(only(start, 5000))(start).day).toMatchObject({ lastUsd: 5000, highUsd: 5000, lowUsd: 1000 })
    expect(dayOfTrades(only(start, 5))(start + 23 * msPerHour).day).toMatchObject({ lastUsd: 1000, lowUsd: 5 })
    expect(dayOfTrades(only(start + tradeEveryMs, 5))(start).day.lowUsd).toBe(1000)
    expect(dayOfTrades(only(start, 5))(start + msPerDay + 7 * 60_000).day.lowUsd).toBe(1000)
  })

  it.each([0, 1, 100_000, 200_000, 262_143, 5_000_000])(
    'covers 24 hours, and at most six minutes more, %d ms on',
    (ms) => {
      const timeMs = start + ms
      const { day, fundingPaid8h } = dayOfTrades(waveAt)(timeMs)
      const [least, most] = [24 * msPerHour, 24 * msPerHour + 377_000].map((backMs) =>
        tradesIn(timeMs - backMs, timeMs),
      )
      expect(day.volumeUsd / 10).toBeGreaterThanOrEqual(least?.length ?? Infinity)
      expect(day.volumeUsd / 10).toBeLessThanOrEqual(most?.length ?? 0)
      expect(day.highUsd).toBeGreaterThanOrEqual(Math.max(...(least ?? []).map(({ priceUsd }) => priceUsd)))
      expect(day.volumeCoin).toBeCloseTo(day.volumeUsd / 1000, -3)
      expect(fundingPaid8h).toBeGreaterThanOrEqual(tradesIn(timeMs - 8 * msPerHour, timeMs).length)
      expect(fundingPaid8h).toBeLessThanOrEqual(tradesIn(timeMs - 8 * msPerHour - 377_000, timeMs).length)
    },
  )

  it('is the same whatever was asked for before', () => {
    const times = [7, 3, 3.001, 2.9, 40, 7].map((hours) => Math.round(start + hours * msPerHour))
    const asked = dayOfTrades(waveAt)
    expect(times.map(asked)).toEqual(times.map((timeMs) => dayOfTrades(waveAt)(timeMs)))
  })
})
