import { msPerMinute, type UnixMs } from '../../domain/units.js'
import { heardMs } from './heard-time.js'

const windowMs = 30 * msPerMinute
/** Longer than the window, so that it is still whole when an expiry is settled a little late. */
const keptMs = 40 * msPerMinute
const granularityMs = 1_000
/** An average over less time than this, followed by silence, says nothing of the rest of the window. */
const leastHeardMs = 10 * msPerMinute

export interface IndexSample {
  readonly timeMs: UnixMs
  readonly priceUsd: number
}

/**
 * Follows one index to know the price at which its options are delivered: the time-weighted average of the index over
 * the last 30 minutes before expiry (source: Deribit, "Settlement"). Keeps at most one sample a second, the newest of
 * it, for 40 minutes.
 */
export class DeliveryPrice {
  #samples: IndexSample[] = []

  /** Takes in the index price at a time of the market. What is no positive number, or older than the last, is passed over. */
  observe(timeMs: UnixMs, priceUsd: number): void {
    if (!(priceUsd > 0 && Number.isFinite(priceUsd) && Number.isFinite(timeMs))) return
    const last = this.#samples.at(-1)
    if (last && timeMs < last.timeMs) return
    if (last && secondOf(timeMs) === secondOf(last.timeMs)) this.#samples.pop()
    this.#samples.push({ timeMs, priceUsd })
    while ((this.#samples[0]?.timeMs ?? timeMs) < timeMs - keptMs) this.#samples.shift()
  }

  /** Another history of the market begins: forgets all samples. */
  reset(): void {
    this.#samples = []
  }

  /**
   * The average in USD over the 30 minutes up to `atMs`, as far as they were heard. Each price counts until the next one, but
   * not at all when the next one came more than a minute later. Null when less than ten minutes were heard, unless the heard
   * time reaches up to `atMs`: a short mean up to the expiry is no worse than the first price after it.
   */
  averageUsd(atMs: UnixMs): number | null {
    const heard = this.#samples.filter(({ timeMs }) => timeMs >= atMs - windowMs && timeMs <= atMs)
    let [areaUsdMs, totalMs] = [0, 0]
    for (const [index, { timeMs, priceUsd }] of heard.entries()) {
      const countedMs = heardMs(timeMs, heard[index + 1]?.timeMs ?? atMs)
      areaUsdMs += priceUsd * countedMs
      totalMs += countedMs
    }
    const last = heard.at(-1)
    if (!last) return null
    const isUpToExpiry = last.timeMs === atMs || heardMs(last.timeMs, atMs) > 0
    if (totalMs < leastHeardMs && !isUpToExpiry) return null
    return totalMs === 0 ? last.priceUsd : areaUsdMs / totalMs
  }

  /** The first price heard after `atMs`, as far as the samples reach. */
  firstAfter(atMs: UnixMs): IndexSample | null {
    return this.#samples.find(({ timeMs }) => timeMs > atMs) ?? null
  }
}

function secondOf(timeMs: UnixMs): number {
  return Math.floor(timeMs / granularityMs)
}
