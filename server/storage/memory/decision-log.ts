import type { Decision } from '../../domain/decision.js'

interface Entry {
  readonly number: number
  readonly decision: Decision
}

/** Decisions by ascending running number: added at one end, forgotten at the other. */
export class DecisionLog {
  #entries: Entry[] = []
  #head = 0

  get size(): number {
    return this.#entries.length - this.#head
  }

  /** `number` is larger than all before. */
  add(number: number, decision: Decision): void {
    this.#entries.push({ number, decision })
  }

  dropOldest(): Decision | null {
    const oldest = this.#entries[this.#head]
    if (!oldest) return null
    this.#head += 1
    if (this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head)
      this.#head = 0
    }
    return oldest.decision
  }

  /** Up to `limit` decisions with smaller numbers, newest first. */
  before(number: number, limit: number): Decision[] {
    const end = this.#firstFrom(number)
    return this.#slice(Math.max(end - limit, this.#head), end).reverse()
  }

  /** Up to `limit` decisions with larger numbers, oldest first. */
  after(number: number, limit: number): Decision[] {
    const start = this.#firstFrom(number + 1)
    return this.#slice(start, start + limit)
  }

  #slice(start: number, end: number): Decision[] {
    return this.#entries.slice(start, end).map(({ decision }) => decision)
  }

  /** Index of the first entry with at least this number, by bisection. */
  #firstFrom(number: number): number {
    let low = this.#head
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#entries[middle]?.number ?? Infinity) < number) low = middle + 1
      else high = middle
    }
    return low
  }
}
