/** A value that returns to a mean and keeps moving around it (Ornstein and Uhlenbeck). */
export interface MeanReversion {
  readonly mean: number
  /** After this time half of a distance from the mean is gone. */
  readonly halfLifeYears: number
  /** Standard deviation around the mean in the long run. */
  readonly deviation: number
}

/** The value after `years`, given a standard normal shock. It is exact for steps of any length. */
export function revert(value: number, to: MeanReversion, years: number, shock: number): number {
  const kept = Math.exp((-Math.LN2 * years) / to.halfLifeYears)
  return to.mean + (value - to.mean) * kept + to.deviation * Math.sqrt(1 - kept * kept) * shock
}
