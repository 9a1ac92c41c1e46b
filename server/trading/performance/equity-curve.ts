import type { EquityPoint } from '../../domain/performance.js'
import type { UnixMs } from '../../domain/units.js'
import { addReturn, noReturns, type ReturnStatistics } from './return-statistics.js'

/** All that a curve knows; plain JSON, to be stored and read back. */
export interface EquityCurveState {
  readonly intervalMs: number
  readonly nextGridMs: UnixMs
  /** The newest mark. */
  readonly lastMark: EquityPoint | null
  /** The newest settled sample of this time line. */
  readonly lastSample: EquityPoint | null
  readonly returns: ReturnStatistics
}

/**
 * Samples account value on a grid of market time: at the time of the first mark and at every whole interval after it.
 *
 * The first sample is the account value at the first mark, before anything is traded there. A later sample is the account
 * value as it stood at its grid time, that is, at the last mark at or before it; it is settled when a mark past the grid
 * time arrives, because several fills and marks may share a time. When no mark was heard for a
 * whole interval before a grid time, there is no sample there, and none is made up: there is a gap, and no return is
 * taken across it, so every return spans exactly one interval. The statistics go on after a gap.
 *
 * When market time goes back (another history begins), the grid starts anew; the statistics of the returns seen so far
 * stay. The samples themselves are the caller's to keep.
 */
export class EquityCurve {
  #state: EquityCurveState

  /**
   * Goes on from a saved state. One of another interval is not used, because returns of different spans do not mix.
   * Throws a RangeError unless the interval is positive.
   */
  constructor(intervalMs: number, saved: EquityCurveState | null = null) {
    if (!(intervalMs > 0)) throw new RangeError('The sample interval must be a positive number of milliseconds')
    this.#state =
      saved?.intervalMs === intervalMs
        ? saved
        : { intervalMs, nextGridMs: 0, lastMark: null, lastSample: null, returns: noReturns }
  }

  /** Takes in the account value at a mark; returns the samples that it settles, at most one. */
  observe(timeMs: UnixMs, accountValueUsd: number): readonly EquityPoint[] {
    const { lastMark } = this.#state
    const mark = { timeMs, accountValueUsd }
    const settled =
      lastMark === null || timeMs < lastMark.timeMs ? this.#begin(mark) : this.#settleBefore(timeMs, lastMark)
    this.#state = { ...this.#state, lastMark: mark }
    return settled ? [settled] : []
  }

  /** Statistics of all returns between neighboring samples since the account was opened. */
  get returns(): ReturnStatistics {
    return this.#state.returns
  }

  /** What the curve knows now; it never changes afterward. */
  state(): EquityCurveState {
    return this.#state
  }

  #begin(mark: EquityPoint): EquityPoint {
    this.#state = { ...this.#state, nextGridMs: mark.timeMs + this.#state.intervalMs, lastSample: mark }
    return mark
  }

  /** The next grid time is always the first one at or after the last mark, so that mark is less than an interval older. */
  #settleBefore(timeMs: UnixMs, { accountValueUsd }: EquityPoint): EquityPoint | null {
    const { intervalMs, nextGridMs, lastSample, returns } = this.#state
    if (timeMs <= nextGridMs) return null
    const sample = { timeMs: nextGridMs, accountValueUsd }
    const skipped = Math.ceil((timeMs - nextGridMs) / intervalMs)
    this.#state = {
      ...this.#state,
      nextGridMs: nextGridMs + skipped * intervalMs,
      lastSample: sample,
      returns: lastSample ? withReturn(returns, lastSample, sample, intervalMs) : returns,
    }
    return sample
  }
}

function withReturn(returns: ReturnStatistics, before: EquityPoint, sample: EquityPoint, intervalMs: number) {
  const isNeighbor = before.timeMs === sample.timeMs - intervalMs
  if (!isNeighbor || before.accountValueUsd <= 0) return returns
  return addReturn(returns, sample.accountValueUsd / before.accountValueUsd - 1)
}
