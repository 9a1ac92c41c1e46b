import type { EquityPoint } from '../../domain/performance.js'

/**
 * By how much the returns of one account were above those of another, interval by interval. An interval counts where both have
 * samples at its two ends and were worth something.
 */
export function returnDifferences(
  one: readonly EquityPoint[],
  other: readonly EquityPoint[],
  intervalMs: number,
): readonly number[] {
  const otherReturns = returnsOf(other, intervalMs)
  return [...returnsOf(one, intervalMs)].flatMap(([timeMs, value]) => {
    const beside = otherReturns.get(timeMs)
    return beside === undefined ? [] : [value - beside]
  })
}

/** By the time at which they end. */
function returnsOf(samples: readonly EquityPoint[], intervalMs: number): ReadonlyMap<number, number> {
  const returns = new Map<number, number>()
  for (const [at, { timeMs, accountValueUsd }] of samples.entries()) {
    const before = samples[at - 1]
    if (before?.timeMs !== timeMs - intervalMs || before.accountValueUsd <= 0) continue
    returns.set(timeMs, accountValueUsd / before.accountValueUsd - 1)
  }
  return returns
}
