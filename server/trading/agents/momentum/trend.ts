import type { UnixMs } from '../../../domain/units.js'

const msPerYear = 365 * 86_400_000

/** Over how much time the two means and the volatility look back: exponential weights that fall to 1/e in it. */
export interface TrendWindows {
  readonly fastMs: number
  readonly slowMs: number
  readonly volatilityMs: number
}

/** What is remembered of the prices heard. Means are of the log price; sums fade with `volatilityMs`. */
export interface Trend {
  readonly sinceMs: UnixMs
  readonly timeMs: UnixMs
  readonly logPrice: number
  readonly fastMean: number
  readonly slowMean: number
  readonly squaredMoves: number
  readonly movedMs: number
}

export interface TrendReading {
  /** How far the fast mean stands above the slow one, in standard deviations of what chance alone would do. */
  readonly score: number
  /** Of the price, as a fraction per year. */
  readonly volatility: number
  readonly fastMeanUsd: number
  readonly slowMeanUsd: number
  /** For how long prices have been heard. */
  readonly ageMs: number
}

/** Takes a price in. Prices may come at any spacing; a time that goes back begins a new trend. */
export function followTrend(trend: Trend | null, timeMs: UnixMs, priceUsd: number, windows: TrendWindows): Trend {
  const logPrice = Math.log(priceUsd)
  if (trend === null || timeMs < trend.timeMs) {
    const means = { logPrice, fastMean: logPrice, slowMean: logPrice }
    return { sinceMs: timeMs, timeMs, ...means, squaredMoves: 0, movedMs: 0 }
  }
  const elapsedMs = timeMs - trend.timeMs
  if (elapsedMs === 0) return trend
  const kept = (windowMs: number) => Math.exp(-elapsedMs / windowMs)
  const blend = (mean: number, windowMs: number) => logPrice + (mean - logPrice) * kept(windowMs)
  return {
    sinceMs: trend.sinceMs,
    timeMs,
    logPrice,
    fastMean: blend(trend.fastMean, windows.fastMs),
    slowMean: blend(trend.slowMean, windows.slowMs),
    squaredMoves: trend.squaredMoves * kept(windows.volatilityMs) + (logPrice - trend.logPrice) ** 2,
    movedMs: trend.movedMs * kept(windows.volatilityMs) + elapsedMs,
  }
}

/**
 * Reads the trend. In a walk of variance v per ms an increment of age u weighs exp(−u/slow) − exp(−u/fast) in the
 * difference of the means, so that difference has the variance v × (slow − fast)² / (2 × (slow + fast)). The score
 * divides by its root; it is 0 while the price has not moved.
 */
export function readTrend(trend: Trend, { fastMs, slowMs }: TrendWindows): TrendReading {
  const variancePerMs = trend.movedMs > 0 ? trend.squaredMoves / trend.movedMs : 0
  const spread = (slowMs - fastMs) * Math.sqrt(variancePerMs / (2 * (slowMs + fastMs)))
  return {
    score: spread > 0 ? (trend.fastMean - trend.slowMean) / spread : 0,
    volatility: Math.sqrt(variancePerMs * msPerYear),
    fastMeanUsd: Math.exp(trend.fastMean),
    slowMeanUsd: Math.exp(trend.slowMean),
    ageMs: trend.timeMs - trend.sinceMs,
  }
}

/** The volatility per year scaled to a time, as a fraction of the price. */
export function moveIn(volatility: number, timeMs: number): number {
  return volatility * Math.sqrt(timeMs / msPerYear)
}
