import { describe, expect, it } from 'vitest'
import type { EquityCurve, Valued } from './equity-curve.js'
import { growCurve, hasHole, joinCurve } from './equity-curve.js'

const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 10, 21, 12, minute, second)).toISOString()
const valued = (asOf: string | null, accountValueUsd: number | null, more: Partial<Valued> = {}): Valued => ({
  asOf,
  accountValueUsd,
  source: 'SIMULATED',
  sampleIntervalSeconds: 60,
  resetAt: null,
  ...more,
})
const grown = (...all: Valued[]) => all.reduce<EquityCurve | null>(growCurve, null)
const values = (curve: EquityCurve | null) => curve?.points.map(({ value }) => value)
const read = (resetAt: string | null, ...all: number[]) => ({
  equity: { account: { resetAt }, points: all.map((value, minute) => ({ time: at(minute), accountValueUsd: value })) },
})

describe('the curve of an account', () => {
  it('has a point a sample, the newest following the account value', () => {
    const curve = grown(valued(at(2, 5), 1), valued(at(2, 40), 2), valued(at(3, 1), 3))
    expect(values(curve)).toEqual([2, 3])
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
    const points = grown(...week)?.points ?? []
    expect(points[0]?.value).toBe(0)
    expect(points.at(-1)?.value).toBe(week.length - 1)
    expect(points.length).toBeLessThanOrEqual(1_000)
    expect(points.length).toBeGreaterThan(500)
  })
})
