import type { PricePoint } from '../domain/market-data.js'

const stepMs = 1_000
const maxPoints = 900

/** The index of the last 15 minutes, one point a second at most: the last price of each second. */
export class IndexHistory {
  #points: PricePoint[] = []

  add(point: PricePoint): void {
    const last = this.#points.at(-1)
    if (last && point.timeMs < last.timeMs) return
    if (last && Math.floor(last.timeMs / stepMs) === Math.floor(point.timeMs / stepMs)) this.#points.pop()
    this.#points.push(point)
    if (this.#points.length > maxPoints) this.#points.shift()
  }

  /** The newest `count` points, oldest first. */
  newest(count: number): readonly PricePoint[] {
    return this.#points.slice(-count)
  }

  clear(): void {
    this.#points = []
  }
}
