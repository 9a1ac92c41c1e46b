import type { PricePoint } from '../domain/market-data.js'
import { precision } from '../domain/precision.js'
import { msPerMinute, type UnixMs } from '../domain/units.js'
import { roundFinely } from '../lib/round.js'

const stepMs = 1_000
const spanMs = 15 * msPerMinute

/**
 * The index of the last 15 minutes by the market's clock, one point a second at most: the last price of each second, as
 * published.
 */
export class IndexHistory {
  #points: PricePoint[] = []

  /** A point that is later than the one that comes now had a wrong time. So it goes. */
  add({ timeMs, priceUsd }: PricePoint, marketMs: UnixMs): void {
    const points = this.#points
    // Only some at the ends go, so the many in between stay where they are.
    while (secondOf(points.at(-1)?.timeMs ?? -Infinity) >= secondOf(timeMs)) points.pop()
    const old = points.findIndex((one) => one.timeMs > marketMs - spanMs)
    points.splice(0, old === -1 ? points.length : old)
    points.push({ timeMs, priceUsd: roundFinely(priceUsd, precision.price) })
  }

  /** The newest `count` points, oldest first. */
  newest(count: number): readonly PricePoint[] {
    return this.#points.slice(-count)
  }

  /** Forgets its points and takes over those of another history. */
  takeOver(points: readonly PricePoint[]): void {
    this.#points = [...points]
  }
}

function secondOf(timeMs: UnixMs): number {
  return Math.floor(timeMs / stepMs)
}
