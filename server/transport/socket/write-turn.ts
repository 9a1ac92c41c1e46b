/** Something that has output to write at the end of a turn. */
export interface Flushable {
  flush(): void
  /** A flush threw because of a bug of ours. Nothing more may be written, because bytes may be missing. */
  fail(error: unknown): void
}

/** After this many flushes, which take some milliseconds, the event loop gets its turn. */
const flushesPerTurn = 1_000
/** The event loop also gets its turn after this time, when results were executed or compressed: a socket may have a thousand groups of its own. */
const sliceMs = 10

interface WriteTurnParts {
  /** Counts results that were executed, and that were compressed. */
  readonly counts: { readonly events: number; readonly compressions: number }
  now?(): number
}

/**
 * Flushes everything that asked for it in one turn of the event loop, once and in the order of asking, when the turn is
 * over. When there are very many, or results take long to execute, it uses several turns, so that nothing else waits
 * for long. When one fails, the others are still flushed.
 */
export class WriteTurn {
  readonly #counts: WriteTurnParts['counts']
  readonly #now: () => number
  #waiting: Flushable[] = []
  #next = 0
  /** When this turn began. Null between turns. */
  #startMs: number | null = null
  #lookedAt = 0
  #isLong = false

  constructor({ counts, now = () => performance.now() }: WriteTurnParts) {
    this.#counts = counts
    this.#now = now
  }

  /** Whether what was executed and compressed in this turn has taken so long that the rest should wait for the next one. */
  get isLong(): boolean {
    if (this.#startMs === null || this.#isLong || this.#done === this.#lookedAt) return this.#isLong
    this.#lookedAt = this.#done
    return (this.#isLong = this.#now() - this.#startMs > sliceMs)
  }

  get #done(): number {
    return this.#counts.events + this.#counts.compressions
  }

  add(one: Flushable): void {
    if (this.#waiting.length === 0) setImmediate(() => this.#flush())
    this.#waiting.push(one)
  }

  #flush(): void {
    this.#startMs = this.#now()
    this.#lookedAt = this.#done
    const end = Math.min(this.#waiting.length, this.#next + flushesPerTurn)
    do flushOrFail(this.#waiting[this.#next++] as Flushable)
    while (this.#next < end && !this.isLong)
    this.#startMs = null
    this.#isLong = false
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
