import { describe, expect, it } from 'vitest'
import type { PriceSeries } from '../../domain/candle.js'
import { msPerDay, msPerHour, msPerMinute } from '../../domain/units.js'
import { NobodyWaits, type Asker } from '../../lib/asker.js'
import { CandleReader } from './candle-reader.js'
import { KnownBars, type KnownValues } from './known-bars.js'

const nowMs = Date.UTC(2026, 8, 24, 10, 30)
const series: PriceSeries = { value: 'MARK', currency: 'BTC', symbol: 'BTC-25SEP26-80000-C' }
const index: PriceSeries = { value: 'INDEX', currency: 'BTC', symbol: null }

/** A market whose value is the time, and what was asked of it. */
function market({ everyMs = 1_000, fromMs = -Infinity, toMs = Infinity }: Partial<KnownValues> = {}) {
  let toldMs: number | null = nowMs
  const asked: number[] = []
  const valueAt = (timeMs: number) => {
    asked.push(timeMs)
    return timeMs
  }
  const bars = new KnownBars({
    valuesOf: ({ currency }) => (currency === 'BTC' ? { everyMs, fromMs, toMs, valueAt } : null),
    toldMs: () => toldMs,
    oldestMs: (timeMs) => Math.floor(timeMs / msPerDay) * msPerDay - 2 * msPerDay,
    onRefused: () => expect.fail('refused'),
    log: { error: (fault: object) => expect.fail(JSON.stringify(fault)) },
  })
  return { bars, asked, tell: (timeMs: number | null) => (toldMs = timeMs) }
}

/** A page ends after some seconds, which a busy machine may need for it. This reader never ends one early. */
const patientReader = (bars: KnownBars) => new CandleReader(bars, undefined, () => 0)

const askerWith = (signal: AbortSignal): Asker => ({ source: 'a', connection: {}, signal })

const askFor = (interval: 'M1' | 'H1' | 'D1', first = 2_000) => ({
  ...{ series, interval, fromMs: null, beforeMs: null, first },
})

describe('bars of a market that is known', () => {
  it('end with what the market has told', async () => {
    const { bars, asked, tell } = market()
    const reader = patientReader(bars)
    const [running] = (await reader.page(askFor('H1', 1))).candles
    expect(running).toMatchObject({ open: nowMs - 30 * msPerMinute, close: nowMs, final: false, minutes: 31 })
    tell(nowMs + 5_500)
    const [later] = (await reader.page(askFor('H1', 1))).candles
    expect(later).toMatchObject({ close: nowMs + 5_000 })
    expect(Math.max(...asked)).toBe(nowMs + 5_000)
    expect(asked).toHaveLength(new Set(asked).size)
  })

  it('are final when a later tick was told', async () => {
    const { bars, tell } = market()
    tell(nowMs - 1)
    expect((await patientReader(bars).page(askFor('M1', 1))).candles[0]?.final).toBe(false)
    tell(nowMs)
    const [, before] = (await patientReader(bars).page(askFor('M1', 2))).candles
    expect(before).toMatchObject({ toMs: nowMs, final: true, close: nowMs - 1_000 })
  })

  it('are those of the life of an instrument', async () => {
    const { bars } = market({ fromMs: nowMs - 100 * msPerMinute, toMs: nowMs - 10 * msPerMinute })
    const { candles, hasMore } = await patientReader(bars).page(askFor('H1'))
    expect(candles.map(({ minutes, final }) => [minutes, final])).toEqual([
      [20, true],
      [60, true],
      [10, true],
    ])
    expect(hasMore).toBe(false)
    expect(candles.at(-1)?.open).toBe(nowMs - 100 * msPerMinute)
  })

  it('are none before the market has told anything, and none of what there is not', async () => {
    const { bars, tell } = market()
    tell(null)
    expect((await patientReader(bars).page(askFor('H1'))).candles).toEqual([])
    tell(nowMs)
    const elsewhere: PriceSeries = { ...index, currency: 'DOGE' }
    expect((await patientReader(bars).page({ ...askFor('H1'), series: elsewhere })).candles).toEqual([])
  })

  it('are not looked for of an option that expired before the oldest candles', async () => {
    const asked: string[] = []
    const bars = new KnownBars({
      valuesOf: ({ symbol }) => (asked.push(symbol ?? ''), null),
      toldMs: () => nowMs,
      oldestMs: () => nowMs - msPerDay,
      onRefused: () => expect.fail('refused'),
      log: { error: (fault: object) => expect.fail(JSON.stringify(fault)) },
    })
    const old: PriceSeries = { ...series, symbol: 'BTC-23SEP26-80000-C' }
    expect(await patientReader(bars).has(old)).toBe(false)
    expect(asked).toEqual([])
  })

  it('make a page that takes long end early, and the next one goes on', async () => {
    const { bars } = market()
    let readings = 0
    const reader = new CandleReader(bars, undefined, () => (readings += 2_000))
    const pages: number[] = []
    for (let beforeMs: number | null = null; ;) {
      const { candles, hasMore } = await reader.page({ ...askFor('H1'), beforeMs })
      pages.push(candles.length)
      if (!hasMore) break
      beforeMs = candles.at(-1)?.fromMs ?? 0
    }
    expect(pages.reduce((sum, count) => sum + count)).toBe(48 + 11)
    expect(pages.length).toBeGreaterThan(10)
    expect(Math.min(...pages)).toBeGreaterThan(0)
    expect((await reader.page(askFor('H1'))).candles).toHaveLength(48 + 11)
  })

  it('are computed for nobody who has left', async () => {
    const { bars, asked } = market({ everyMs: 10 })
    const left = new AbortController()
    const page = new CandleReader(bars, askerWith(left.signal)).page(askFor('D1'))
    left.abort()
    await expect(page).rejects.toBeInstanceOf(NobodyWaits)
    expect(asked.length).toBeLessThan(msPerHour / 10)
  })

  it('of seconds let others go on, and are computed for nobody who has left', async () => {
    const { bars, asked } = market({ everyMs: 250 })
    const left = new AbortController()
    const ask = { series, interval: 'S5', fromMs: null, beforeMs: null, first: 2_000 } as const
    const page = new CandleReader(bars, askerWith(left.signal)).page(ask)
    const refused = expect(page).rejects.toBeInstanceOf(NobodyWaits)
    while (asked.length === 0) await new Promise((resolve) => setImmediate(resolve))
    left.abort()
    await refused
    expect(asked.length).toBeLessThan(2_000 * 5 * 4)
  })

  it('of a page are computed at once up to a bound, then in turns', async () => {
    const { bars, asked } = market({ everyMs: 250 })
    const other = new AbortController()
    const ask = { series, interval: 'S1', fromMs: null, beforeMs: nowMs, first: 240 } as const
    const reader = new CandleReader(bars, askerWith(other.signal), () => 0)
    const atOnce: number[] = []
    const read = bars.read.bind(bars)
    bars.read = (...args) => {
      const before = asked.length
      const block = read(...args)
      if (!(block instanceof Promise)) atOnce.push(asked.length - before)
      return block
    }
    await reader.page(ask)
    expect(asked).toHaveLength(5 * 240)
    expect(atOnce).toEqual([240])
  })

  it('of seconds between the ticks do not promise another page', async () => {
    const { bars } = market({ everyMs: 5_000 })
    const ask = { series, interval: 'S1', fromMs: nowMs - 4_000, beforeMs: nowMs + 1, first: 1 } as const
    const page = await patientReader(bars).page(ask)
    expect(page.candles).toHaveLength(1)
    expect(page.hasMore).toBe(false)
  })

  it('of an index are computed ahead when somebody has asked for some, and those of an option are not', async () => {
    const { bars, asked } = market({ everyMs: 30_000 })
    await patientReader(bars).page({ ...askFor('M1', 1), series })
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked.length).toBeLessThan(200)
    await patientReader(bars).page({ ...askFor('M1', 1), series: index })
    const oldestMs = Math.floor(nowMs / msPerDay) * msPerDay - 2 * msPerDay
    await expect.poll(() => Math.min(...asked)).toBe(oldestMs)
    bars[Symbol.dispose]()
  })
})
