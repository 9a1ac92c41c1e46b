export interface TurnTaker {
  /** The number of its last turn. It changes only while the taker is not in the order. */
  lastTurn: number
}

/**
 * What counts as the last turn of somebody new: behind all who wait, so that however many come nobody waits for ever, and
 * before whoever has the turn at present. `turns`: how many there were.
 */
export function lastTurnOfNew(turns: number): number {
  return Math.max(0, turns - 1)
}

/** Those who wait for a turn: first the one whose last turn is longest ago. */
export class TurnOrder<T extends TurnTaker> {
  readonly #waiting: T[] = []

  get first(): T | undefined {
    return this.#waiting[0]
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** Among those with the same last turn the one that came first is first. */
  add(taker: T): void {
    let [low, high] = [0, this.#waiting.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#waiting[middle] as T).lastTurn > taker.lastTurn) high = middle
      else low = middle + 1
    }
    this.#waiting.splice(low, 0, taker)
  }

  delete(taker: T): void {
    const place = this.#waiting.indexOf(taker)
    if (place !== -1) this.#waiting.splice(place, 1)
  }

  /** The one of which `sizeOf` is largest. Among equals, the last. */
  largest(sizeOf: (taker: T) => number): T | undefined {
    let found: T | undefined
    let most = -Infinity
    for (const taker of this.#waiting) {
      const size = sizeOf(taker)
      if (size >= most) [found, most] = [taker, size]
    }
    return found
  }
}
