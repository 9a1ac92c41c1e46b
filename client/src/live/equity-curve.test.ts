import { describe, expect, it } from 'vitest'
import {
  followedSamples,
  growCurve,
  hasHole,
  joinCurve,
  samplesToNow,
  type EquityCurve,
  type Valued,
} from './equity-curve.js'

const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 10, 21, 12, minute, second)).toISOString()
const valued = (asOf: string | null, accountValueUsd: number | null, more: Partial<Valued> = {}): Valued => ({
  asOf,
  accountValueUsd,
  source: 'SIMULATED',
  sampleIntervalSeconds: 60,
  resetAt: null,
  ...more,
})
const grown = (...all: Valued[]) => all.reduce<EquityCurve | null>((curve, newest) => growCurve(curve, newest), null)
const values = (curve: EquityCurve | null) => curve?.samples.map(({ value }) => value)
const read = (resetAt: string | null, ...all: number[]) => ({
  equity: { account: { resetAt }, points: all.map((value, minute) => ({ time: at(minute), accountValueUsd: value })) },
})

describe('the curve of an account', () => {
  it('has a point for each sample, with the first value of it', () => {
    const curve = grown(valued(at(2, 5), 1), valued(at(2, 59), 2), valued(at(3), 3))
    expect(curve?.samples).toEqual([
      { timeMs: Date.parse(at(2)), value: 1 },
      { timeMs: Date.parse(at(3)), value: 3 },
    ])
  })

  it('goes on to the account value, in the place of its last sample or at its own time', () => {
    const curve = growCurve(grown(valued(at(2, 5), 1), valued(at(3, 1), 2)), valued(at(3, 9), 3))
    const first = { timeMs: Date.parse(at(2)), value: 1 }
    expect(followedSamples(curve)).toEqual([first, { timeMs: Date.parse(at(3)), value: 3 }])
    expect(samplesToNow(curve)).toEqual([
      first,
      { timeMs: Date.parse(at(3)), value: 2 },
      { timeMs: Date.parse(at(3, 9)), value: 3 },
    ])
    expect(values({ ...curve, samples: followedSamples(growCurve(curve, valued(at(4), 5))) })).toEqual([1, 2, 5])
    const silent = growCurve(curve, valued(null, null))
    expect([followedSamples(silent), samplesToNow(silent)]).toEqual([silent.samples, silent.samples])
    expect(samplesToNow(growCurve(null, valued(at(2), 1)))).toEqual([first])
  })

  it('keeps the first of several values of one moment', () => {
    expect(values(grown(valued(at(2), 1), valued(at(2), 2), valued(at(3), 3), valued(at(3), 4)))).toEqual([1, 3])
  })

  it('begins with what was read of the same books, and goes on with what was heard since', () => {
    const curve = growCurve(null, valued(at(2, 5), 3))
    expect(values(joinCurve(curve, read(null, 1, 2)))).toEqual([1, 2, 3])
    expect(values(joinCurve(curve, read(at(1), 1, 2)))).toEqual([3])
  })

  it('begins anew with books that are begun anew, or with another source', () => {
    const curve = grown(valued(at(1), 1), valued(at(2), 2))
    expect(values(growCurve(curve, valued(at(3), 3, { resetAt: at(3) })))).toEqual([3])
    expect(values(growCurve(curve, valued(at(3), 3, { source: 'REPLAY' })))).toEqual([3])
    expect(values(growCurve(curve, valued(at(3), 3)))).toEqual([1, 2, 3])
  })

  it('begins anew with a market that starts over, and takes no late value', () => {
    const curve = grown(valued(at(30), 1), valued(at(31), 2))
    expect(values(growCurve(curve, valued(at(30, 59), 3)))).toEqual([1, 2])
    expect(values(growCurve(curve, valued(at(1), 3)))).toEqual([3])
  })

  it('has no point for what nobody said', () => {
    expect(values(grown(valued(at(1), 1), valued(at(2), null), valued(null, 3)))).toEqual([1])
  })

  it('has the times themselves of an account without a rhythm', () => {
    const published = { sampleIntervalSeconds: null, source: 'PUBLISHED' } as const
    expect(values(grown(valued(at(1, 5), 1, published), valued(at(1, 6), 2, published)))).toEqual([1, 2])
  })

  it('has a hole where samples are missing', () => {
    const before = growCurve(null, valued(at(1), 1))
    expect(hasHole(before, growCurve(before, valued(at(2, 59), 2)))).toBe(false)
    expect(hasHole(before, growCurve(before, valued(at(3), 2)))).toBe(true)
    expect(hasHole(null, before)).toBe(true)
  })

  it('keeps its whole span, however long it is followed', () => {
    const week = Array.from({ length: 7 * 24 * 60 }, (_, minute) => valued(at(minute), minute))
    const points = grown(...week)?.samples ?? []
    expect(points[0]?.value).toBe(0)
    expect(points.at(-1)?.value).toBe(week.length - 1)
    expect(points.length).toBeLessThanOrEqual(1_000)
    expect(points.length).toBeGreaterThan(500)
  })
})
