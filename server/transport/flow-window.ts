import { randomUUID } from 'node:crypto'

/** So much is written from one mark to the next: as a rule, and to a reader who was quick and has no mark open. */
const denseBytes = 32_768
const sparseBytes = 131_072
/** So much may be unread: of a reader of whom nothing is known, or who was slow; and, least and most, of a quick one. */
const narrowBytes = 65_536
const wideBytes = 262_144
const widestBytes = 524_288
const quickAnswerMs = 1_000

interface Mark {
  readonly name: string
  /** Written since the mark before. */
  readonly bytes: number
  readonly atMs: number
}

/**
 * Keeps a reader from falling far behind inside the buffers of two kernels, which may hold megabytes and tell nothing: a
 * ping after every so many bytes is a mark, and its answer says that everything before it was read. Only so much is
 * written beyond that. Marks are few while a reader keeps up, and dense as soon as it may not, so that whoever reads at
 * all soon shows it.
 */
export class FlowWindow {
  /** Not yet answered, the oldest first. */
  readonly #marks: Mark[] = []
  #isQuick = false
  #widthBytes = narrowBytes
  #unreadBytes = 0
  #unmarkedBytes = 0

  /** Whether nothing more may be written until a mark is answered, one of which is then on its way. */
  get isShut(): boolean {
    return this.#unreadBytes >= this.#widthBytes
  }

  /** So many bytes may be written before it shuts. */
  get roomBytes(): number {
    return this.#widthBytes - this.#unreadBytes
  }

  /** So many bytes are about to be written at once: a mark before them, and those among them are dense. Null for none. */
  writing(bytes: number): string | null {
    return bytes >= denseBytes && this.#isSparse ? this.mark() : null
  }

  /** The mark that is to follow them; null for none. */
  written(bytes: number): string | null {
    this.#unreadBytes += bytes
    this.#unmarkedBytes += bytes
    return this.#unmarkedBytes >= (this.#isSparse ? sparseBytes : denseBytes) ? this.mark() : null
  }

  get #isSparse(): boolean {
    return this.#isQuick && this.#marks.length === 0
  }

  /** The name of a mark that is to be written now. It cannot be guessed, so it takes a reader to answer it. */
  mark(): string {
    const name = randomUUID()
    this.#marks.push({ name, bytes: this.#unmarkedBytes, atMs: performance.now() })
    this.#unmarkedBytes = 0
    return name
  }

  /** Takes an answer, which stands for every mark before it (RFC 6455, 5.5.3); whether any was open. */
  answered(name: string): boolean {
    const index = this.#marks.findIndex((mark) => mark.name === name)
    const answered = this.#marks.splice(0, index + 1)
    const last = answered.at(-1)
    if (!last) return false
    this.#adjust(performance.now() - last.atMs)
    for (const { bytes } of answered) this.#unreadBytes -= bytes
    return true
  }

  /** Widest only for who fills its width: quick answers to little are no sign of a quick reader. */
  #adjust(answerMs: number): void {
    this.#isQuick = answerMs <= quickAnswerMs
    const isFilled = this.#unreadBytes >= this.#widthBytes * 0.75
    if (!this.#isQuick) this.#widthBytes = narrowBytes
    else if (this.#widthBytes === narrowBytes) this.#widthBytes = wideBytes
    else if (isFilled) this.#widthBytes = widestBytes
  }
}
