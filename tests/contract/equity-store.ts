import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { EquityBar, EquitySample, EquityStore } from '../../server/storage/equity-store.js'
import { noon } from '../support/builders.js'
import { barOf } from '../support/store/bar-of.js'
import type { StoreHome } from '../support/store/store-home.js'

const sampleIntervalMs = 1_000
const all = { fromMs: 0, toMs: noon * 2 }

/** What every equity store promises. */
export function describeEquityStore(makeHome: () => Promise<StoreHome>): void {
  const open = (home: StoreHome) => home.open({ sampleIntervalMs })

  it('gives samples as bars of their own while they are few, ends of the span included', async () => {
    await using home = await makeHome()
    await using store = await open(home)
    const samples = walk('a', 5)
    await store.equity.add([...samples, ...walk('b', 3)])
    expect(await store.equity.bars('a', { ...all, maxBars: 10 })).toEqual(samples.map(single))
    const [, second, third, fourth] = samples
    const span = { fromMs: second?.timeMs ?? 0, toMs: fourth?.timeMs ?? 0, maxBars: 10 }
    expect(await store.equity.bars('a', span)).toEqual([second, third, fourth].map((one) => one && single(one)))
    expect(await store.equity.bars('nobody', { ...all, maxBars: 10 })).toEqual([])
  })

  it('gives the finest bars that cover the span in as many as wanted, and joins the coarsest for less', async () => {
    await using home = await makeHome()
    await using store = await open(home)
    const samples = walk('a', 2_500)
    await store.equity.add(samples)
    for (const [maxBars, size] of [
      [2_500, 1],
      [2_499, 10],
      [251, 10],
      [200, 100],
      [20, 1_000],
    ] as const) {
      const bars = await store.equity.bars('a', { ...all, maxBars })
      expect(bars).toEqual(barsOf(samples, size))
    }
    for (const maxBars of [1, 2]) {
      const bars = await store.equity.bars('a', { ...all, maxBars })
      expect(bars.length).toBeLessThanOrEqual(maxBars)
      expect(extremes(bars)).toEqual(extremes(samples.map(single)))
    }
  })

  it('keeps the newest 4,000 of each size, so that old times are coarser', async () => {
    await using home = await makeHome()
    await using store = await open(home)
    const samples = walk('a', 45_000)
    for (let index = 0; index < samples.length; index += 5_000) {
      await store.equity.add(samples.slice(index, index + 5_000))
    }
    const newest = samples.slice(-4_000)
    const span = { fromMs: newest[0]?.timeMs ?? 0, toMs: all.toMs, maxBars: 5_000 }
    expect(await store.equity.bars('a', span)).toEqual(newest.map(single))
    // Bars of ten reach back 40,000 samples at least; of the 45,000 only those of a hundred tell.
    expect(await store.equity.bars('a', { ...all, maxBars: 5_000 })).toEqual(barsOf(samples, 100))
    const recent = { fromMs: samples.at(-39_000)?.timeMs ?? 0, toMs: all.toMs, maxBars: 5_000 }
    expect((await store.equity.bars('a', recent)).length).toBeGreaterThanOrEqual(3_900)
  }, 60_000)

  it('goes on with its bars after it was opened again', async () => {
    await using home = await makeHome()
    const samples = walk('a', 1_234)
    for (let index = 0; index < samples.length; index += 617) {
      await using store = await open(home)
      await store.equity.add(samples.slice(index, index + 617))
    }
    await using store = await open(home)
    expect(await store.equity.bars('a', { ...all, maxBars: 130 })).toEqual(barsOf(samples, 10))
  })

  it('leaves what is there already as it is', async () => {
    await using home = await makeHome()
    await using store = await open(home)
    const samples = walk('a', 30)
    await store.equity.add(samples)
    await store.equity.add(samples)
    await store.equity.add(samples.slice(10, 12))
    const newest = samples.at(-1)
    if (newest) await store.equity.add([{ ...newest, accountValueUsd: 1 }])
    expect(await store.equity.bars('a', { ...all, maxBars: 30 })).toEqual(samples.map(single))
    expect(await store.equity.bars('a', { ...all, maxBars: 29 })).toEqual(barsOf(samples, 10))
  })

  it('keeps a history when samples come again with other values after a start, up to 10 intervals back', async () => {
    await using home = await makeHome()
    const samples = walk('a', 20)
    {
      await using before = await open(home)
      await before.equity.add(samples)
    }
    await using store = await open(home)
    const others = samples.slice(9).map((one) => ({ ...one, accountValueUsd: one.accountValueUsd + 0.01 }))
    for (const sample of others) await store.equity.add([sample])
    await store.equity.add(walk('a', 21).slice(20))
    expect(await store.equity.bars('a', { ...all, maxBars: 30 })).toEqual(walk('a', 21).map(single))
  })

  it('begins a new history with each round of a recording, however short it is', async () => {
    await using home = await makeHome()
    await using store = await open(home)
    const rounds = [0, 100, 200].map((more) =>
      walk('a', 6).map((one) => ({ ...one, accountValueUsd: one.accountValueUsd + more })),
    )
    for (const sample of rounds.flat()) await store.equity.add([sample])
    expect(await store.equity.bars('a', { ...all, maxBars: 30 })).toEqual(rounds.at(-1)?.map(single))
    await store.equity.add(rounds.flat())
    expect(await store.equity.bars('a', { ...all, maxBars: 30 })).toEqual(rounds.at(-1)?.map(single))
  })

  it('begins a new history of an account when its time goes back', async () => {
    await using home = await makeHome()
    await using store = await open(home)
    await store.equity.add([...walk('a', 40), ...walk('b', 3)])
    const again = walk('a', 12).map((one) => ({ ...one, accountValueUsd: one.accountValueUsd + 7 }))
    for (const sample of again) await store.equity.add([sample])
    expect(await store.equity.bars('a', { ...all, maxBars: 40 })).toEqual(again.map(single))
    expect(await store.equity.bars('a', { ...all, maxBars: 5 })).toEqual(barsOf(again, 10))
    expect(await store.equity.bars('b', { ...all, maxBars: 40 })).toHaveLength(3)
  })

  it('gives bars in order that tell the first, lowest, highest and last of any samples', async () => {
    await using home = await makeHome()
    await using store = await open(home)
    let run = 0
    const anySamples = fc.array(
      fc.record({
        elapsedMs: fc.integer({ min: 1, max: 40_000 }),
        valueUsd: fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
      }),
      { minLength: 1, maxLength: 60 },
    )
    await fc.assert(
      fc.asyncProperty(anySamples, fc.integer({ min: 1, max: 60 }), async (steps, maxBars) => {
        const accountId = `random-${(run += 1)}`
        let timeMs = noon
        const samples = steps.map(({ elapsedMs, valueUsd }): EquitySample => {
          timeMs += elapsedMs
          return { accountId, timeMs, accountValueUsd: valueUsd + 0 }
        })
        await store.equity.add(samples)
        const bars = await store.equity.bars(accountId, { ...all, maxBars })
        expect(bars.length).toBeLessThanOrEqual(maxBars)
        expect(extremes(bars)).toEqual(extremes(samples.map(single)))
        expect(bars.toSorted((one, other) => one.fromMs - other.fromMs)).toEqual(bars)
        for (const bar of bars) {
          const inside = samples.filter((one) => one.timeMs >= bar.fromMs && one.timeMs <= bar.lastAtMs)
          expect(extremes([bar])).toEqual(extremes(inside.map(single)))
        }
      }),
      { numRuns: 40 },
    )
  })

  it('tells the peak before a time, of bars of all sizes that are there', async () => {
    await using home = await makeHome()
    await using store = await open(home)
    const samples = walk('a', 2_500)
    await store.equity.add(samples)
    const highest = (some: readonly EquitySample[]) => Math.max(...some.map(({ accountValueUsd }) => accountValueUsd))
    for (const count of [1, 9, 10, 137, 2_500]) {
      const beforeMs = (samples[count - 1]?.timeMs ?? 0) + 1
      expect(await store.equity.peak('a', { fromMs: 0, beforeMs })).toBe(highest(samples.slice(0, count)))
    }
    const fromMs = samples[500]?.timeMs ?? 0
    const beforeMs = samples[600]?.timeMs ?? 0
    expect(await store.equity.peak('a', { fromMs, beforeMs })).toBe(highest(samples.slice(500, 600)))
    expect(await store.equity.peak('a', { fromMs: 0, beforeMs: samples[0]?.timeMs ?? 0 })).toBeNull()
    expect(await store.equity.peak('nobody', { fromMs: 0, beforeMs: all.toMs })).toBeNull()
  })

  it('adds samples that were not waited for in order', async () => {
    await using home = await makeHome()
    await using store = await open(home)
    const samples = walk('a', 300)
    await addEach(store.equity, samples)
    expect(await store.equity.bars('a', { ...all, maxBars: 30 })).toEqual(barsOf(samples, 10))
  })
}

async function addEach(equity: EquityStore, samples: readonly EquitySample[]): Promise<void> {
  await Promise.all(samples.map((one) => equity.add([one])))
}

/** Samples at the interval from noon, at the start of a bar of every size, with values that go up and down. */
function walk(accountId: string, count: number): EquitySample[] {
  const fromMs = Math.floor(noon / 1_000_000) * 1_000_000
  return Array.from({ length: count }, (_, index) => ({
    accountId,
    timeMs: fromMs + index * sampleIntervalMs,
    accountValueUsd: 100_000 + Math.round(5_000 * Math.sin(index / 7) + 3_000 * Math.sin(index / 131)) / 100,
  }))
}

function single({ timeMs, accountValueUsd }: EquitySample): EquityBar {
  const [usd, atMs] = [accountValueUsd, timeMs]
  return {
    fromMs: atMs,
    firstUsd: usd,
    lowUsd: usd,
    lowAtMs: atMs,
    highUsd: usd,
    highAtMs: atMs,
    lastUsd: usd,
    lastAtMs: atMs,
  }
}

/** The naive model: bars of so many samples each. */
function barsOf(samples: readonly EquitySample[], size: number): EquityBar[] {
  return Array.from({ length: Math.ceil(samples.length / size) }, (_, index) =>
    barOf(samples.slice(index * size, (index + 1) * size)),
  )
}

/** What joining bars must not change. */
function extremes(bars: readonly EquityBar[]) {
  const [first, last] = [bars[0], bars.at(-1)]
  return {
    from: [first?.fromMs, first?.firstUsd],
    low: Math.min(...bars.map(({ lowUsd }) => lowUsd)),
    high: Math.max(...bars.map(({ highUsd }) => highUsd)),
    last: [last?.lastAtMs, last?.lastUsd],
  }
}
