/** Closes what was opened, in the opposite order. */
export class Opened implements AsyncDisposable {
  readonly #close: (() => PromiseLike<void>)[] = []

  add(close: () => PromiseLike<void>): void {
    this.#close.push(close)
  }

  /** Closes everything, even if a part fails to close. Then rejects with the first failure. */
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
