import type { Fraction, UnixMs } from '../../domain/units.js'
import { yearsToExpiry } from '../../pricing/day-count.js'
import { forwardUsd, type Carry } from './forward-curve.js'
import { rememberMany } from './remember.js'
import { surfaceVol, type SurfaceShape } from './vol-surface.js'

/** What the prices of a currency's options depend on. */
export interface OptionConditions {
  readonly indexUsd: number
  readonly carry: Carry
  readonly shape: SurfaceShape
}

/** All that the options of one expiry have in common at a moment. */
export interface ExpiryMarket {
  readonly forwardUsd: number
  /** By the exchange's day count. 0 in the last half minute. */
  readonly years: number
  readonly shape: SurfaceShape
  readonly atmVol: Fraction
}

export type ExpiryMarketAt = (expiryMs: UnixMs, timeMs: UnixMs) => ExpiryMarket

/** A surface has no volatility at the expiry itself. So the last minute has the volatility of a minute before it. */
export const shortestYears = 1 / 525_600

/** How many times are kept. Options are priced at some hundred of them at once, and their trades need one of each day of a year. */
const keptTimes = 768

/** The market of each expiry at any time. It is kept for the times asked for last. */
export function expiryMarkets(conditionsAt: (timeMs: UnixMs) => OptionConditions): ExpiryMarketAt {
  const momentAt = rememberMany(keptTimes, (timeMs) => ({
    conditions: conditionsAt(timeMs),
    markets: new Map<UnixMs, ExpiryMarket>(),
  }))
  return (expiryMs, timeMs) => {
    const { conditions, markets } = momentAt(timeMs)
    const market = markets.get(expiryMs) ?? expiryMarket(expiryMs, timeMs, conditions)
    markets.set(expiryMs, market)
    return market
  }
}

function expiryMarket(expiryMs: UnixMs, timeMs: UnixMs, { indexUsd, carry, shape }: OptionConditions): ExpiryMarket {
  const years = yearsToExpiry(expiryMs, timeMs)
  const atmVol = surfaceVol(shape, Math.max(shortestYears, years), 0)
  return { forwardUsd: forwardUsd(indexUsd, carry, years), years, shape, atmVol }
}

/** How far a strike is from the forward in standard deviations. Positive: above it. */
export function deviationsOf(strikeUsd: number, { forwardUsd: forward, atmVol, years }: ExpiryMarket): number {
  return Math.log(strikeUsd / forward) / (atmVol * Math.sqrt(Math.max(shortestYears, years)))
}
