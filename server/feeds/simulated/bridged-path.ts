import { msPerYear, type UnixMs } from '../../domain/units.js'

/**
 * A random path whose value at a time needs no time before it.
 *
 * Nodes far apart are drawn by themselves. Between two nodes, the one in the middle is drawn around what is expected
 * there, with a random number of its own, and so on down to the finest nodes (the bridge of Ornstein and Uhlenbeck).
 * Below these the path is a straight line. Nodes are at multiples of powers of two milliseconds since 1970.
 *
 * So a value costs some 30 steps at most, and one or two when a time near it was asked for before. Both ways give the
 * same number, because a node depends on nothing but its place.
 */
export type Path = (timeMs: UnixMs) => number

/** A value that returns to a mean and keeps moving around it. */
export interface MeanReversion {
  readonly mean: number
  /** After this time half of a distance from the mean is gone. */
  readonly halfLifeYears: number
  /** Standard deviation around the mean in the long run. */
  readonly deviation: number
}

export interface PathParts {
  readonly reversion: MeanReversion
  /** The finest nodes are `2 ** finestLevel` milliseconds apart. */
  readonly finestLevel: number
  /** A standard normal number for each node: the middle of interval `index` of those that last `2 ** level` ms. */
  readonly normalAt: (level: number, index: number) => number
  /** How many times as far as usual the path moves at a time. Left out: always once. */
  readonly activityAt?: (timeMs: UnixMs) => number
}

/** After this many half-lives a path has forgotten where it was. */
const memoryHalfLives = 8

/** The path of these parts. */
export function bridgedPath(parts: PathParts): Path {
  const { mean } = parts.reversion
  const finest = intervalsOf(parts)
  return (timeMs) => {
    let interval = knownAround(timeMs, finest, parts)
    while (interval.half && timeMs !== interval.startMs) {
      if (Number.isNaN(interval.middle)) interval.middle = middleOf(interval, parts)
      interval = enterHalf(interval, interval.half, timeMs)
    }
    const share = (timeMs - interval.startMs) / interval.sizeMs
    return mean + interval.left + (interval.right - interval.left) * share
  }
}

/** The last interval of a size in which a value was asked for. Its values are distances from the mean. */
interface Interval {
  readonly level: number
  readonly sizeMs: number
  /** What is expected in the middle is this share of the sum of both ends. */
  readonly pull: number
  /** Standard deviation in the middle when both ends are known. */
  readonly spread: number
  readonly half: Interval | null
  twice: Interval | null
  startMs: UnixMs
  left: number
  right: number
  /** NaN until it is needed. */
  middle: number
}

/** An interval of each size, none of them filled. Answers the shortest one. */
function intervalsOf({ reversion: { halfLifeYears, deviation }, finestLevel }: PathParts): Interval {
  const halfLifeMs = halfLifeYears * msPerYear
  const topLevel = Math.ceil(Math.log2(memoryHalfLives * halfLifeMs))
  const create = (level: number, half: Interval | null): Interval => {
    const sizeMs = 2 ** level
    const reach = (Math.LN2 * sizeMs) / 2 / halfLifeMs
    const bridge = { pull: 0.5 / Math.cosh(reach), spread: deviation * Math.sqrt(Math.tanh(reach)) }
    return { level, sizeMs, ...bridge, half, twice: null, ...nothing }
  }
  const finest = create(finestLevel, null)
  let longest = finest
  while (longest.level < topLevel) {
    longest.twice = create(longest.level + 1, longest)
    longest = longest.twice
  }
  return finest
}

const nothing = { startMs: Number.NaN, left: 0, right: 0, middle: Number.NaN }

/** The shortest interval around a time that is filled. The longest one is filled when needed. */
function knownAround(timeMs: UnixMs, finest: Interval, parts: PathParts): Interval {
  let interval = finest
  while (interval.startMs !== Math.floor(timeMs / interval.sizeMs) * interval.sizeMs) {
    if (!interval.twice) return fillLongest(interval, timeMs, parts)
    interval = interval.twice
  }
  return interval
}

function fillLongest(longest: Interval, timeMs: UnixMs, parts: PathParts): Interval {
  const { level, sizeMs } = longest
  const index = Math.floor(timeMs / sizeMs)
  const node = (at: number) =>
    parts.reversion.deviation * (parts.activityAt?.(at * sizeMs) ?? 1) * parts.normalAt(level + 1, at)
  return fill(longest, index * sizeMs, node(index), node(index + 1))
}

function fill(interval: Interval, startMs: UnixMs, left: number, right: number): Interval {
  interval.startMs = startMs
  interval.left = left
  interval.right = right
  interval.middle = Number.NaN
  return interval
}

function middleOf(interval: Interval, { normalAt, activityAt }: PathParts): number {
  const { level, sizeMs, startMs, left, right, pull, spread } = interval
  const activity = activityAt?.(startMs + sizeMs / 2) ?? 1
  return pull * (left + right) + spread * activity * normalAt(level, startMs / sizeMs)
}

function enterHalf({ startMs, sizeMs, left, middle, right }: Interval, half: Interval, timeMs: UnixMs): Interval {
  const middleMs = startMs + sizeMs / 2
  if (timeMs >= middleMs) return half.startMs === middleMs ? half : fill(half, middleMs, middle, right)
  return half.startMs === startMs ? half : fill(half, startMs, left, middle)
}
