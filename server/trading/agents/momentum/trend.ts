import type { Fraction, UnixMs } from '../../../domain/units.js'
import { followVolatility, variancePerMs, volatilityPerYear, type RealizedVolatility } from '../volatility.js'

/** Over how much time the two means and the volatility look back: exponential weights that fall to 1/e in it. */
export interface TrendWindows {
  readonly fastMs: number
  readonly slowMs: number
  readonly volatilityMs: number
}

/** What is remembered of the prices heard. Means are of the log price. */
export interface Trend {
  readonly heard: RealizedVolatility
  readonly fastMean: number
  readonly slowMean: number
}

export interface TrendReading {
  /** How far the fast mean stands above the slow one, in standard deviations of what chance alone would do. */
  readonly score: number
  /** Of the price, as a fraction per year. */
  readonly volatility: Fraction
  readonly fastMeanUsd: number
  readonly slowMeanUsd: number
  /** For how long prices have been heard. */
  readonly ageMs: number
}

/** Takes a price in. Prices may come at any spacing; a time that goes back begins a new trend. */
export function followTrend(trend: Trend | null, timeMs: UnixMs, priceUsd: number, windows: TrendWindows): Trend {
  const heard = followVolatility(trend?.heard ?? null, { timeMs, priceUsd, windowMs: windows.volatilityMs })
  const { logPrice } = heard
  if (trend === null || timeMs < trend.heard.timeMs) return { heard, fastMean: logPrice, slowMean: logPrice }
  const elapsedMs = timeMs - trend.heard.timeMs
  if (elapsedMs === 0) return trend
  const blend = (mean: number, windowMs: number) => logPrice + (mean - logPrice) * Math.exp(-elapsedMs / windowMs)
  return {
    heard,
    fastMean: blend(trend.fastMean, windows.fastMs),
    slowMean: blend(trend.slowMean, windows.slowMs),
  }
}

/**
 * Reads the trend. In a walk of variance v per ms an increment of age u weighs exp(−u/slow) − exp(−u/fast) in the
 * difference of the means, so that difference has the variance v × (slow − fast)² / (2 × (slow + fast)). The score
 * divides by its root; it is 0 while the price has not moved.
 */
export function readTrend(trend: Trend, { fastMs, slowMs }: TrendWindows): TrendReading {
  const { heard } = trend
  const spread = (slowMs - fastMs) * Math.sqrt(variancePerMs(heard) / (2 * (slowMs + fastMs)))
  return {
    score: spread > 0 ? (trend.fastMean - trend.slowMean) / spread : 0,
    volatility: volatilityPerYear(heard),
    fastMeanUsd: Math.exp(trend.fastMean),
    slowMeanUsd: Math.exp(trend.slowMean),
    ageMs: heard.timeMs - heard.sinceMs,
  }
}
