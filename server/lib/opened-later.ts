/** Something that is opened when it is first needed, and tried again when that failed. */
export class OpenedLater<T extends AsyncDisposable> implements AsyncDisposable {
  readonly #open: () => Promise<T>
  #opening: Promise<T> | null = null

  constructor(open: () => Promise<T>) {
    this.#open = open
  }

  /** Rejects with what opening rejects with. */
  readonly get = (): Promise<T> => (this.#opening ??= this.#tryToOpen())

  /** Closes it when it was opened. */
  async [Symbol.asyncDispose](): Promise<void> {
    const opened = await this.#opening?.catch(() => null)
    await opened?.[Symbol.asyncDispose]()
  }

  async #tryToOpen(): Promise<T> {
    try {
      return await this.#open()
    } catch (error) {
      this.#opening = null
      throw error
    }
  }
}
