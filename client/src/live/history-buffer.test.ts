import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appendPoint, joinHistory, skips, type HistoryLimits, type HistoryPoint } from './history-buffer.js'

const limits = { capacity: 5, bucketMs: 1_000, whenFull: 'DROP' } as const
const thinning = { ...limits, whenFull: 'THIN' } as const
const at = (timeMs: number, value = timeMs): HistoryPoint => ({ timeMs, value })
const NONE: readonly HistoryPoint[] = []
const append = (...points: HistoryPoint[]) => appendWith(limits, points)
const appendWith = (to: HistoryLimits, points: readonly HistoryPoint[]) =>
  points.reduce((history, point) => appendPoint(history, point, to), NONE)

describe('the history', () => {
  it('keeps the newest point of a bucket', () => {
    expect(append(at(1_000, 1), at(1_400, 2), at(1_900, 3), at(2_100, 4))).toEqual([at(1_000, 3), at(2_000, 4)])
  })

  it('keeps what was before the bucket, and is the very same where a value comes again', () => {
    const history = append(at(1_000, 1), at(2_000, 2))
    expect(appendPoint(history, at(2_500, 3), limits)).toEqual([at(1_000, 1), at(2_000, 3)])
    expect(appendPoint(history, at(2_500, 2), limits)).toBe(history)
  })

  it('never outgrows its capacity', () => {
    const times = Array.from({ length: 12 }, (_, second) => at(second * 1_000))
    expect(append(...times)).toEqual(times.slice(-5))
  })

  it('keeps its whole span where it is thinned when it is full', () => {
    const times = (...seconds: number[]) => seconds.map((second) => at(second * 1_000))
    expect(appendWith(thinning, times(0, 1, 2, 3, 4))).toEqual(times(0, 1, 2, 3, 4))
    expect(appendWith(thinning, times(0, 1, 2, 3, 4, 5))).toEqual(times(0, 2, 4, 5))
    expect(joinHistory(times(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), times(11), thinning).length).toBeLessThanOrEqual(5)
  })

  it('tells whether buckets are missing between what it was and what it became', () => {
    const was = append(at(1_000), at(2_000))
    expect(skips(was, was, limits)).toBe(false)
    expect(skips(was, append(at(1_000), at(3_000)), limits)).toBe(false)
    expect(skips(was, append(at(1_000), at(4_000)), limits)).toBe(true)
    expect(skips(was, append(at(1_000)), limits)).toBe(true)
    expect([skips([], was, limits), skips(was, [], limits)]).toEqual([true, false])
  })

  it('ignores a late point, but starts over when the source does', () => {
    expect(append(at(9_000), at(7_000))).toEqual([at(9_000)])
    expect(append(at(90_000), at(7_000))).toEqual([at(7_000)])
    expect(append(at(9_000), at(4_000))).toEqual([at(9_000)])
    expect(append(at(9_000), at(3_000))).toEqual([at(3_000)])
    const slow = { ...limits, bucketMs: 60_000 }
    expect(appendWith(slow, [at(120_000), at(60_000)])).toEqual([at(120_000)])
    expect(appendWith(slow, [at(120_000), at(0)])).toEqual([at(0)])
  })

  it('continues a fetched history with newer live points only', () => {
    const joined = joinHistory([at(1_000, 1), at(2_000, 2)], [at(1_000, 9), at(2_000, 9), at(3_000, 3)], limits)
    expect(joined).toEqual([at(1_000, 1), at(2_000, 2), at(3_000, 3)])
  })

  it('keeps what it holds from before a fetched history, which the server may have forgotten', () => {
    expect(joinHistory([at(3_000), at(4_000)], [at(1_000), at(2_000), at(5_000)], limits)).toEqual(
      [1_000, 2_000, 3_000, 4_000, 5_000].map((time) => at(time)),
    )
    expect(joinHistory([], [at(1_000)], limits)).toEqual([at(1_000)])
  })

  it('drops what it holds when the source began anew', () => {
    const read = [at(1_000), at(2_000)]
    expect(joinHistory(read, [at(90_000), at(91_000)], limits)).toEqual(read)
    expect(joinHistory(read, [at(7_000)], limits)).toEqual([...read, at(7_000)])
    expect(joinHistory(read, [at(8_000)], limits)).toEqual(read)
    expect(joinHistory(read, [at(8_000)], { ...limits, bucketMs: 2_000 })).toEqual([at(0, 1_000), at(2_000)])
    expect(joinHistory([at(0), at(60_000)], [at(120_000)], { ...limits, bucketMs: 60_000 })).toHaveLength(3)
    expect(joinHistory(read, [], limits)).toEqual(read)
  })

  it('is strictly ordered in time whatever comes', () => {
    const points = fc.array(fc.record({ timeMs: fc.nat(60_000), value: fc.double({ noNaN: true }) }))
    fc.assert(
      fc.property(points, points, fc.constantFrom(limits, thinning), (read, live, to) => {
        const history = joinHistory(read, appendWith(to, live), to)
        expect(history.length).toBeLessThanOrEqual(to.capacity)
        history.slice(1).forEach((point, index) => expect(point.timeMs).toBeGreaterThan(history[index]?.timeMs ?? 0))
      }),
    )
  })
})
