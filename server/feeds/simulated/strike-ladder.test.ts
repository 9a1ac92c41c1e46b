import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOutgrown, ladderStrikes, missingStrikes } from './strike-ladder.js'

const anyLadder = fc.record({
  forwardUsd: fc.double({ min: 800, max: 250_000, noNaN: true }),
  deviation: fc.double({ min: 0, max: 0.8, noNaN: true }),
})

describe('a ladder of strikes', () => {
  it('has 20 to 65 positive strikes, ascending, on both sides of the forward', () => {
    fc.assert(
      fc.property(anyLadder, (ladder) => {
        const strikes = ladderStrikes(ladder)
        expect(strikes.length).toBeGreaterThanOrEqual(20)
        expect(strikes.length).toBeLessThanOrEqual(65)
        expect(strikes).toEqual([...new Set(strikes)].sort((a, b) => a - b))
        expect(strikes[0]).toBeGreaterThan(0)
        const below = strikes.filter((strike) => strike < ladder.forwardUsd).length
        expect(below).toBeGreaterThanOrEqual(strikes.length / 4)
        expect(below).toBeLessThanOrEqual((strikes.length * 3) / 4)
      }),
    )
  })

  it('is finer near the forward and for near expiries', () => {
    const week = ladderStrikes({ forwardUsd: 84_000, deviation: 0.062 })
    const year = ladderStrikes({ forwardUsd: 84_000, deviation: 0.45 })
    expect(week).toEqual(expect.arrayContaining([83_000, 84_000, 85_000]))
    expect(year).not.toContain(84_000)
    expect(year).toEqual(expect.arrayContaining([80_000, 85_000, 90_000]))
    const gaps = year.slice(1).map((strike, index) => strike - (year[index] ?? 0))
    expect(Math.max(...gaps)).toBeGreaterThan(Math.min(...gaps))
  })

  it('is outgrown when the forward has gone far or much time has passed, not before', () => {
    const built = { forwardUsd: 84_000, deviation: 0.1 }
    expect(isOutgrown(built, { forwardUsd: 85_000, deviation: 0.099 })).toBe(false)
    expect(isOutgrown(built, { forwardUsd: 89_000, deviation: 0.099 })).toBe(true)
    expect(isOutgrown(built, { forwardUsd: 84_000, deviation: 0.055 })).toBe(true)
  })

  it('lacks, when outgrown, the strikes near the forward and those beyond its ends', () => {
    const built = ladderStrikes({ forwardUsd: 84_000, deviation: 0.1 })
    const now = { forwardUsd: 96_000, deviation: 0.09 }
    const missing = missingStrikes(built, now)
    expect(missing.filter((strike) => built.includes(strike))).toEqual([])
    expect(Math.max(...missing)).toBeGreaterThan(Math.max(...built))
    const all = [...built, ...missing].sort((a, b) => a - b)
    const near = ladderStrikes(now).filter((strike) => Math.abs(Math.log(strike / now.forwardUsd)) < 0.09)
    expect(near.length).toBeGreaterThan(5)
    expect(all).toEqual(expect.arrayContaining(near))
    expect(missing.every((strike) => strike > 84_000)).toBe(true)
  })
})
