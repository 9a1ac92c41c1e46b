/** So much is written between two marks to a reader who keeps up, and to one who was slow to answer the last. */
const markEveryBytes = 262_144
const slowMarkEveryBytes = 32_768
const slowAnswerMs = 1_000

/**
 * Keeps a reader from falling far behind inside the buffers of two kernels, which may hold megabytes and tell nothing: a
 * ping between messages is a mark, and its answer says that everything before it was read. While a mark is unanswered
 * only so much more is written.
 */
export class FlowWindow {
  readonly #mark: () => void
  #everyBytes = markEveryBytes
  #bytesSinceMark = 0
  #markedAtMs: number | null = null

  /** `mark` sends the ping. */
  constructor(mark: () => void) {
    this.#mark = mark
  }

  /** Whether nothing more may be written until the mark is answered. */
  get isShut(): boolean {
    return this.#markedAtMs !== null && this.#bytesSinceMark >= this.#everyBytes
  }

  written(bytes: number): void {
    this.#bytesSinceMark += bytes
    if (this.#markedAtMs !== null || this.#bytesSinceMark < this.#everyBytes) return
    this.#markedAtMs = performance.now()
    this.#bytesSinceMark = 0
    this.#mark()
  }

  answered(): void {
    if (this.#markedAtMs === null) return
    this.#everyBytes = performance.now() - this.#markedAtMs > slowAnswerMs ? slowMarkEveryBytes : markEveryBytes
    this.#markedAtMs = null
  }
}
