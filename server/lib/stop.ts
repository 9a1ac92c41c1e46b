/** Tells those who work for somebody that nobody waits any more. Its signal is made only when one of them asks for it. */
export class Stop {
  #controller: AbortController | null = null
  #isAborted = false

  get isAborted(): boolean {
    return this.#isAborted
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#isAborted) this.#controller.abort()
    return this.#controller.signal
  }

  abort(): void {
    this.#isAborted = true
    this.#controller?.abort()
  }
}

/** A signal for work that nothing stops. */
export const { signal: never } = new AbortController()
