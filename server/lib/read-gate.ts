import { setImmediate as nextTurn } from 'node:timers/promises'

/** Closed while what is read changes to another state. New readers wait until it opens; closing waits for readers that are inside. */
export class ReadGate {
  readonly #waiting = new Set<() => void>()
  readonly #listeners = new Set<() => void>()
  #isOpen = true
  #reading = 0
  #onNobody: () => void = () => {}

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Resolves when it is open, or when the signal is aborted. Who waits without one is forgotten with a gate that never opens. */
  opened(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isOpen || signal?.aborted) return resolve()
      const goOn = () => {
        this.#waiting.delete(goOn)
        signal?.removeEventListener('abort', goOn)
        resolve()
      }
      this.#waiting.add(goOn)
      signal?.addEventListener('abort', goOn)
    })
  }

  /** Calls the listener whenever it opens, before those go on who wait, until the signal is aborted. */
  onOpened(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener)
    signal.addEventListener('abort', () => this.#listeners.delete(listener))
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
    // A reader that was just told of a change reads in this turn: let it.
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
    for (const tell of [...this.#listeners]) tell()
    for (const goOn of this.#waiting) goOn()
  }
}
