import { expect, it } from 'vitest'
import type { ImportedSegment } from '../../server/history/market-imports.js'
import { all, always, btcWorld, openHistory, pieces, told } from '../support/store/history-home.js'
import type { StoreHome } from '../support/store/store-home.js'

const market = { source: 'DERIBIT', world: 'made-elsewhere' } as const

/** A segment of a second; its bytes say where it begins. */
function segment(fromMs: number, { dropped = 0, size = 20 } = {}): ImportedSegment {
  return { fromMs, toMs: fromMs + 1_000, dropped, bytes: Buffer.alloc(size, `${fromMs} `) }
}

export function describeMarketImports(makeHome: () => Promise<StoreHome>): void {
  it('shows an import when it is finished, and nothing of it before', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets, imports } = history
    await imports.begin(market)
    await imports.add(market, [segment(0), segment(1_000)])
    await imports.add(market, [segment(5_000, { dropped: 3 })])
    expect(await markets.markets()).toEqual([])
    expect(await imports.bytes()).toBe(60)
    await imports.finish(market)
    const range = { fromMs: 0, toMs: 6_000, bytes: 60 }
    expect(await markets.markets()).toMatchObject([{ market, isImported: true, range }])
    expect((await all(markets.segments(market, always))).map(told)).toEqual(
      [0, 1_000, 5_000].map((fromMs) => [fromMs, fromMs + 1_000, [String(segment(fromMs).bytes)]]),
    )
    expect(await markets.holes(market, always, 10)).toEqual([{ fromMs: 2_000, toMs: 5_000, dropped: 3 }])
  })

  it('gives no number of a market to another one, also when that is removed', async () => {
    await using home = await makeHome()
    const numbers: number[] = []
    for (const name of ['first', 'second', 'second']) {
      await using history = await openHistory(home)
      const { markets, imports } = history
      const named = { ...market, world: name }
      if (name === 'second') while (await imports.remove(named));
      await imports.begin(named)
      await imports.add(named, [segment(0)])
      await imports.finish(named)
      const known = await markets.markets()
      expect(known.map((one) => one.number).slice(0, -1)).toEqual(numbers.slice(0, 1))
      numbers.push(known.at(-1)?.number ?? 0)
    }
    expect(new Set(numbers).size).toBe(3)
  })

  it('begins none under the name of another market', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets, imports } = history
    await markets.append(btcWorld, pieces(0, 2))
    await expect(imports.begin(btcWorld)).rejects.toThrow('SIMULATED:a')
    await imports.begin(market)
    await imports.finish(market)
    await expect(imports.begin(market)).rejects.toThrow('DERIBIT:made-elsewhere')
  })

  it('begins anew after an import that was interrupted, and leaves nothing of it', async () => {
    await using home = await makeHome()
    {
      await using history = await openHistory(home)
      await history.imports.begin(market)
      await history.imports.add(market, [segment(0), segment(1_000)])
    }
    await using history = await openHistory(home)
    const { markets, imports } = history
    await imports.begin({ ...market, world: 'another' })
    expect(await imports.bytes()).toBe(0)
    await imports.begin(market)
    await imports.add(market, [segment(7_000)])
    await imports.finish(market)
    expect(await markets.range(market)).toEqual({ fromMs: 7_000, toMs: 8_000, bytes: 20 })
  })

  it('keeps imports whatever their age, and makes room of what is recorded', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets, imports } = history
    await imports.begin(market)
    await imports.add(market, [segment(0, { size: 500 })])
    await imports.finish(market)
    await markets.append(btcWorld, pieces(20_000, 20, { size: 50 }))
    const writing = { market: btcWorld, segmentMs: 28_000 }
    await markets.prune({ maxBytes: 950, beforeMs: 15_000 }, writing)
    expect(await markets.range(market)).toMatchObject({ bytes: 500 })
    expect(await markets.range(btcWorld)).toEqual({ fromMs: 26_000, toMs: 30_000, bytes: 400 })
    await markets.prune({ maxBytes: 0, beforeMs: 1e12 }, writing)
    expect(await markets.range(market)).toMatchObject({ bytes: 500 })
    expect(await markets.range(btcWorld)).toMatchObject({ fromMs: 28_000 })
  })

  it('prunes what an interrupted import left', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    await history.imports.begin(market)
    await history.imports.add(market, [segment(0)])
    await history.markets.prune({ maxBytes: 1e9, beforeMs: 15_000 }, { market: btcWorld, segmentMs: 0 })
    expect(await history.imports.bytes()).toBe(0)
  })

  it('removes a market with all that is kept of it, some at a time, and hides it at once', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets, imports, bars } = history
    await imports.begin(market)
    await imports.add(
      market,
      Array.from({ length: 450 }, (_, index) => segment(index * 1_000)),
    )
    await imports.finish(market)
    await markets.append(btcWorld, pieces(0, 8))
    for (const one of [market, btcWorld])
      await bars.keep(one, [{ series: 'index', fromMs: 0, bytes: Buffer.from('b') }])
    expect(await imports.remove(market)).toBe(true)
    expect((await markets.markets()).map((one) => one.market)).toEqual([btcWorld])
    while (await imports.remove(market));
    expect(await imports.bytes()).toBe(0)
    expect(await bars.read(market, 'index', always)).toEqual([])
    await imports.begin(market)
    expect(await bars.read(btcWorld, 'index', always)).toHaveLength(1)
    while (await imports.remove(btcWorld));
    expect(await markets.range(btcWorld)).toBeNull()
    expect(await all(markets.segments(btcWorld, always))).toEqual([])
    expect(await imports.remove(btcWorld)).toBe(false)
  })
}
