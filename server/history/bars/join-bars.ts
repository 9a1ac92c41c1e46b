import type { Bar } from '../../domain/candle.js'
import type { UnixMs } from '../../domain/units.js'
import type { BarBlock } from './bar-block.js'

/** One bar of two, of which the second is later. Either may be missing. */
export function joinBars(fromMs: UnixMs, earlier: Bar | null, later: Bar | null): Bar | null {
  if (!earlier || !later) {
    const one = earlier ?? later
    return one && { ...one, fromMs }
  }
  return {
    fromMs,
    open: earlier.open,
    high: Math.max(earlier.high, later.high),
    low: Math.min(earlier.low, later.low),
    close: later.close,
    minutes: earlier.minutes === null || later.minutes === null ? null : earlier.minutes + later.minutes,
  }
}

/** One bar of all bars of a block that begin in a span. Null when it has none. */
export function joinBlock(block: BarBlock, fromMs: UnixMs, toMs: UnixMs): Bar | null {
  const { stepMs } = block
  if (toMs - fromMs === stepMs) return block.bar(fromMs)
  let joined: Bar | null = null
  for (let at = fromMs; at < toMs; at += stepMs) joined = joinBars(fromMs, joined, block.bar(at))
  return joined
}
