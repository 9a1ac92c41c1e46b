import { describe, expect, it } from 'vitest'
import type { PriceSeries } from '../../domain/candle.js'
import type { BarSource } from './bar-source.js'
import { BarsUntil } from './bars-until.js'
import { CandleReader } from './candle-reader.js'
import { HeardBars } from './heard-bars.js'

const minute = 60_000
const start = Date.UTC(2026, 8, 24, 10)
const index = { value: 'INDEX', currency: 'BTC', symbol: null } as const
const option: PriceSeries = { value: 'MARK', currency: 'BTC', symbol: 'BTC-24SEP26-84000-C' }

type Ticks = readonly (readonly [atMs: number, value: number])[]

/** Bars of these ticks, the last of which is the present. */
function barsOf(ticks: Ticks, series: PriceSeries = index): HeardBars {
  let marketMs = 0
  const bars = new HeardBars(() => marketMs)
  for (const [atMs, value] of ticks) {
    marketMs = start + atMs
    bars.add([{ series, timeMs: marketMs, value }])
  }
  return bars
}

/** Ticks each 20 s for three hours. */
const all: Ticks = Array.from({ length: 540 }, (_, tick) => [tick * 20_000, 100 + ((tick * 7) % 31)])

/** Bars as of a time, when the ticks of the last `heardMs` before it are played. */
function barsUntil(atMs: number, heardMs: number, { ticks = all } = {}): BarsUntil {
  const until = ticks.filter(([tickMs]) => tickMs <= atMs)
  const marketMs = Math.max(...all.flatMap(([tickMs]) => (tickMs <= atMs ? [tickMs] : [])))
  return new BarsUntil({
    present: barsOf(ticks),
    until: () => barsOf(until.filter(([tickMs]) => tickMs >= atMs - heardMs)),
    isWhole: false,
    overMs: () => start + marketMs - minute,
  })
}

const pageOf = async (
  bars: ConstructorParameters<typeof CandleReader>[0],
  interval: 'S1' | 'M1' | 'M5' | 'H1',
  series: PriceSeries = index,
) => (await new CandleReader(bars).page({ series, interval, fromMs: null, beforeMs: null, first: 40 })).candles

/** A series of which one tick of long ago is known, and nothing else. */
const silentSince1970: BarSource = {
  prepare: () => Promise.resolve(),
  extent: () => ({ fromMs: 0, newestMs: start, finalUntilMs: start }),
  now: () => null,
  read: () => null,
  missingTicks: () => 0,
}

describe('bars as of a moment', () => {
  it.each([0, 1, 19_999, 20_000, 59_999, 60_000, 61_234, 3_599_999, 3_600_000, 3_612_345, 7_200_001, 9_000_000])(
    'are those that a market had then that heard nothing later, %d ms after the beginning',
    async (atMs) => {
      for (const interval of ['M1', 'M5', 'H1'] as const) {
        const then = await pageOf(barsOf(all.filter(([tickMs]) => tickMs <= atMs)), interval)
        for (const heardMs of [(atMs % minute) + 2 * minute, atMs])
          expect(await pageOf(barsUntil(atMs, heardMs), interval)).toEqual(then)
      }
    },
  )

  it('below a minute are made of what is played', async () => {
    const atMs = 3_601_234
    const candles = await pageOf(barsUntil(atMs, 121_234), 'S1')
    expect(candles[0]).toMatchObject({ fromMs: start + 3_600_000, final: false })
    expect(candles.slice(0, 4)).toEqual(
      (await pageOf(barsOf(all.filter(([tickMs]) => tickMs <= atMs)), 'S1')).slice(0, 4),
    )
  })

  it('have nothing of what came later, not even when too little is played', async () => {
    const [newest] = await pageOf(barsUntil(3_650_000, 5_000), 'M1')
    expect(newest).toMatchObject({ fromMs: start + 3_480_000 })
    const [grew] = await pageOf(barsUntil(3_650_000, 15_000), 'M1')
    const [, value] = all.find(([tickMs]) => tickMs === 3_640_000) ?? []
    expect(grew).toMatchObject({ fromMs: start + 3_600_000, open: value, close: value })
  })

  it('have no tick that was late and came afterward', async () => {
    const late = [[59_000, 100] as const, [61_000, 100] as const]
    const present = barsOf(late)
    const bars = new BarsUntil({
      present,
      until: () => barsOf([[58_000, 100], ...late.slice(1)]),
      isWhole: false,
      overMs: () => start + 1_000,
    })
    present.add([{ series: index, timeMs: start + 61_500, value: 999 }])
    expect(await pageOf(bars, 'M1')).toMatchObject([{ high: 100 }, { high: 100 }])
  })

  it('of a series that was silent then end with its last bar', async () => {
    const ticks = all.filter(([tickMs]) => tickMs < minute || tickMs > 10 * minute)
    const silent = barsUntil(5 * minute, 30_000, { ticks })
    const candles = await pageOf(silent, 'M1')
    expect(candles).toMatchObject([{ fromMs: start, final: true }])
  })

  it('of a series that was silent for longer than candles reach back are none, and are not looked for without end', async () => {
    let looks = 0
    const present = { ...silentSince1970, now: () => ((looks += 1), null) }
    const bars = new BarsUntil({ present, until: () => barsOf([]), isWhole: false, overMs: () => start })
    expect(await pageOf(bars, 'M1')).toEqual([])
    expect(looks).toBeGreaterThan(700)
    expect(looks).toBeLessThan(3_000)
  })

  it('of a series that began later are none', async () => {
    const later = barsUntil(minute, 30_000, { ticks: all.filter(([tickMs]) => tickMs > 10 * minute) })
    expect(await pageOf(later, 'M1')).toEqual([])
    expect(await new CandleReader(later).has(index)).toBe(false)
  })

  it('of an option that had expired then are final', async () => {
    const delivered = Date.UTC(2026, 8, 24, 8) - start
    const ticks: Ticks = [[delivered - 30_000, 5]]
    const bars = new BarsUntil({
      present: barsOf(ticks, option),
      until: () => barsOf([], option),
      isWhole: false,
      overMs: () => start - minute,
    })
    expect(await pageOf(bars, 'M1', option)).toMatchObject([{ close: 5, final: true }])
  })
})
