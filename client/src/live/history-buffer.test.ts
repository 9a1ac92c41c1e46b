import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HistoryPoint } from './history-buffer.js'
import { appendPoint, joinHistory } from './history-buffer.js'

const limits = { capacity: 5, bucketMs: 1_000 }
const at = (timeMs: number, value = timeMs): HistoryPoint => ({ timeMs, value })
const NONE: readonly HistoryPoint[] = []
const append = (...points: HistoryPoint[]) =>
  points.reduce((history, point) => appendPoint(history, point, limits), NONE)

describe('the history', () => {
  it('keeps the newest point of a bucket', () => {
    expect(append(at(1_000, 1), at(1_400, 2), at(1_900, 3), at(2_100, 4))).toEqual([at(1_000, 3), at(2_000, 4)])
  })

  it('never outgrows its capacity', () => {
    const times = Array.from({ length: 12 }, (_, second) => at(second * 1_000))
    expect(append(...times)).toEqual(times.slice(-5))
  })

  it('ignores a late point, but starts over when the source does', () => {
    expect(append(at(9_000), at(7_000))).toEqual([at(9_000)])
    expect(append(at(90_000), at(7_000))).toEqual([at(7_000)])
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
    expect(joinHistory([at(1_000), at(2_000)], [at(90_000), at(91_000)], limits)).toEqual([at(1_000), at(2_000)])
  })

  it('is strictly ordered in time whatever comes', () => {
    const points = fc.array(fc.record({ timeMs: fc.nat(60_000), value: fc.double({ noNaN: true }) }))
    fc.assert(
      fc.property(points, points, (fetched, live) => {
        const history = joinHistory(fetched, append(...live), limits)
        expect(history.length).toBeLessThanOrEqual(limits.capacity)
        history.slice(1).forEach((point, index) => expect(point.timeMs).toBeGreaterThan(history[index]?.timeMs ?? 0))
      }),
    )
  })
})
