import type { EquityPoint } from '../../domain/performance.js'
import type { UnixMs } from '../../domain/units.js'
import type { ReturnStatistics } from './return-statistics.js'
import { addReturn, noReturns } from './return-statistics.js'

const keptSamples = 10_000

/**
 * Samples account value on a grid of market time: at the time of the first mark and at every whole interval after it.
 *
 * A sample is the account value as it stood at its grid time, that is, at the last mark at or before it; it is known
 * when a mark at or past the grid time arrives. When no mark was heard for a whole interval before a grid time, there is
 * no sample there, and none is made up: the curve shows the points on both sides of the gap, and no return is taken
 * across it, so every return spans exactly one interval. The statistics go on after a gap.
 *
 * When market time goes back (another history begins), the points are forgotten, because theirs is another time line, and
 * the grid starts anew; the statistics of the returns seen so far stay.
 */
export class EquityCurve {
  readonly #intervalMs: number
  #points: EquityPoint[] = []
  #returns = noReturns
  #last: EquityPoint | null = null
  #nextGridMs: UnixMs = 0

  constructor(intervalMs: number) {
    if (!(intervalMs > 0)) throw new RangeError('The sample interval must be a positive number of milliseconds')
    this.#intervalMs = intervalMs
  }

  /** Takes in the account value at a mark. */
  observe(timeMs: UnixMs, accountValueUsd: number): void {
    if (this.#last === null || timeMs < this.#last.timeMs) this.#restart(timeMs)
    else this.#sampleBefore(timeMs, this.#last)
    this.#last = { timeMs, accountValueUsd }
  }

  /** The newest `count` samples, oldest first. */
  newest(count: number): readonly EquityPoint[] {
    if (count <= 0) return []
    const known = this.#last?.timeMs === this.#nextGridMs ? [...this.#points, this.#last] : this.#points
    return known.slice(-Math.min(count, keptSamples))
  }

  /** Statistics of all returns between neighbouring samples since the account was opened. */
  get returns(): ReturnStatistics {
    return this.#returns
  }

  #restart(timeMs: UnixMs): void {
    this.#points = []
    this.#nextGridMs = timeMs
  }

  /**
   * Several fills and marks may share a time, so a sample is settled once a later time is heard. The next grid time is
   * always the first one at or after the last mark, so that mark is less than an interval older.
   */
  #sampleBefore(timeMs: UnixMs, last: EquityPoint): void {
    if (timeMs <= this.#nextGridMs) return
    this.#add({ timeMs: this.#nextGridMs, accountValueUsd: last.accountValueUsd })
    const skipped = Math.ceil((timeMs - this.#nextGridMs) / this.#intervalMs)
    this.#nextGridMs += skipped * this.#intervalMs
  }

  #add(point: EquityPoint): void {
    const before = this.#points.at(-1)
    if (before && before.timeMs === point.timeMs - this.#intervalMs && before.accountValueUsd > 0) {
      this.#returns = addReturn(this.#returns, point.accountValueUsd / before.accountValueUsd - 1)
    }
    this.#points.push(point)
    if (this.#points.length >= 2 * keptSamples) this.#points = this.#points.slice(-keptSamples)
  }
}
