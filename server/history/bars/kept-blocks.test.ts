import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../../tests/support/manual-clock.js'
import type { PriceSeries } from '../../domain/candle.js'
import { msPerHour, msPerMinute } from '../../domain/units.js'
import { StoreUnavailable } from '../../storage/journal.js'
import type { StoredBars } from './bar-store.js'
import { CandleReader } from './candle-reader.js'
import { HeardBars } from './heard-bars.js'
import { KeptBlocks } from './kept-blocks.js'
import { KnownBars } from './known-bars.js'

const nowMs = Date.UTC(2026, 8, 24, 10, 30)
const index: PriceSeries = { value: 'INDEX', currency: 'BTC', symbol: null }
const option: PriceSeries = { value: 'MARK', currency: 'BTC', symbol: 'BTC-25SEP26-80000-C' }
const market = { source: 'DERIBIT', world: '' } as const

/** A store in memory, that can be away. */
function store() {
  const hours = new Map<string, StoredBars>()
  let isAway = false
  const open = () => (isAway ? Promise.reject(new StoreUnavailable('away')) : Promise.resolve(bars))
  const bars = {
    keep(_market: unknown, some: readonly StoredBars[]) {
      for (const one of some) hours.set(`${one.series} ${one.fromMs}`, { ...one, bytes: Buffer.from(one.bytes) })
      return Promise.resolve()
    },
    read: (_market: unknown, series: string) =>
      Promise.resolve([...hours.values()].filter((one) => one.series === series).sort((a, b) => a.fromMs - b.fromMs)),
  }
  const log = { error: (fault: object) => expect.fail(JSON.stringify(fault)) }
  const clock = new ManualClock(nowMs)
  const blocks = () => new KeptBlocks({ open, market, clock, log })
  return { clock, hours, blocks, away: (value: boolean) => (isAway = value) }
}

const minutes = (first = 2_000) => ({ series: index, interval: 'M1', fromMs: null, beforeMs: null, first }) as const

/** A process that hears the ticks. */
function listener(kept: KeptBlocks) {
  let marketMs = 0
  const bars = new HeardBars(() => marketMs, kept)
  const hear = (timeMs: number, value: number, series = index) => {
    marketMs = Math.max(marketMs, timeMs)
    bars.add([{ series, timeMs, value }])
  }
  const closes = async () => {
    const { candles } = await new CandleReader(bars).page(minutes())
    return candles.map(({ fromMs, open, high, low, close }) => [(fromMs - nowMs) / msPerMinute, open, high, low, close])
  }
  const end = async () => {
    await bars.keepChanged(true)
    await kept.flush()
  }
  return { bars, hear, closes, end }
}

describe('bars that were heard', () => {
  it('outlive the process, and a minute that two processes heard has the ticks of both', async () => {
    const kept = store()
    const first = listener(kept.blocks())
    first.hear(nowMs - 2 * msPerHour, 1)
    first.hear(nowMs, 2)
    first.hear(nowMs + 1_000, 5)
    first.hear(nowMs + 2_000, 3)
    await first.end()
    const second = listener(kept.blocks())
    second.hear(nowMs + 30_000, 4)
    second.hear(nowMs + 31_000, 2.5)
    second.hear(nowMs + 90_000, 7)
    const expected = [
      [1, 7, 7, 7, 7],
      [0, 2, 5, 2, 2.5],
      [-120, 1, 1, 1, 1],
    ]
    expect(await second.closes()).toEqual(expected)
    await second.end()
    expect(await listener(kept.blocks()).closes()).toEqual(expected)
  })

  it('of a process that nobody has asked lose nothing of the one before', async () => {
    const kept = store()
    const first = listener(kept.blocks())
    first.hear(nowMs, 2)
    await first.end()
    const second = listener(kept.blocks())
    second.hear(nowMs + 60_000, 3)
    await second.end()
    expect(await listener(kept.blocks()).closes()).toHaveLength(2)
  })

  it('wait while the store is away, and lose nothing by it', async () => {
    const kept = store()
    const first = listener(kept.blocks())
    first.hear(nowMs, 2)
    await first.end()
    kept.away(true)
    const second = listener(kept.blocks())
    second.hear(nowMs + 60_000, 3)
    await second.end()
    expect(await second.closes()).toEqual([[1, 3, 3, 3, 3]])
    kept.away(false)
    await second.end()
    // It was asked a moment ago.
    expect(kept.hours.size).toBe(1)
    await kept.clock.advance(5_000)
    await second.end()
    expect(await listener(kept.blocks()).closes()).toHaveLength(2)
  })

  it('of options are kept when their hour is over', async () => {
    const kept = store()
    const one = listener(kept.blocks())
    one.hear(nowMs, 0.02, option)
    await one.bars.keepChanged()
    one.hear(nowMs + msPerHour, 0.03, option)
    await one.bars.keepChanged()
    await one.end()
    expect([...kept.hours.keys()]).toHaveLength(2)
  })
})

describe('bars that are known', () => {
  it('are computed once, whatever the process', async () => {
    const kept = store()
    let asked = 0
    const process = (blocks: KeptBlocks) =>
      new KnownBars({
        valuesOf: () => ({
          everyMs: 1_000,
          fromMs: -Infinity,
          toMs: Infinity,
          valueAt: (timeMs) => {
            asked += 1
            return timeMs
          },
        }),
        toldMs: () => nowMs,
        oldestMs: () => nowMs - 5 * msPerHour - 30 * msPerMinute,
        onRefused: () => expect.fail('refused'),
        log: { error: (fault: object) => expect.fail(JSON.stringify(fault)) },
        kept: blocks,
      })
    const read = async () => {
      const blocks = kept.blocks()
      using bars = process(blocks)
      const { candles } = await new CandleReader(bars).page(minutes())
      await blocks.flush()
      return candles
    }
    const first = await read()
    expect(kept.hours.size).toBe(5)
    asked = 0
    expect(await read()).toEqual(first)
    // The hour that is not over.
    expect(asked).toBe(30 * 60 + 1)
  })
})
