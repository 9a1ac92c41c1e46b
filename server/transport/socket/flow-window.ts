import { randomUUID } from 'node:crypto'

/** How many bytes there are between two marks: usually, and for a reader that was quick and has no mark open. */
const denseBytes = 32_768
const sparseBytes = 131_072
/** How many bytes may be unread: of a new or slow reader, and of a quick one at first and at most. */
const narrowBytes = 65_536
const wideBytes = 262_144
const widestBytes = 524_288
const quickAnswerMs = 1_000
/** A reader that answers has far fewer marks open. One that sends pongs nobody asked for answers none. */
const maxOpenMarks = 100

interface Mark {
  readonly name: string
  /** Bytes written since the mark before. */
  readonly bytes: number
  readonly atMs: number
}

/**
 * Limits how much a reader has not read yet. The kernels on both sides may hold megabytes and do not say how much. So
 * after some bytes the server writes a ping as a mark. Its answer says that the reader has read everything before it.
 * While the window is full, the server writes nothing more. There are few marks while a reader keeps up. There are many
 * when it may be slow, so that even a slow reader soon answers one.
 */
export class FlowWindow {
  /** The marks without an answer, the oldest first. */
  readonly #marks: Mark[] = []
  #isQuick = false
  #widthBytes = narrowBytes
  #unreadBytes = 0
  #unmarkedBytes = 0
  #takenBytes = 0

  /** Whether the server must wait for the answer to a mark before it writes more. Then a mark is always on its way. */
  get isShut(): boolean {
    return this.#unreadBytes >= this.#widthBytes || this.#marks.length >= maxOpenMarks
  }

  /** How many bytes the reader has read, as its answers say. */
  get takenBytes(): number {
    return this.#takenBytes
  }

  /** How many bytes the server may write before the window shuts. */
  get roomBytes(): number {
    return this.#widthBytes - this.#unreadBytes
  }

  /** The server is about to write this many bytes. Answers the mark to write before them, or null. */
  writing(bytes: number): string | null {
    return bytes >= denseBytes && this.#isSparse ? this.mark() : null
  }

  /** The server has written this many bytes. Answers the mark to write after them, or null. */
  written(bytes: number): string | null {
    this.#unreadBytes += bytes
    this.#unmarkedBytes += bytes
    return this.#unmarkedBytes >= (this.#isSparse ? sparseBytes : denseBytes) ? this.mark() : null
  }

  get #isSparse(): boolean {
    return this.#isQuick && this.#marks.length === 0
  }

  /** A new mark, to be written now. Nobody can guess its name, so only a client that reads can answer it. */
  mark(): string {
    const name = randomUUID()
    this.#marks.push({ name, bytes: this.#unmarkedBytes, atMs: performance.now() })
    this.#unmarkedBytes = 0
    return name
  }

  /**
   * Takes an answer. It counts for every mark before it as well (RFC 6455, 5.5.3). False when none of them was open.
   */
  answered(name: string): boolean {
    const index = this.#marks.findIndex((mark) => mark.name === name)
    const answered = this.#marks.splice(0, index + 1)
    const last = answered.at(-1)
    if (!last) return false
    this.#adjust(performance.now() - last.atMs)
    for (const { bytes } of answered) {
      this.#unreadBytes -= bytes
      this.#takenBytes += bytes
    }
    return true
  }

  /**
   * Only a reader that fills its window gets the widest one: a quick answer to a few bytes does not prove that it is
   * quick.
   */
  #adjust(answerMs: number): void {
    this.#isQuick = answerMs <= quickAnswerMs
    const isFilled = this.#unreadBytes >= this.#widthBytes * 0.75
    if (!this.#isQuick) this.#widthBytes = narrowBytes
    else if (this.#widthBytes === narrowBytes) this.#widthBytes = wideBytes
    else if (isFilled) this.#widthBytes = widestBytes
  }
}
