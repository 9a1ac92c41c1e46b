import { mostOf, type Limit } from './limits.js'
import type { Source } from './source.js'
import { Sums } from './sums.js'

/** Things of one kind that each source has at present: connections, subscriptions. */
export class Counted {
  readonly #limit: Limit
  readonly #ofSource = new Sums()

  constructor(limit: Limit) {
    this.#limit = limit
  }

  /** Takes one more. Answers a function that gives it back, once however often it is called; null when there is no room. */
  take(source: Source): (() => void) | null {
    const { key } = source
    if (this.#ofSource.of(key) >= mostOf(this.#limit, source)) return null
    this.#ofSource.add(key, 1)
    let isTaken = true
    return () => {
      if (isTaken) this.#ofSource.add(key, -1)
      isTaken = false
    }
  }
}
