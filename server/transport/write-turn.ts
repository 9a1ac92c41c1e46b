/** Something that has output to write at the end of a turn. */
export interface Flushable {
  flush(): void
  /** A flush has thrown, which is a fault of ours: nothing more can be written in order. */
  fail(error: unknown): void
}

/** So many are flushed before the event loop gets its turn: some milliseconds. */
const flushesPerTurn = 1_000

/**
 * Gathers what one turn of the event loop produces: whatever asks for a flush is flushed once, in the order of asking,
 * when the turn is over. Very many are flushed in several turns, so that nothing else waits for long. One that fails
 * fails alone.
 */
export class WriteTurn {
  #waiting: Flushable[] = []
  #next = 0

  add(one: Flushable): void {
    if (this.#waiting.length === 0) setImmediate(() => this.#flush())
    this.#waiting.push(one)
  }

  #flush(): void {
    const end = Math.min(this.#waiting.length, this.#next + flushesPerTurn)
    while (this.#next < end) flushOrFail(this.#waiting[this.#next++] as Flushable)
    if (this.#next < this.#waiting.length) return void setImmediate(() => this.#flush())
    this.#waiting = []
    this.#next = 0
  }
}

export function flushOrFail(one: Flushable): void {
  try {
    one.flush()
  } catch (error) {
    one.fail(error)
  }
}
