import type { PricePoint } from '../domain/market-data.js'
import { precision } from '../domain/precision.js'
import { msPerMinute } from '../domain/units.js'
import { roundFinely } from '../lib/round.js'

const stepMs = 1_000
const spanMs = 15 * msPerMinute

/** The index of the last 15 minutes, one point a second at most: the last price of each second, as published. */
export class IndexHistory {
  #points: PricePoint[] = []

  add({ timeMs, priceUsd }: PricePoint): void {
    const last = this.#points.at(-1)
    if (last && timeMs < last.timeMs) return
    if (last && Math.floor(last.timeMs / stepMs) === Math.floor(timeMs / stepMs)) this.#points.pop()
    this.#points.push({ timeMs, priceUsd: roundFinely(priceUsd, precision.price) })
    const old = this.#points.findIndex((point) => point.timeMs > timeMs - spanMs)
    if (old > 0) this.#points.splice(0, old)
  }

  /** The newest `count` points, oldest first. */
  newest(count: number): readonly PricePoint[] {
    return this.#points.slice(-count)
  }

  clear(): void {
    this.#points = []
  }
}
