import { describe, expect, it } from 'vitest'
import { msPerDay, msPerHour } from '../../domain/units.js'
import { marketJumps } from './market-jumps.js'

const start = Date.UTC(2026, 0, 5)

/** The jumps of some years. */
function jumpTimes(seed: string, years: number): number[] {
  const { lastMs } = marketJumps(seed)
  const times = new Set<number>()
  for (let day = 0; day < years * 365; day++) {
    const timeMs = lastMs(start + day * msPerDay)
    if (timeMs !== null && timeMs >= start) times.add(timeMs)
  }
  return [...times]
}

describe('jumps of the market', () => {
  it('happen about 50 times a year', () => {
    const perYear = jumpTimes('rate', 40).length / 40
    expect(perYear).toBeGreaterThan(44)
    expect(perYear).toBeLessThan(56)
  })

  it('move the price at once and then take it back slowly', () => {
    const { effect } = marketJumps('move')
    const times = jumpTimes('move', 10)
    const sizes = times.map((timeMs) => effect(timeMs) - effect(timeMs - 1))
    const deviation = Math.sqrt(sizes.reduce((sum, size) => sum + size ** 2, 0) / sizes.length)
    expect(deviation).toBeGreaterThan(0.01)
    expect(deviation).toBeLessThan(0.014)
    const steps = Array.from({ length: 365 * 24 }, (_, hour) => start + hour * msPerHour)
    const sudden = steps.filter((timeMs) => Math.abs(effect(timeMs + msPerHour) - effect(timeMs)) > 6e-4)
    const isJump = (timeMs: number) => times.some((jumpMs) => jumpMs > timeMs && jumpMs <= timeMs + msPerHour)
    expect(sudden.length).toBeGreaterThan(20)
    expect(sudden.filter((timeMs) => !isJump(timeMs))).toEqual([])
  })

  it('excite from the jump on, less and less', () => {
    const { excitement, effect } = marketJumps('excite')
    for (const timeMs of jumpTimes('excite', 2)) {
      const size = Math.abs(effect(timeMs) - effect(timeMs - 1))
      expect(excitement(timeMs) - excitement(timeMs - 1)).toBeCloseTo(size, 5)
      expect(excitement(timeMs + msPerDay / 24)).toBeLessThan(excitement(timeMs))
    }
  })

  it('know the last one without looking ahead', () => {
    const { lastMs } = marketJumps('last')
    for (const timeMs of jumpTimes('last', 2)) {
      expect(lastMs(timeMs)).toBe(timeMs)
      expect(lastMs(timeMs - 1)).not.toBe(timeMs)
    }
  })
})
