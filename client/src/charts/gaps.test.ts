import { describe, expect, it } from 'vitest'
import { withGaps as withGapsOf } from './gaps.js'

const every = (stepSeconds: number, fromSecond: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ timeMs: (fromSecond + index * stepSeconds) * 1_000, value: 1 }))
const withGaps = (points: ReturnType<typeof every>, usualStepMs = 0) => withGapsOf(points, usualStepMs)
const silent = (moments: ReturnType<typeof withGaps>) => moments.filter((moment) => !('value' in moment))

describe('an outage in a chart', () => {
  it('breaks the line, and takes its room on the axis', () => {
    const moments = withGaps([...every(1, 0, 10), ...every(1, 69, 10)])
    expect(silent(moments)).toHaveLength(59)
    const times = moments.map(({ timeMs }) => timeMs)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(new Set(times).size).toBe(times.length)
  })

  it('takes a bounded room, however long it was', () => {
    expect(silent(withGaps([...every(1, 0, 3), ...every(1, 86_400, 3)]))).toHaveLength(119)
  })

  it('is none where values come seldom, or at another rhythm from some point on', () => {
    expect(silent(withGaps(every(1, 0, 100)))).toEqual([])
    expect(silent(withGaps(every(600, 0, 100)))).toEqual([])
    expect(silent(withGaps([...every(600, 0, 5), ...every(60, 3_000, 5)]))).toEqual([])
    expect(silent(withGaps([...every(1, 0, 5), ...every(1, 30, 5)]))).toEqual([])
  })

  it('is none between the first samples of a source whose step is known', () => {
    expect(silent(withGaps(every(60, 0, 2), 60_000))).toEqual([])
    expect(silent(withGaps([...every(60, 0, 2), ...every(1, 61, 1)], 60_000))).toEqual([])
    expect(silent(withGaps(every(600, 0, 2), 60_000))).not.toEqual([])
  })

  it('is found beside the first and the last point', () => {
    expect(silent(withGaps([...every(1, 0, 1), ...every(1, 100, 5)]))).not.toEqual([])
    expect(silent(withGaps([...every(1, 0, 5), ...every(1, 100, 1)]))).not.toEqual([])
    expect(withGaps([])).toEqual([])
  })

  it('breaks each of two outages with little between them', () => {
    const moments = withGaps([...every(1, 0, 5), ...every(1, 100, 2), ...every(1, 200, 5)])
    expect(silent(moments.filter(({ timeMs }) => timeMs < 100_000))).not.toEqual([])
    expect(silent(moments.filter(({ timeMs }) => timeMs > 101_000))).not.toEqual([])
  })
})
