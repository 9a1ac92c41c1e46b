import { mostOf, type Limit } from './limits.js'
import { siteOf, sourcesOfSite, type Source } from './source.js'
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
    const most = mostOf(this.#limit, source)
    const site = siteOf(source)
    if (this.#ofSource.of(source.key) >= most) return null
    if (site !== null && this.#ofSource.of(site) >= sourcesOfSite * most) return null
    const add = (more: number) => [source.key, site].forEach((key) => key !== null && this.#ofSource.add(key, more))
    add(1)
    let isTaken = true
    return () => {
      if (isTaken) add(-1)
      isTaken = false
    }
  }
}
