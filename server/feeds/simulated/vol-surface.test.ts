import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { premiumUsd } from '../../pricing/black76.js'
import { settingsOf, simulatedCurrencies } from './market-settings.js'
import { simulatedCurrency } from './simulated-currency.js'
import {
  atmVariance,
  isFreeOfArbitrage,
  surfaceVol,
  totalVariance,
  volatilityIndex,
  type SurfaceShape,
} from './vol-surface.js'

const tenors = [1 / 525_600, 1 / 8760, 1 / 365, 3 / 365, 7 / 365, 30 / 365, 90 / 365, 0.5, 1, 1.3]

/** The shapes that seeded markets really take. */
const anyShape = fc
  .record({
    seed: fc.string(),
    currency: fc.constantFrom(...simulatedCurrencies),
    timeMs: fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }),
  })
  .map(({ seed, currency, timeMs }): SurfaceShape => {
    return simulatedCurrency(settingsOf(currency), seed).hidden.surface(timeMs)
  })

/** Prices of calls, over the forward, at strikes from six deviations below to six above. */
function callPrices(shape: SurfaceShape, years: number) {
  const deviation = Math.sqrt(atmVariance(shape, years))
  return Array.from({ length: 121 }, (_, index) => {
    const strike = Math.exp(((index - 60) / 10) * deviation)
    const iv = surfaceVol(shape, years, Math.log(strike))
    return {
      strike,
      price: premiumUsd({ forwardUsd: 1, strikeUsd: strike, yearsToExpiry: years, iv, optionKind: 'CALL' }),
    }
  })
}

describe('the volatility surface', () => {
  it('always meets the conditions of its paper', () => {
    fc.assert(
      fc.property(anyShape, (shape) => {
        expect(isFreeOfArbitrage(shape)).toBe(true)
      }),
    )
  })

  it('has no butterfly: call prices fall with the strike, and ever more slowly', () => {
    fc.assert(
      fc.property(anyShape, fc.constantFrom(...tenors), (shape, years) => {
        const slopes = callPrices(shape, years)
          .map((call, index, all) => ({ call, next: all[index + 1] }))
          .flatMap(({ call, next }) => (next ? [(next.price - call.price) / (next.strike - call.strike)] : []))
        const noise = 1e-14 / Math.sqrt(atmVariance(shape, years))
        const isWrong = (slope: number, index: number) =>
          !(slope <= noise && slope >= (slopes[index - 1] ?? -1) - 10 * noise)
        expect(slopes.filter(isWrong)).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('has no calendar spread below zero: total variance grows with time at every moneyness', () => {
    fc.assert(
      fc.property(anyShape, fc.double({ min: -2.5, max: 2.5, noNaN: true }), (shape, logMoneyness) => {
        const variances = tenors.map((years) => totalVariance(shape, atmVariance(shape, years), logMoneyness))
        expect(variances).toEqual([...variances].sort((a, b) => a - b))
      }),
    )
  })

  it('can be caught: a shape beyond the conditions does allow a butterfly', () => {
    const shape = { shortVariance: 0.2, longVariance: 0.2, reversion: 9, skew: -0.6, curvature: 4 }
    expect(isFreeOfArbitrage(shape)).toBe(false)
    const prices = callPrices(shape, 0.5)
    const isConvex = prices.every((call, index) => {
      const [before, after] = [prices[index - 1], prices[index + 1]]
      if (!before || !after) return true
      const share = (after.strike - call.strike) / (after.strike - before.strike)
      return call.price <= share * before.price + (1 - share) * after.price + 1e-13
    })
    expect(isConvex).toBe(false)
  })

  it('has a smile that is higher on the side of the puts', () => {
    const shape = { shortVariance: 0.2, longVariance: 0.2, reversion: 9, skew: -0.2, curvature: 0.95 }
    const [low, middle, high] = [-0.25, 0, 0.25].map((at) => surfaceVol(shape, 30 / 365, at))
    expect(low).toBeGreaterThan(high ?? 0)
    expect(high).toBeGreaterThan(middle ?? 0)
    expect(middle).toBeCloseTo(Math.sqrt(0.2), 10)
  })

  it('has an index between the volatility at the money and that of far puts', () => {
    fc.assert(
      fc.property(anyShape, (shape) => {
        const index = volatilityIndex(shape)
        expect(index).toBeGreaterThan(Math.sqrt(atmVariance(shape, 30 / 365) / (30 / 365)))
        expect(index).toBeLessThan(surfaceVol(shape, 30 / 365, -0.8))
      }),
      { numRuns: 50 },
    )
  })
})
