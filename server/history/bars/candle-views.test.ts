import { expect, it } from 'vitest'
import { memoryBus } from '../../bus/memory/memory-bus.js'
import { never } from '../../lib/stop.js'
import { CandleViews, mostPrepared } from './candle-views.js'
import { KnownBars } from './known-bars.js'

const nowMs = Date.UTC(2026, 8, 24, 10, 30)
const series = { value: 'INDEX', currency: 'BTC', symbol: null } as const
const log = { error: (fault: object) => expect.fail(JSON.stringify(fault)) }

/** The views of a market that has not told anything yet. */
function silentMarket(everyMs: number) {
  let toldMs: number | null = null
  let computed = 0
  const valueAt = (timeMs: number) => {
    computed += 1
    return timeMs
  }
  const bars = new KnownBars({
    valuesOf: () => ({ everyMs, fromMs: -Infinity, toMs: Infinity, valueAt }),
    toldMs: () => toldMs,
    oldestMs: () => Date.UTC(2026, 8, 1),
    onRefused: () => expect.fail('refused'),
    log,
  })
  const feedStatus = () => ({ source: 'SIMULATED' }) as never
  const views = new CandleViews(bars, { marketData: () => null, chain: () => null, feedStatus }, log)
  return { bars, views, computed: () => computed, tell: (timeMs: number) => (toldMs = timeMs) }
}

it('a candle that was followed before the first tick changes with it', () => {
  const { views, tell } = silentMarket(1_000)
  const before = views.read({ series, interval: 'S5' })
  tell(nowMs)
  const first = views.read({ series, interval: 'S5' })
  expect([before?.candle, first?.candle?.close]).toEqual([null, nowMs])
  expect(first?.seq).toBeGreaterThan(before?.seq ?? Infinity)
})

it('a day that was followed before the first tick is not computed at once', async () => {
  const { bars, views, computed, tell } = silentMarket(1_000)
  const before = views.read({ series, interval: 'D1' })
  tell(nowMs)
  expect(views.read({ series, interval: 'D1' })?.candle).toBeNull()
  expect(computed()).toBe(0)
  await expect.poll(() => views.read({ series, interval: 'D1' })?.candle).toMatchObject({ close: nowMs, minutes: 631 })
  expect(views.read({ series, interval: 'D1' })?.seq).toBeGreaterThan(before?.seq ?? Infinity)
  bars[Symbol.dispose]()
})

it('a day that somebody follows is there at once when all that is followed was made ready', async () => {
  const { bars, views, computed, tell } = silentMarket(1_000)
  const choice = { series, interval: 'D1' } as const
  tell(nowMs)
  await views.prepareFollowed(never)
  views.changes(memoryBus(), choice, never)
  await views.prepareFollowed(AbortSignal.abort())
  expect(computed()).toBe(0)
  await views.prepareFollowed(never)
  expect(views.read(choice)?.candle).toMatchObject({ close: nowMs, minutes: 631 })
  bars[Symbol.dispose]()
})

it('of many days that are followed only some are made ready, and the others when they are read', async () => {
  const { bars, views, tell } = silentMarket(1_000)
  const bus = memoryBus()
  const choices = Array.from({ length: mostPrepared + 1 }, (_, index) => {
    return { series: { ...series, currency: `C${index}` }, interval: 'D1' } as const
  })
  tell(nowMs)
  for (const choice of choices) views.changes(bus, choice, new AbortController().signal)
  await views.prepareFollowed(never)
  const candles = choices.map((choice) => views.read(choice)?.candle)
  expect(candles.filter(Boolean)).toHaveLength(mostPrepared)
  const last = choices[mostPrepared]
  expect(candles.at(-1)).toBeNull()
  await expect.poll(() => last && views.read(last)?.candle).toMatchObject({ close: nowMs, minutes: 631 })
  bars[Symbol.dispose]()
})
