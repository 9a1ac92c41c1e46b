import { closeAll } from './close-all.js'

/** Closes what was opened, in the opposite order. */
export class Opened implements AsyncDisposable {
  readonly #parts: AsyncDisposable[] = []

  add(close: () => PromiseLike<void>): void {
    this.#parts.push({ [Symbol.asyncDispose]: close })
  }

  /** As `closeAll`. */
  [Symbol.asyncDispose](): Promise<void> {
    return closeAll(this.#parts.splice(0).reverse())
  }
}
