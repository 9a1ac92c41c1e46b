/** What was opened one after the other, to be closed in the opposite order. */
export class Opened implements AsyncDisposable {
  readonly #close: (() => PromiseLike<void>)[] = []

  add(close: () => PromiseLike<void>): void {
    this.#close.push(close)
  }

  /** Closes everything, also when a part fails to; then rejects with the first failure. */
  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = []
    for (const close of this.#close.splice(0).reverse()) {
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
