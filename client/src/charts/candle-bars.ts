export interface CandleBar {
  readonly timeMs: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

/** A bar, or an interval of which nothing is known. */
export type CandleMoment = CandleBar | { readonly timeMs: number }

/** Room that the longest hole takes on the axis, in bars. */
const MOST_HOLES = 60

/** The items, with room where intervals are missing, so that a hole can be seen. */
export function withHoles<Item extends { readonly timeMs: number }>(
  bars: readonly Item[],
  stepMs: number,
): readonly (Item | { readonly timeMs: number })[] {
  return bars.flatMap((bar, index) => {
    const next = bars[index + 1]
    const missing = next === undefined ? 0 : Math.round((next.timeMs - bar.timeMs) / stepMs) - 1
    const holes = Array.from({ length: Math.min(MOST_HOLES, missing) }, (_, hole) => ({
      timeMs: bar.timeMs + (hole + 1) * stepMs,
    }))
    return [bar, ...holes]
  })
}

const isSame = (one: CandleBar, other: CandleBar | undefined): boolean =>
  one.timeMs === other?.timeMs &&
  one.open === other.open &&
  one.high === other.high &&
  one.low === other.low &&
  one.close === other.close

/**
 * Where drawing goes on: the index in `next` of the last drawn bar. Null when other bars changed, or a hole comes after it: then all is
 * drawn anew.
 */
export function continuesBarsAt(
  drawn: readonly CandleBar[],
  next: readonly CandleBar[],
  stepMs: number,
): number | null {
  const [first, last] = [drawn[0], drawn.at(-1)]
  if (first === undefined || last === undefined || next[0]?.timeMs !== first.timeMs) return null
  const index = drawn.length - 1
  if (next[index]?.timeMs !== last.timeMs) return null
  if (!drawn.slice(0, -1).every((bar, at) => isSame(bar, next[at]))) return null
  const added = next.slice(index)
  const isWhole = added.every((bar, at) => at === 0 || bar.timeMs - (added[at - 1]?.timeMs ?? 0) === stepMs)
  return isWhole ? index : null
}
