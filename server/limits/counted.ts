import { mostOf, type Limit } from './limits.js'
import type { Source } from './source.js'

/** Things of one kind that each source has at present: connections, subscriptions. */
export class Counted {
  readonly #limit: Limit
  readonly #ofSource = new Map<string, number>()

  constructor(limit: Limit) {
    this.#limit = limit
  }

  /** Takes one more. Answers a function that gives it back, once however often it is called; null when there is no room. */
  take(source: Source): (() => void) | null {
    const { key } = source
    const count = this.#ofSource.get(key) ?? 0
    if (count >= mostOf(this.#limit, source)) return null
    this.#ofSource.set(key, count + 1)
    let isTaken = true
    return () => {
      if (isTaken) this.#giveBack(key)
      isTaken = false
    }
  }

  #giveBack(key: string): void {
    const count = (this.#ofSource.get(key) ?? 0) - 1
    if (count > 0) this.#ofSource.set(key, count)
    else this.#ofSource.delete(key)
  }
}
