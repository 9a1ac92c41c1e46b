import type { EquityBar } from '../../../server/storage/equity-store.js'

interface Sample {
  readonly timeMs: number
  readonly accountValueUsd: number
}

/** The bar that samples in the order of their times come to. */
export function barOf(samples: readonly Sample[]): EquityBar {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last) throw new Error('A bar has samples')
  const low = samples.reduce((one, other) => (other.accountValueUsd < one.accountValueUsd ? other : one))
  const high = samples.reduce((one, other) => (other.accountValueUsd > one.accountValueUsd ? other : one))
  return {
    fromMs: first.timeMs,
    firstUsd: first.accountValueUsd,
    lowUsd: low.accountValueUsd,
    lowAtMs: low.timeMs,
    highUsd: high.accountValueUsd,
    highAtMs: high.timeMs,
    lastUsd: last.accountValueUsd,
    lastAtMs: last.timeMs,
  }
}
