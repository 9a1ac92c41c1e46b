import type { UnixMs } from '../../domain/units.js'
import type { EquityBar, EquitySample } from '../equity-store.js'

/** How many sample intervals a bar of each kept size spans. */
export const barSizes = [1, 10, 100, 1_000] as const

export type BarSize = (typeof barSizes)[number]

/** How many bars of each size are kept. */
export const keptBars = 4_000

/**
 * Names the bar of a size that a time belongs to, by the start of its span. Spans begin at multiples of their length
 * since 1970; the bars of single samples are named by the samples' own times.
 */
export function bucketStart(timeMs: UnixMs, size: BarSize, sampleIntervalMs: number): UnixMs {
  const spanMs = size * sampleIntervalMs
  return size === 1 ? timeMs : Math.floor(timeMs / spanMs) * spanMs
}

/** Samples in order of time as bars of a size, by the starts of their spans. */
export function barsOf(
  samples: readonly EquitySample[],
  size: BarSize,
  sampleIntervalMs: number,
): ReadonlyMap<UnixMs, EquityBar> {
  const bars = new Map<UnixMs, EquityBar>()
  for (const sample of samples) {
    const bucketMs = bucketStart(sample.timeMs, size, sampleIntervalMs)
    const begun = bars.get(bucketMs)
    bars.set(bucketMs, begun ? join(begun, barOf(sample)) : barOf(sample))
  }
  return bars
}

function barOf({ timeMs, accountValueUsd }: EquitySample): EquityBar {
  return {
    fromMs: timeMs,
    firstUsd: accountValueUsd,
    lowUsd: accountValueUsd,
    lowAtMs: timeMs,
    highUsd: accountValueUsd,
    highAtMs: timeMs,
    lastUsd: accountValueUsd,
    lastAtMs: timeMs,
  }
}

/** Neighboring bars made into at most `maxBars`, as even as can be. They are in order of time, as is what comes out. */
export function joinBars(bars: readonly EquityBar[], maxBars: number): readonly EquityBar[] {
  const perBar = Math.ceil(bars.length / maxBars)
  if (perBar <= 1) return bars
  return Array.from({ length: Math.ceil(bars.length / perBar) }, (_, index) =>
    bars.slice(index * perBar, (index + 1) * perBar).reduce(join),
  )
}

function join(earlier: EquityBar, later: EquityBar): EquityBar {
  const { lowUsd, lowAtMs } = later.lowUsd < earlier.lowUsd ? later : earlier
  const { highUsd, highAtMs } = later.highUsd > earlier.highUsd ? later : earlier
  const { fromMs, firstUsd } = earlier
  const { lastUsd, lastAtMs } = later
  return { fromMs, firstUsd, lowUsd, lowAtMs, highUsd, highAtMs, lastUsd, lastAtMs }
}
