/** Something that has output to write at the end of a turn. */
export interface Flushable {
  flush(): void
  /** A flush threw because of a bug of ours. Nothing more may be written, because bytes may be missing. */
  fail(error: unknown): void
}

/** After this many flushes, which take some milliseconds, the event loop gets its turn. */
const flushesPerTurn = 1_000

/**
 * Flushes everything that asked for it in one turn of the event loop, once and in the order of asking, when the turn is
 * over. When there are very many, it uses several turns, so that nothing else waits for long. When one fails, the
 * others are still flushed.
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
