import { msPerYear, type UnixMs } from '../../domain/units.js'
import { keyOf, normalAt, uniformAt } from './hashed-random.js'
import { rememberLast, rememberMany } from './remember.js'

/**
 * Jumps of the whole market, as functions of time. A window of three days has one jump or none.
 *
 * A path may not drift away by the sum of all its jumps since the beginning of time. So each window takes its jump back
 * evenly over its length: at its ends a jump has no effect. That is little beside what a price moves in such a time.
 */
export interface MarketJumps {
  /** What jumps add to the logarithm of a price. */
  effect(timeMs: UnixMs): number
  /** Sum of the sizes, without their signs, of jumps before a time. Half of one is gone after five days. */
  excitement(timeMs: UnixMs): number
  /** The last jump at or before a time, if it is at most a window ago. */
  lastMs(timeMs: UnixMs): UnixMs | null
}

interface Jump {
  readonly timeMs: UnixMs
  /** As a logarithm. */
  readonly size: number
}

const windowMs = 2 ** 28
const chance = (50 * windowMs) / msPerYear
const deviation = 0.012
const rememberedWindows = 8
/** A year of windows, and those in which longer paths have their nodes. */
const keptWindows = 160
const rememberedMs = rememberedWindows * windowMs

const draws = { happens: 0, time: 1, size: 2 }

/** The jumps of a seed. */
export function marketJumps(seed: string): MarketJumps {
  const key = keyOf(`${seed}/jumps`)
  const jumpIn = (window: number): Jump | null => {
    if (uniformAt(key, draws.happens, window) >= chance) return null
    const offsetMs = Math.floor(windowMs * uniformAt(key, draws.time, window))
    return { timeMs: window * windowMs + offsetMs, size: deviation * normalAt(key, draws.size, window) }
  }
  const jumpsUntil = (window: number) =>
    Array.from({ length: rememberedWindows + 1 }, (_, age) => jumpIn(window - age)).filter((jump) => jump !== null)
  const remembered = rememberLast(rememberMany(keptWindows, jumpsUntil))
  const jumpsAround = (timeMs: UnixMs) => remembered(Math.floor(timeMs / windowMs))
  return {
    effect(timeMs) {
      const window = Math.floor(timeMs / windowMs)
      const [jump] = remembered(window)
      const startMs = window * windowMs
      if (!jump || jump.timeMs < startMs) return 0
      return jump.size * ((timeMs >= jump.timeMs ? 1 : 0) - (timeMs - startMs) / windowMs)
    },
    excitement(timeMs) {
      let sum = 0
      for (const jump of jumpsAround(timeMs)) {
        const ageMs = timeMs - jump.timeMs
        if (ageMs < 0 || ageMs >= rememberedMs) continue
        const left = 1 - ageMs / rememberedMs
        sum += Math.abs(jump.size) * left * left * left
      }
      return sum
    },
    lastMs: (timeMs) => jumpsAround(timeMs).find((jump) => jump.timeMs <= timeMs)?.timeMs ?? null,
  }
}
