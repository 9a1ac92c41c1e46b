import type { RecordedPiece } from './market-history.js'

/** How much is written at a time, unless a single piece is larger. */
const batchBytes = 1_000_000

export interface WaitingPiece extends RecordedPiece {
  readonly events: number
}

/** Pieces that wait to be written, in their order and bounded in bytes. */
export class PieceQueue {
  readonly #maxBytes: number
  #pieces: WaitingPiece[] = []
  #bytes = 0
  #isFull = false
  #wake: () => void = () => {}
  #whenEmpty: (() => void)[] = []

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Once it is full, it has no room until half of it is written. */
  hasRoom(): boolean {
    if (this.#bytes < this.#maxBytes / 2) this.#isFull = false
    return !this.#isFull
  }

  /** Answers whether there was room for it. One that waits alone may be larger than the bound. */
  add(piece: WaitingPiece): boolean {
    const fits = this.#pieces.length === 0 || this.#bytes + piece.bytes.length <= this.#maxBytes
    if (!fits) this.#isFull = true
    if (!fits || !this.hasRoom()) return false
    this.#pieces.push(piece)
    this.#bytes += piece.bytes.length
    this.#wake()
    return true
  }

  oldest(): WaitingPiece | undefined {
    return this.#pieces[0]
  }

  /** The oldest pieces, which stay until they are removed. */
  batch(): readonly WaitingPiece[] {
    let bytes = 0
    const end = this.#pieces.findIndex((piece) => (bytes += piece.bytes.length) > batchBytes)
    return end === -1 ? [...this.#pieces] : this.#pieces.slice(0, Math.max(1, end))
  }

  remove(pieces: readonly WaitingPiece[]): void {
    this.#pieces = this.#pieces.slice(pieces.length)
    this.#bytes -= pieces.reduce((sum, { bytes }) => sum + bytes.length, 0)
    if (this.#pieces.length > 0) return
    for (const resolve of this.#whenEmpty) resolve()
    this.#whenEmpty = []
  }

  /** Resolves when nothing waits. */
  emptied(): Promise<void> {
    return this.#pieces.length === 0 ? Promise.resolve() : new Promise((resolve) => void this.#whenEmpty.push(resolve))
  }

  /** Forgets everything that waits. Answers it. */
  clear(): readonly WaitingPiece[] {
    const pieces = this.#pieces
    this.remove(pieces)
    return pieces
  }

  /** Resolves when something waits, or when the signal is aborted. */
  async filled(signal: AbortSignal): Promise<void> {
    if (this.#pieces.length > 0 || signal.aborted) return
    await new Promise<void>((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake)
        resolve()
      }
      this.#wake = wake
      signal.addEventListener('abort', wake)
    })
  }
}
