import { msPerYear, type Fraction, type UnixMs } from '../../domain/units.js'

/** Realized volatility of prices heard at any spacing. Both sums fade to 1/e within the window. */
export interface RealizedVolatility {
  readonly sinceMs: UnixMs
  readonly timeMs: UnixMs
  readonly logPrice: number
  readonly squaredMoves: number
  readonly movedMs: number
}

/** Takes a price in; a time that goes back begins anew, one that stands still changes nothing. */
export function followVolatility(
  heard: RealizedVolatility | null,
  { timeMs, priceUsd, windowMs }: { readonly timeMs: UnixMs; readonly priceUsd: number; readonly windowMs: number },
): RealizedVolatility {
  const logPrice = Math.log(priceUsd)
  if (heard === null || timeMs < heard.timeMs) {
    return { sinceMs: timeMs, timeMs, logPrice, squaredMoves: 0, movedMs: 0 }
  }
  const elapsedMs = timeMs - heard.timeMs
  if (elapsedMs === 0) return heard
  const kept = Math.exp(-elapsedMs / windowMs)
  return {
    sinceMs: heard.sinceMs,
    timeMs,
    logPrice,
    squaredMoves: heard.squaredMoves * kept + (logPrice - heard.logPrice) ** 2,
    movedMs: heard.movedMs * kept + elapsedMs,
  }
}

/** Variance of the log price per ms: squared moves over the time in which they came. 0 before the first move. */
export function variancePerMs({ squaredMoves, movedMs }: RealizedVolatility): number {
  return movedMs > 0 ? squaredMoves / movedMs : 0
}

/** √(variance per year of 365 days): 0.45 is 45 % a year. */
export function volatilityPerYear(heard: RealizedVolatility): Fraction {
  return Math.sqrt(variancePerMs(heard) * msPerYear)
}

/** A volatility per year scaled to a time, as a fraction of the price. */
export function moveIn(volatility: Fraction, timeMs: number): Fraction {
  return volatility * Math.sqrt(timeMs / msPerYear)
}
