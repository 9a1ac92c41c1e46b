import { expect, it } from 'vitest'
import type { MarketHistory, RecordedMarket, StoredSegment } from '../../server/history/market-history.js'
import { readHistory } from '../../server/storage/open-store.js'
import { all, btcWorld as market, openHistory, piece, pieces, told } from '../support/store/history-home.js'
import type { StoreHome } from '../support/store/store-home.js'

const always = { fromMs: 0, toMs: 1e12 }
const nothing = { maxBytes: 0, beforeMs: 1e12 }
const starts = async (markets: MarketHistory, of: RecordedMarket = market, span = always) =>
  (await all(markets.segments(of, span))).map(({ fromMs }) => fromMs)

/** As the recorder joins them. */
async function joinAll(markets: MarketHistory, beforeMs = 1e12): Promise<number> {
  let joined = 0
  for (
    let segment: StoredSegment | null;
    (segment = await markets.inPieces(market, { fromMs: 0, toMs: beforeMs }));
    joined += 1
  ) {
    await markets.join(market, { ...segment, bytes: Buffer.from(`joined ${segment.fromMs}`) })
  }
  return joined
}

export function describeMarketHistory(makeHome: () => Promise<StoreHome>): void {
  it('gives back what was kept, in order and to the byte, also to the next server', async () => {
    await using home = await makeHome()
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
    const kept = [piece(1_000, 1_000, 1_500), { ...piece(1_000, 1_500, 2_000), bytes }, piece(2_000, 2_000, 2_500)]
    {
      await using history = await openHistory(home)
      await history.markets.append(market, kept.slice(0, 2))
      await history.markets.append(market, kept.slice(2))
    }
    await using history = await openHistory(home)
    const segments = await all(history.markets.segments(market, always))
    expect(segments.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [1_000, 2_000],
      [2_000, 2_500],
    ])
    expect(segments.flatMap((one) => one.pieces).map((one) => Buffer.from(one))).toEqual(kept.map((one) => one.bytes))
  })

  it('knows nothing of a market that was never recorded', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets } = history
    expect(await markets.range(market)).toBeNull()
    expect(await markets.holes(market, always, 10)).toEqual([])
    expect(await markets.inPieces(market, always)).toBeNull()
    expect(await starts(markets)).toEqual([])
    expect(await markets.prune(nothing, { market, segmentMs: 0 })).toBe(false)
  })

  it('keeps a piece once, however often it is told', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets } = history
    const [first, second] = [piece(0, 0, 500), piece(0, 500, 1_000)]
    await markets.append(market, [first])
    await markets.append(market, [first, second])
    await markets.append(market, [first, second])
    expect(await markets.range(market)).toEqual({ fromMs: 0, toMs: 1_000, bytes: 40 })
    expect(await markets.holes(market, always, 10)).toEqual([])
    expect((await all(markets.segments(market, always))).map(told)).toEqual([
      [0, 1_000, [first, second].map(({ bytes }) => String(bytes))],
    ])
  })

  it('keeps markets apart', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets } = history
    const others: RecordedMarket[] = [
      { source: 'SIMULATED', world: 'b' },
      { source: 'DERIBIT', world: 'a' },
      { source: 'DERIBIT', world: '' },
    ]
    await markets.append(market, pieces(0, 4))
    for (const [index, other] of others.entries()) await markets.append(other, [piece(index, index, 9_000 + index)])
    expect(await markets.range(market)).toMatchObject({ fromMs: 0, toMs: 2_000 })
    for (const [index, other] of others.entries()) {
      expect(await markets.range(other)).toEqual({ fromMs: index, toMs: 9_000 + index, bytes: 20 })
      expect(await starts(markets, other)).toEqual([index])
    }
    expect(await joinAll(markets)).toBe(1)
    for (const other of others) expect(await markets.inPieces(other, always)).not.toBeNull()
  })

  it('lists the markets of which something is recorded', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets, bars } = history
    expect(await markets.markets()).toEqual([])
    await bars.keep({ source: 'DERIBIT', world: 'of-bars-alone' }, [])
    await markets.append({ source: 'SIMULATED', world: 'b' }, pieces(0, 4))
    await markets.append({ source: 'DERIBIT', world: 'c' }, pieces(1_000, 1))
    await markets.append(market, pieces(500, 2))
    const recorded = { isImported: false, number: expect.any(Number) as number }
    const known = await markets.markets()
    expect(new Set(known.map(({ number }) => number)).size).toBe(3)
    expect(known).toEqual([
      { ...recorded, market: { source: 'DERIBIT', world: 'c' }, range: { fromMs: 1_000, toMs: 1_500, bytes: 20 } },
      { ...recorded, market, range: { fromMs: 500, toMs: 1_500, bytes: 40 } },
      { ...recorded, market: { source: 'SIMULATED', world: 'b' }, range: { fromMs: 0, toMs: 2_000, bytes: 80 } },
    ])
  })

  it('answers the segments of a span, the one that holds its start included, joined or not', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets } = history
    await markets.append(market, pieces(10_000, 20))
    for (const joinBeforeMs of [0, 14_000, 1e12]) {
      await joinAll(markets, joinBeforeMs)
      expect(await starts(markets)).toEqual([10_000, 12_000, 14_000, 16_000, 18_000])
      expect(await starts(markets, market, { fromMs: 12_000, toMs: 14_000 })).toEqual([12_000])
      expect(await starts(markets, market, { fromMs: 13_999, toMs: 14_001 })).toEqual([12_000, 14_000])
      expect(await starts(markets, market, { fromMs: 15_000, toMs: 1e12 })).toEqual([14_000, 16_000, 18_000])
      expect(await starts(markets, market, { fromMs: 0, toMs: 10_000 })).toEqual([])
      expect(await starts(markets, market, { fromMs: 20_000, toMs: 1e12 })).toEqual([])
    }
  })

  it('puts one piece in the place of those of a segment, and counts its bytes', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets } = history
    await markets.append(market, pieces(0, 8))
    expect(await markets.inPieces(market, { fromMs: 1, toMs: 2_000 })).toBeNull()
    const segment = await markets.inPieces(market, { fromMs: 0, toMs: 1 })
    expect(segment).toMatchObject({ fromMs: 0, toMs: 2_000 })
    expect(segment?.pieces).toHaveLength(4)
    await markets.join(market, { fromMs: 0, toMs: 2_000, bytes: Buffer.from('joined') })
    expect((await all(markets.segments(market, always))).map(told)[0]).toEqual([0, 2_000, ['joined']])
    expect(await markets.range(market)).toEqual({ fromMs: 0, toMs: 4_000, bytes: 6 + 4 * 20 })
    expect(await markets.inPieces(market, always)).toMatchObject({ fromMs: 2_000 })
  })

  it('goes on reading while what is read is joined', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets } = history
    await markets.append(market, pieces(0, 12))
    const seen: number[] = []
    for await (const { fromMs } of markets.segments(market, always)) {
      seen.push(fromMs)
      await joinAll(markets)
    }
    expect(seen).toEqual([0, 2_000, 4_000])
  })

  it('tells holes with what was dropped in them, the newest of the span', async () => {
    await using home = await makeHome()
    {
      await using history = await openHistory(home)
      await history.markets.append(market, [piece(1_000, 1_000, 1_500), piece(1_000, 1_500, 2_000)])
    }
    await using history = await openHistory(home)
    const { markets } = history
    await markets.append(market, [piece(5_000, 5_000, 6_000)])
    await markets.append(market, [piece(8_000, 8_000, 9_000, { dropped: 7 }), piece(9_000, 9_000, 10_000)])
    const [restart, drop] = [
      { fromMs: 2_000, toMs: 5_000, dropped: 0 },
      { fromMs: 6_000, toMs: 8_000, dropped: 7 },
    ]
    expect(await markets.range(market)).toMatchObject({ fromMs: 1_000, toMs: 10_000 })
    expect(await markets.holes(market, always, 10)).toEqual([restart, drop])
    expect(await markets.holes(market, always, 1)).toEqual([drop])
    expect(await markets.holes(market, { fromMs: 5_000, toMs: 1e12 }, 10)).toEqual([drop])
    expect(await markets.holes(market, { fromMs: 0, toMs: 5_500 }, 10)).toEqual([restart])
    expect(await starts(markets, market, { fromMs: 3_000, toMs: 4_000 })).toEqual([])
    const times = [999, 1_000, 1_999, 2_000, 4_999, 5_000, 6_000, 7_999, 8_000, 10_000]
    const found = await Promise.all(times.map((ms) => markets.holeAt(market, ms)))
    expect(found).toEqual([null, null, null, null, restart, null, null, drop, null, null])
  })

  it('tells what was dropped also where the next piece begins at the end of the last one, once', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets } = history
    const [before, after] = [piece(0, 0, 500), piece(500, 500, 1_000, { dropped: 7 })]
    await markets.append(market, [before])
    await markets.append(market, [after])
    await markets.append(market, [before, after, piece(500, 1_000, 1_500)])
    expect(await markets.holes(market, always, 10)).toEqual([{ fromMs: 500, toMs: 500, dropped: 7 }])
    expect(await markets.range(market)).toMatchObject({ fromMs: 0, toMs: 1_500 })
  })

  it('removes the oldest segments of all markets until few enough bytes are left, and not the one being written', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets } = history
    const other: RecordedMarket = { ...market, world: 'b' }
    await markets.append(market, pieces(0, 20, { size: 100 }))
    await joinAll(markets, 4_000)
    await markets.append(other, [piece(1_000, 1_000, 2_000, { size: 1_000 })])
    const writing = { market, segmentMs: 8_000 }
    const bytes = async () => ((await markets.range(market))?.bytes ?? 0) + ((await markets.range(other))?.bytes ?? 0)
    const all = await bytes()

    expect(await markets.prune({ maxBytes: all, beforeMs: 0 }, writing)).toBe(false)
    expect(await bytes()).toBe(all)
    expect(await markets.prune({ maxBytes: all - 1, beforeMs: 0 }, writing)).toBe(false)
    expect(await starts(markets)).toEqual([2_000, 4_000, 6_000, 8_000])
    expect(await markets.range(market)).toMatchObject({ fromMs: 2_000, toMs: 10_000 })
    expect(await markets.prune({ maxBytes: (await bytes()) - 1, beforeMs: 0 }, writing)).toBe(false)
    expect(await starts(markets, other)).toEqual([])
    expect(await markets.range(other)).toBeNull()
    await markets.prune({ maxBytes: 801, beforeMs: 0 }, writing)
    expect(await starts(markets)).toEqual([6_000, 8_000])
    expect(await bytes()).toBe(800)
    await markets.prune(nothing, writing)
    expect(await starts(markets)).toEqual([8_000])
    expect(await markets.range(market)).toEqual({ fromMs: 8_000, toMs: 10_000, bytes: 400 })
    await markets.append(market, [piece(8_000, 10_000, 10_500)])
    expect(await markets.range(market)).toMatchObject({ fromMs: 8_000, toMs: 10_500 })
    expect(await markets.holes(market, always, 10)).toEqual([])
  })

  it('removes what is too old, with the holes in it, and says whether there is more', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets } = history
    for (let index = 0; index < 60; index += 1) {
      const fromMs = index * 1_000
      await markets.append(market, [piece(fromMs, fromMs, fromMs + 500)])
    }
    await joinAll(markets, 30_000)
    const writing = { market, segmentMs: 59_000 }
    const bounds = { maxBytes: 1e9, beforeMs: 57_500 }
    expect(await markets.prune(bounds, writing)).toBe(true)
    expect(await markets.prune(bounds, writing)).toBe(false)
    expect(await starts(markets)).toEqual([57_000, 58_000, 59_000])
    expect(await markets.range(market)).toEqual({ fromMs: 57_000, toMs: 59_500, bytes: 60 })
    expect(await markets.holes(market, always, 100)).toHaveLength(2)
  })

  it('does not bring back a segment that was removed while it was being joined', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets } = history
    await markets.append(market, pieces(0, 8))
    const segment = await markets.inPieces(market, { fromMs: 0, toMs: 1 })
    await markets.prune(nothing, { market, segmentMs: 2_000 })
    await markets.join(market, { fromMs: segment?.fromMs ?? 0, toMs: segment?.toMs ?? 0, bytes: Buffer.from('joined') })
    expect(await starts(markets)).toEqual([2_000])
    expect(await markets.range(market)).toEqual({ fromMs: 2_000, toMs: 4_000, bytes: 80 })
  })

  it('keeps all of an append or nothing', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { markets } = history
    const broken = { ...piece(0, 500, 1_000), toMs: Number.NaN }
    await expect(markets.append(market, [piece(0, 0, 500), broken])).rejects.toThrow('not kept')
    expect(await markets.range(market)).toBeNull()
    await markets.append(market, [piece(0, 0, 500)])
    expect(await markets.range(market)).toMatchObject({ toMs: 500 })
  })

  it('is read beside the server that writes it, and not changed', async () => {
    await using home = await makeHome()
    expect(await readHistory(home.options)).toBeNull()
    await using history = await openHistory(home)
    await history.markets.append(market, pieces(0, 4))
    const reader = await readHistory(home.options)
    if (reader === null || reader === 'old') throw new Error('It cannot be read')
    await using open = reader
    await history.markets.append(market, [piece(0, 2_000, 2_500)])
    expect(await open.markets.range(market)).toEqual({ fromMs: 0, toMs: 2_500, bytes: 100 })
    expect(await all(open.markets.segments(market, always))).toHaveLength(1)
  })

  it('is not read with the tables of another release', async () => {
    await using home = await makeHome()
    await (await openHistory(home))[Symbol.asyncDispose]()
    {
      await using database = home.openHistoryDatabase()
      await database.transaction((session) => session.run('DELETE FROM history_migrations WHERE version > 1'))
    }
    expect(await readHistory(home.options)).toBe('old')
  })

  it('is opened by nobody but the server that holds the store', async () => {
    await using home = await makeHome()
    await using store = await home.open()
    await expect(store.openHistory()).rejects.toThrow('Only the server')
  })
}
