/** After this time what is held back is released. A reader that takes nothing then gets it when it goes on. */
const mostHeldMs = 10

/** Who has something to write. */
export interface HeldWrite {
  /** Writes it now. It must not throw. */
  release(): void
}

/**
 * Writes that wait some milliseconds, because more is about to come for the same readers: a write of its own would cost more than
 * to make the event.
 */
export class HeldWrites {
  readonly #held = new Set<HeldWrite>()
  #timer: NodeJS.Timeout | null = null

  /** The write is released soon, or with the others. */
  hold(write: HeldWrite): void {
    this.#held.add(write)
    this.#timer ??= setTimeout(() => this.releaseAll(), mostHeldMs)
  }

  releaseAll(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const held = [...this.#held]
    this.#held.clear()
    for (const write of held) write.release()
  }
}
