import { describe, expect, it } from 'vitest'
import { option } from '../../../tests/support/builders.js'
import type { ExpiryMarket } from './expiry-market.js'
import { repricing } from './option-repricing.js'

const start = Date.UTC(2026, 8, 24, 12)
const listedMs = Date.UTC(2026, 8, 20, 8)
const shape = { shortVariance: 0.2, longVariance: 0.2, reversion: 9, skew: -0.2, curvature: 0.95 }

function pricedAtOf(strikeUsd: number, years: number, phase = 0.4) {
  const market: ExpiryMarket = { forwardUsd: 84_000, years, shape, atmVol: 0.45 }
  const instrument = { ...option(strikeUsd, 'CALL', start), kind: 'OPTION' as const }
  return repricing({ instrument, interest: 0.5, phase, listedMs, marketAt: () => market })
}

/** How often it is priced in a minute. */
function pricesInMinute(strikeUsd: number, years: number): number {
  const pricedAt = pricedAtOf(strikeUsd, years)
  return new Set(Array.from({ length: 60_000 }, (_, ms) => pricedAt(start + ms, null))).size
}

describe('repricing', () => {
  it('is at the latest time that is not later, at most 33 s ago', () => {
    const pricedAt = pricedAtOf(140_000, 0.25)
    for (let ms = 0; ms < 200_000; ms += 111) {
      const pricedMs = pricedAt(start + ms, null)
      expect(pricedMs).toBeLessThanOrEqual(start + ms)
      expect(pricedMs).toBeGreaterThan(start + ms - 33_000)
      expect(pricedAt(pricedMs, null)).toBe(pricedMs)
    }
  })

  it('comes often at the money of a near expiry, and seldom far from it', () => {
    expect(pricesInMinute(84_000, 3 / 365)).toBeGreaterThan(200)
    expect(pricesInMinute(84_000, 0.25)).toBeGreaterThan(5)
    expect(pricesInMinute(84_000, 0.25)).toBeLessThan(60)
    expect(pricesInMinute(160_000, 0.25)).toBeLessThan(5)
  })

  it('comes at another time for another option', () => {
    const times = [0.1, 0.35, 0.6, 0.9].map((phase) => pricedAtOf(140_000, 0.25, phase)(start, null))
    expect(new Set(times).size).toBeGreaterThan(2)
  })

  it('comes at once when the market jumps, and not before', () => {
    const pricedAt = pricedAtOf(140_000, 0.25)
    const quietMs = pricedAt(start, null)
    const jumpMs = Math.max(quietMs, start - 10_000) + 5_000
    expect(pricedAt(jumpMs - 1, null)).toBe(pricedAt(jumpMs - 1, jumpMs - 1e9))
    expect(pricedAt(jumpMs + 256, jumpMs)).toBeGreaterThanOrEqual(jumpMs)
  })

  it('never is before the listing', () => {
    const pricedAt = pricedAtOf(140_000, 0.25)
    expect(pricedAt(listedMs, null)).toBe(listedMs)
    expect(pricedAt(listedMs + 1, listedMs - 5)).toBeGreaterThanOrEqual(listedMs)
  })
})
