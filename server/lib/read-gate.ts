import { setImmediate as nextTurn } from 'node:timers/promises'

/** Who reads waits here while what is read is on its way to another state. Who reads already comes to an end before. */
export class ReadGate {
  readonly #waiting = new Set<() => void>()
  #isOpen = true
  #reading = 0
  #onNobody: () => void = () => {}

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Resolves when it is open, or when the signal is aborted. */
  opened(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isOpen || signal.aborted) return resolve()
      const goOn = () => {
        this.#waiting.delete(goOn)
        signal.removeEventListener('abort', goOn)
        resolve()
      }
      this.#waiting.add(goOn)
      signal.addEventListener('abort', goOn)
    })
  }

  /** To be called before something is read that takes longer than a turn, while it is open. Call the answer once, when it was read. */
  enter(): () => void {
    this.#reading += 1
    return () => {
      this.#reading -= 1
      if (this.#reading === 0) this.#onNobody()
    }
  }

  /** Resolves when it is closed and nobody reads any more. When the signal is aborted, it waits no longer for who reads. */
  async close(signal: AbortSignal): Promise<void> {
    // Who was told of a change reads it in the same turn.
    await nextTurn()
    this.#isOpen = false
    while (this.#reading > 0 && !signal.aborted) await this.#left(signal)
  }

  #left(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#onNobody = resolve
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  open(): void {
    this.#isOpen = true
    for (const goOn of this.#waiting) goOn()
  }
}
