/** The running peak of account value and the falls from it, in percent of the peak of their time. */
export interface Drawdown {
  readonly peakUsd: number
  readonly currentPct: number
  readonly maxPct: number
}

/** Starts at a positive account value. */
export function startDrawdown(accountValueUsd: number): Drawdown {
  return { peakUsd: accountValueUsd, currentPct: 0, maxPct: 0 }
}

/** Takes the next account value in; to be called at every mark, so that no fall between samples is missed. */
export function followDrawdown(drawdown: Drawdown, accountValueUsd: number): Drawdown {
  const peakUsd = Math.max(drawdown.peakUsd, accountValueUsd)
  const currentPct = ((peakUsd - accountValueUsd) / peakUsd) * 100
  return { peakUsd, currentPct, maxPct: Math.max(drawdown.maxPct, currentPct) }
}
