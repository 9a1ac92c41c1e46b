import type { UnixMs } from '../../domain/units.js'
import { msPerMinute } from '../../domain/units.js'

const windowMs = 30 * msPerMinute
/** Longer than the window, so that it is still whole when an expiry is settled a little late. */
const keptMs = 40 * msPerMinute
const granularityMs = 1_000

export interface IndexSample {
  readonly timeMs: UnixMs
  readonly priceUsd: number
}

/**
 * Follows one index to know the price at which its options are delivered: the time-weighted average of the index over
 * the last 30 minutes before expiry (source: Deribit, "Settlement"). Keeps at most one sample a second, the newest of
 * it, for 40 minutes. When market time goes back another history begins, and the samples are forgotten.
 */
export class DeliveryPrice {
  #samples: IndexSample[] = []

  /** Takes in the index price at a time of the market. What is no positive number is passed over. */
  observe(timeMs: UnixMs, priceUsd: number): void {
    if (!(priceUsd > 0 && Number.isFinite(priceUsd) && Number.isFinite(timeMs))) return
    const last = this.#samples.at(-1)
    if (last && timeMs < last.timeMs) this.#samples = []
    else if (last && secondOf(timeMs) === secondOf(last.timeMs)) this.#samples.pop()
    this.#samples.push({ timeMs, priceUsd })
    while ((this.#samples[0]?.timeMs ?? timeMs) < timeMs - keptMs) this.#samples.shift()
  }

  /**
   * The average in USD over the 30 minutes up to `atMs`: every price counts until the next is heard, and time before the
   * first is left out. Null when none was heard in them.
   */
  averageUsd(atMs: UnixMs): number | null {
    const heard = this.#samples.filter(({ timeMs }) => timeMs >= atMs - windowMs && timeMs <= atMs)
    const first = heard[0]
    if (!first) return null
    if (first.timeMs === atMs) return first.priceUsd
    const areaUsdMs = heard.reduce((sum, { timeMs, priceUsd }, index) => {
      return sum + priceUsd * ((heard[index + 1]?.timeMs ?? atMs) - timeMs)
    }, 0)
    return areaUsdMs / (atMs - first.timeMs)
  }

  /** The first price heard after `atMs`, as far as the samples reach. */
  firstAfter(atMs: UnixMs): IndexSample | null {
    return this.#samples.find(({ timeMs }) => timeMs > atMs) ?? null
  }
}

function secondOf(timeMs: UnixMs): number {
  return Math.floor(timeMs / granularityMs)
}
