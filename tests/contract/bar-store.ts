import { expect, it } from 'vitest'
import type { StoredBars } from '../../server/history/bars/bar-store.js'
import type { History } from '../../server/storage/open-store.js'
import { btcWorld as market, openHistory, pieces } from '../support/store/history-home.js'
import type { StoreHome } from '../support/store/store-home.js'

const hourMs = 3_600_000
const always = { fromMs: 0, toMs: 1e15 }

/** An hour of `size` bytes that say what it is. */
const hour = (index: number, series = 'INDEX:BTC', size = 20): StoredBars => ({
  series,
  fromMs: index * hourMs,
  bytes: Buffer.alloc(size, `${series} ${index} `),
})
const plain = (hours: readonly StoredBars[]) => hours.map((one) => ({ ...one, bytes: String(Buffer.from(one.bytes)) }))
const indexes = (hours: readonly StoredBars[]) => hours.map(({ fromMs }) => fromMs / hourMs)
const kept = async ({ bars }: History, series = 'INDEX:BTC') => indexes(await bars.read(market, series, always))
const prune = ({ markets }: History, bounds: { maxBytes: number; beforeMs: number }) =>
  markets.prune(bounds, { market, segmentMs: 0 })

export function describeBarStore(makeHome: () => Promise<StoreHome>): void {
  it('gives back the hours of a series in order and to the byte, also to the next server', async () => {
    await using home = await makeHome()
    const hours = [hour(3), hour(1), hour(2), hour(2, 'MARK:BTC-PERPETUAL')]
    {
      await using history = await openHistory(home)
      await history.bars.keep(market, hours)
    }
    await using history = await openHistory(home)
    expect(plain(await history.bars.read(market, 'INDEX:BTC', always))).toEqual(plain([hour(1), hour(2), hour(3)]))
    expect(await kept(history, 'MARK:BTC-PERPETUAL')).toEqual([2])
    const span = { fromMs: hourMs, toMs: 3 * hourMs }
    expect(indexes(await history.bars.read(market, 'INDEX:BTC', span))).toEqual([1, 2])
  })

  it('replaces an hour that is kept again, and keeps markets apart', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { bars } = history
    const other = { ...market, world: 'other' }
    await bars.keep(market, [hour(1, 'INDEX:BTC', 10)])
    await bars.keep(other, [hour(1, 'INDEX:BTC', 30)])
    await bars.keep(market, [hour(1, 'INDEX:BTC', 20)])
    expect((await bars.read(market, 'INDEX:BTC', always)).map(({ bytes }) => bytes.length)).toEqual([20])
    expect((await bars.read(other, 'INDEX:BTC', always)).map(({ bytes }) => bytes.length)).toEqual([30])
    expect(await bars.read({ ...market, world: 'none' }, 'INDEX:BTC', always)).toEqual([])
  })

  it('is read hour by hour, with all series of a market, and counts their bytes', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    const { bars } = history
    const hours = [hour(1), hour(1, 'MARK:BTC-PERPETUAL', 30), hour(5)]
    await bars.keep(market, hours)
    await bars.keep({ ...market, world: 'other' }, [hour(3)])
    const starts: number[] = []
    for (let at = await bars.nextHour(market, 0); at !== null; at = await bars.nextHour(market, at + 1)) starts.push(at)
    expect(starts).toEqual([hourMs, 5 * hourMs])
    const first = await bars.hours(market, hourMs)
    expect(plain(first).toSorted((a, b) => a.series.localeCompare(b.series))).toEqual(plain(hours.slice(0, 2)))
    expect(await bars.hours(market, 3 * hourMs)).toEqual([])
    expect(await bars.countedBytes(market)).toBe(70)
    expect(await bars.countedBytes({ ...market, world: 'none' })).toBe(0)
  })

  it('removes what is too old, and then the oldest until they have a quarter of what may be kept', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    await history.bars.keep(
      market,
      Array.from({ length: 10 }, (_, index) => hour(index)),
    )
    expect(await prune(history, { maxBytes: 1e9, beforeMs: 3 * hourMs })).toBe(false)
    expect(await kept(history)).toEqual([3, 4, 5, 6, 7, 8, 9])
    await prune(history, { maxBytes: 4 * 100, beforeMs: 0 })
    expect(await kept(history)).toEqual([5, 6, 7, 8, 9])
    // What was replaced counts once.
    await history.bars.keep(market, [hour(9), hour(9)])
    await prune(history, { maxBytes: 4 * 100, beforeMs: 0 })
    expect(await kept(history)).toEqual([5, 6, 7, 8, 9])
  })

  it('counts in what may be kept of all: bars leave less room for segments', async () => {
    await using home = await makeHome()
    await using history = await openHistory(home)
    await history.markets.append(market, pieces(0, 40))
    await history.bars.keep(market, [hour(1, 'INDEX:BTC', 200)])
    const before = (await history.markets.range(market))?.bytes
    while (await history.markets.prune({ maxBytes: 900, beforeMs: 0 }, { market, segmentMs: 1e12 }));
    expect(before).toBe(800)
    expect((await history.markets.range(market))?.bytes).toBeLessThanOrEqual(700)
    expect(await kept(history)).toEqual([1])
  })
}
