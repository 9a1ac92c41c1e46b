import { msPerDay, msPerYear } from '../../domain/units.js'

/** How many returns a ratio needs: those of a day, but never fewer than 30. */
export function samplesNeeded(intervalMs: number): number {
  return Math.max(30, Math.ceil(msPerDay / intervalMs))
}

/** Running sums over the returns between equity samples. */
export interface ReturnStatistics {
  readonly count: number
  readonly mean: number
  /** Sum of the squared differences from the mean. */
  readonly squaresAroundMean: number
  /** Sum of the squares of the negative returns. */
  readonly negativeSquares: number
}

export const noReturns: ReturnStatistics = { count: 0, mean: 0, squaresAroundMean: 0, negativeSquares: 0 }

/** Adds a return, a fraction: 0.01 is 1 %. Welford's method, which keeps its digits when returns are tiny. */
export function addReturn(statistics: ReturnStatistics, value: number): ReturnStatistics {
  const count = statistics.count + 1
  const offset = value - statistics.mean
  const mean = statistics.mean + offset / count
  return {
    count,
    mean,
    squaresAroundMean: statistics.squaresAroundMean + offset * (value - mean),
    negativeSquares: statistics.negativeSquares + Math.min(value, 0) ** 2,
  }
}

/**
 * Mean over standard deviation (n − 1), times the square root of the number of intervals in 365 days; risk-free rate 0. Null
 * below `samplesNeeded` returns, or when they hardly differ: a mean of more than ten deviations says nothing about risk.
 */
export function sharpe(statistics: ReturnStatistics, intervalMs: number): number | null {
  const { count, mean, squaresAroundMean } = statistics
  if (count < samplesNeeded(intervalMs)) return null
  return annualized(mean, Math.sqrt(squaresAroundMean / (count - 1)), intervalMs)
}

/**
 * As `sharpe`, over the downside deviation: the root of the sum of the squares of the negative returns over the number of all
 * returns. Null also when hardly any return is negative.
 */
export function sortino(statistics: ReturnStatistics, intervalMs: number): number | null {
  const { count, mean, negativeSquares } = statistics
  if (count < samplesNeeded(intervalMs)) return null
  return annualized(mean, Math.sqrt(negativeSquares / count), intervalMs)
}

/** What binary fractions add to a return. */
const dust = 1e-12
const mostDeviations = 10

function annualized(mean: number, deviation: number, intervalMs: number): number | null {
  const isSteady = deviation <= dust || Math.abs(mean) > mostDeviations * deviation
  return isSteady ? null : (mean / deviation) * Math.sqrt(msPerYear / intervalMs)
}
