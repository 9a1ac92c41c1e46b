import { describe, expect, it } from 'vitest'
import { randomWalk } from '../../../tests/support/trading/random-walk.js'
import { followVolatility, moveIn, volatilityPerYear, type RealizedVolatility } from './volatility.js'

const windowMs = 6 * 3_600_000

function follow(annualVol: number, spacingMs: (index: number) => number, count: number): RealizedVolatility {
  let heard: RealizedVolatility | null = null
  let [timeMs, step] = [0, 0]
  for (const priceUsd of randomWalk({ seed: 11, startUsd: 80_000, annualVol, tickMs: 5_000 })) {
    timeMs += 5_000
    if (timeMs % spacingMs(step) > 0) continue
    heard = followVolatility(heard, { timeMs, priceUsd, windowMs })
    if (++step === count) break
  }
  if (!heard) throw new Error('Nothing heard')
  return heard
}

describe('realized volatility', () => {
  it('finds that of a walk, at even and at uneven spacing', () => {
    for (const annualVol of [0.3, 0.8]) {
      expect(volatilityPerYear(follow(annualVol, () => 5_000, 5_000)) / annualVol).toBeCloseTo(1, 1)
      const uneven = follow(annualVol, (step) => [5_000, 15_000, 40_000][step % 3] ?? 5_000, 5_000)
      expect(volatilityPerYear(uneven) / annualVol).toBeCloseTo(1, 1)
    }
  })

  it('forgets when time goes back, and keeps still when time does', () => {
    const heard = follow(0.5, () => 5_000, 100)
    expect(followVolatility(heard, { timeMs: heard.timeMs, priceUsd: 1, windowMs })).toBe(heard)
    const anew = followVolatility(heard, { timeMs: heard.timeMs - 1, priceUsd: 1, windowMs })
    expect(anew).toMatchObject({ sinceMs: heard.timeMs - 1, squaredMoves: 0 })
    expect(volatilityPerYear(anew)).toBe(0)
  })
})

describe('moveIn', () => {
  it('scales volatility with the root of time', () => {
    expect(moveIn(0.4, (365 * 86_400_000) / 4)).toBeCloseTo(0.2, 12)
  })
})
