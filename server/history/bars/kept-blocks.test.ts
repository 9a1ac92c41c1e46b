import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../../tests/support/manual-clock.js'
import type { PriceSeries } from '../../domain/candle.js'
import { msPerDay, msPerHour, msPerMinute } from '../../domain/units.js'
import { sliceMs } from '../../lib/in-slices.js'
import { StoreUnavailable } from '../../storage/journal.js'
import type { TimeSpan } from '../market-history.js'
import { BarBlock, hourOfBars, placeOf } from './bar-block.js'
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
  const reads: string[] = []
  const faults: object[] = []
  let isAway = false
  const open = () => (isAway ? Promise.reject(new StoreUnavailable('away')) : Promise.resolve(bars))
  const bars = {
    keep(_market: unknown, some: readonly StoredBars[]) {
      for (const one of some) hours.set(`${one.series} ${one.fromMs}`, { ...one, bytes: Buffer.from(one.bytes) })
      return Promise.resolve()
    },
    read(_market: unknown, series: string, span: TimeSpan) {
      reads.push(series)
      const found = [...hours.values()].filter((one) => one.series === series && one.fromMs >= span.fromMs)
      return Promise.resolve(found.sort((a, b) => a.fromMs - b.fromMs))
    },
  }
  const log = { error: (fault: object) => faults.push(fault) }
  const clock = new ManualClock(nowMs)
  const blocks = () => new KeptBlocks({ open, market, clock, log, format: hourOfBars, seriesAtHand: 30 })
  return { clock, hours, reads, faults, blocks, away: (value: boolean) => (isAway = value) }
}

const minutes = (first = 2_000) => ({ series: index, interval: 'M1', fromMs: null, beforeMs: null, first }) as const

/** A process that hears the ticks. */
function listener(kept: KeptBlocks<BarBlock>) {
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
  const flush = () => kept.flush()
  const end = async () => {
    await bars.keepChanged(true)
    await flush()
  }
  return { bars, hear, closes, flush, end }
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

  it('of an option are kept to its last hour, when the market has gone on', async () => {
    const kept = store()
    const one = listener(kept.blocks())
    const expiryMs = Date.UTC(2026, 8, 25, 8)
    one.hear(expiryMs - 1_000, 0.02, option)
    await one.bars.keepChanged()
    one.hear(expiryMs + 1_000, 100)
    await one.bars.keepChanged()
    const blocks = kept.blocks()
    await one.flush()
    expect([...((await blocks.hours('MARK:BTC-25SEP26-80000-C')) ?? [])].map(([startMs]) => startMs)).toEqual([
      expiryMs - msPerHour,
    ])
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
    const process = (blocks: KeptBlocks<BarBlock>) =>
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
      // However busy the machine is, the page is whole.
      const { candles } = await new CandleReader(bars, undefined, () => 0).page(minutes())
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

  it('are kept as soon as an hour is whole, also when nobody computes on', async () => {
    const kept = store()
    const blocks = kept.blocks()
    const place = placeOf(msPerMinute, nowMs - 2 * msPerHour)
    const hourEndMs = place.startMs + msPerHour
    const stop = new AbortController()
    const bars = new KnownBars({
      valuesOf: () => ({
        everyMs: 1_000,
        fromMs: -Infinity,
        toMs: Infinity,
        valueAt: (timeMs) => {
          // So long that a rest is due, in which the asker leaves.
          if (timeMs === hourEndMs - 1_000) {
            for (const sinceMs = performance.now(); performance.now() < sinceMs + 2 * sliceMs;) continue
            queueMicrotask(() => stop.abort())
          }
          return timeMs
        },
      }),
      toldMs: () => nowMs,
      oldestMs: () => nowMs - 5 * msPerHour,
      looksAhead: false,
      onRefused: () => expect.fail('refused'),
      log: { error: (fault: object) => expect.fail(JSON.stringify(fault)) },
      kept: blocks,
    })
    await bars.prepare(index)
    await bars.read(index, place, 0, { source: 'a', connection: {}, signal: stop.signal })
    await blocks.flush()
    expect([...kept.hours.values()].map(({ fromMs }) => fromMs)).toEqual([place.startMs])
  })
})

describe('blocks that are kept', () => {
  const blockAt = (timeMs: number) => {
    const block = new BarBlock(placeOf(msPerMinute, timeMs))
    block.add(timeMs, 1)
    return block
  }
  const startsOf = async (blocks: KeptBlocks<BarBlock>) => {
    const hours = await blocks.hours('INDEX:BTC')
    return hours && [...hours.keys()].map((startMs) => (startMs - placeOf(msPerMinute, nowMs).startMs) / msPerHour)
  }
  const withHours = async (...hours: number[]) => {
    const kept = store()
    const blocks = kept.blocks()
    for (const hour of hours) blocks.keep('INDEX:BTC', blockAt(nowMs + hour * msPerHour))
    await blocks.flush()
    return kept
  }

  it('are read once for all who ask at the same time', async () => {
    const kept = await withHours(-1)
    const blocks = kept.blocks()
    await Promise.all(Array.from({ length: 50 }, () => blocks.hours('INDEX:BTC')))
    expect(kept.reads).toEqual(['INDEX:BTC'])
  })

  it('stay at hand whatever names without any are asked for', async () => {
    const kept = await withHours(-1)
    const blocks = kept.blocks()
    await blocks.hours('INDEX:BTC')
    for (let index = 0; index < 31; index += 1) await blocks.hours(`invented ${index}`)
    expect(blocks.extent('INDEX:BTC')).not.toBeNull()
  })

  it('are not read from before the oldest candles', async () => {
    const kept = await withHours(-40 * 24, -24, -2)
    expect(await startsOf(kept.blocks())).toEqual([-24, -2])
    const bars = new HeardBars(() => nowMs + 30 * msPerDay, kept.blocks())
    await bars.prepare(index)
    expect(bars.extent(index, msPerMinute)).toMatchObject({ fromMs: Date.UTC(2026, 8, 24) })
  })

  it('are those that wait to be written, too', async () => {
    const kept = await withHours(-3, -1)
    const blocks = kept.blocks()
    blocks.keep('INDEX:BTC', blockAt(nowMs - 2 * msPerHour))
    const hours = startsOf(blocks)
    blocks.keep('INDEX:BTC', blockAt(nowMs))
    expect(await hours).toEqual([-3, -2, -1, 0])
  })

  it('are read without one that is damaged', async () => {
    const kept = await withHours(-2, -1)
    const [[key, one] = []] = kept.hours
    if (key && one) kept.hours.set(key, { ...one, bytes: Buffer.from('damaged') })
    const blocks = kept.blocks()
    expect(await startsOf(blocks)).toEqual([-1])
    expect(kept.faults).toHaveLength(1)
    expect(await blocks.hours('other')).toEqual(new Map())
    expect(kept.reads).toHaveLength(2)
  })

  it('are not known as long as the store is away', async () => {
    const kept = await withHours(-1)
    const blocks = kept.blocks()
    kept.away(true)
    expect(await startsOf(blocks)).toBeNull()
    kept.away(false)
    await kept.clock.advance(5_000)
    expect(await startsOf(blocks)).toEqual([-1])
  })
})
