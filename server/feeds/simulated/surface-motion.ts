import type { Fraction, UnixMs } from '../../domain/units.js'
import type { MeanReversion } from './bridged-path.js'
import type { MarketSettings } from './market-settings.js'
import type { SurfaceShape } from './vol-surface.js'
import { wanderingValue } from './wandering-value.js'

/** Options cost more than the expected volatility. */
const riskPremium = 1.06
/** How fast the variance of the surface goes from its near end to its far one. */
export const reversionPerYear = 9
const longLevel: MeanReversion = { mean: 0, halfLifeYears: 60 / 365, deviation: 0.08 }
const skew: MeanReversion = { mean: -0.2, halfLifeYears: 4 / 365, deviation: 0.1 }
const curvature: MeanReversion = { mean: 0.95, halfLifeYears: 10 / 365, deviation: 0.08 }
/** Shapes have a node every eight seconds. */
const finestLevel = 13

/** The bounds keep `curvature · (1 + |skew|)` below 2. */
const skewBound = 0.6
const curvatureBounds = [0.5, 1.2] as const

/** The surface at any time. Its near end follows the volatility of the price. The rest moves by itself. */
export function surfaceMotion(
  { currency, annualVol }: MarketSettings,
  seed: string,
  spotVolAt: (timeMs: UnixMs) => Fraction,
): (timeMs: UnixMs) => SurfaceShape {
  const value = (part: string, reversion: MeanReversion) =>
    wanderingValue(`${seed}/${currency}/${part}`, reversion, finestLevel)
  const level = value('long-level', longLevel)
  const lean = value('skew', skew)
  const bend = value('curvature', curvature)
  return (timeMs) => ({
    shortVariance: (riskPremium * spotVolAt(timeMs)) ** 2,
    longVariance: (riskPremium * annualVol * Math.exp(level(timeMs))) ** 2,
    reversion: reversionPerYear,
    skew: clamp(lean(timeMs), -skewBound, skewBound),
    curvature: clamp(bend(timeMs), ...curvatureBounds),
  })
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
