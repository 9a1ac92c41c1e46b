import { describe, expect, it } from 'vitest'
import { continuesBarsAt, withHoles, type CandleBar } from './candle-bars.js'

const bars = (...minutes: number[]): CandleBar[] =>
  minutes.map((minute) => ({ timeMs: minute * 60_000, open: 1, high: 2, low: 0, close: 1 }))
const minutesOf = (moments: readonly { readonly timeMs: number }[]) => moments.map(({ timeMs }) => timeMs / 60_000)

describe('a hole', () => {
  it('takes the room of the bars that are missing', () => {
    const moments = withHoles(bars(1, 2, 5), 60_000)
    expect(minutesOf(moments)).toEqual([1, 2, 3, 4, 5])
    expect(moments.filter((moment) => !('open' in moment))).toHaveLength(2)
  })

  it('of days does not push all else out of sight', () => {
    expect(withHoles(bars(1, 5_000), 60_000)).toHaveLength(62)
  })
})

describe('drawing', () => {
  it('goes on at the last drawn bar, which may have changed', () => {
    expect(continuesBarsAt(bars(1, 2), bars(1, 2), 60_000)).toBe(1)
    expect(continuesBarsAt(bars(1, 2), bars(1, 2, 3, 4), 60_000)).toBe(1)
  })

  it('begins anew where a bar before the last one has other values', () => {
    const read = bars(1, 2, 3).map((bar) => (bar.timeMs === 120_000 ? { ...bar, close: 1.5 } : bar))
    expect(continuesBarsAt(bars(1, 2, 3), read, 60_000)).toBeNull()
  })

  it('begins anew with older bars, behind a hole, and with another series', () => {
    expect(continuesBarsAt(bars(2, 3), bars(1, 2, 3), 60_000)).toBeNull()
    expect(continuesBarsAt(bars(1, 2), bars(1, 2, 5), 60_000)).toBeNull()
    expect(continuesBarsAt([], bars(1), 60_000)).toBeNull()
    expect(continuesBarsAt(bars(1, 2), [], 60_000)).toBeNull()
  })
})
