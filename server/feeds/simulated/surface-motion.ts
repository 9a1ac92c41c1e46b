import type { Fraction } from '../../domain/units.js'
import type { MarketSettings } from './market-settings.js'
import { revert, type MeanReversion } from './mean-reversion.js'
import type { Random } from './random.js'
import type { SurfaceShape } from './vol-surface.js'

/** A surface that moves. Its near end follows the volatility of the price. The rest moves by itself. */
export interface SurfaceMotion {
  step(years: number): void
  shape(spotVol: Fraction): SurfaceShape
}

/** Options cost more than the expected volatility. */
const riskPremium = 1.06
const reversionPerYear = 9
const longLevel: MeanReversion = { mean: 0, halfLifeYears: 60 / 365, deviation: 0.08 }
const skew: MeanReversion = { mean: -0.2, halfLifeYears: 4 / 365, deviation: 0.1 }
const curvature: MeanReversion = { mean: 0.95, halfLifeYears: 10 / 365, deviation: 0.08 }

/** The bounds keep `curvature · (1 + |skew|)` below 2. */
const skewBound = 0.6
const curvatureBounds = [0.5, 1.2] as const

/** A surface that starts in its usual shape. */
export function createSurfaceMotion(settings: MarketSettings, random: Random): SurfaceMotion {
  let level = longLevel.deviation * random.normal()
  let lean = skew.mean + 0.5 * skew.deviation * random.normal()
  let bend = curvature.mean + 0.5 * curvature.deviation * random.normal()
  return {
    step(years) {
      level = revert(level, longLevel, years, random.normal())
      lean = revert(lean, skew, years, random.normal())
      bend = revert(bend, curvature, years, random.normal())
    },
    shape: (spotVol) => ({
      shortVariance: (riskPremium * spotVol) ** 2,
      longVariance: (riskPremium * settings.annualVol * Math.exp(level)) ** 2,
      reversion: reversionPerYear,
      skew: clamp(lean, -skewBound, skewBound),
      curvature: clamp(bend, ...curvatureBounds),
    }),
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
