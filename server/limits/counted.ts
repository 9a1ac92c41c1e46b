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

  /** Takes one more. Null: there is no room. */
  take(source: Source): Place | null {
    const most = mostOf(this.#limit, source)
    const site = siteOf(source)
    if (this.#ofSource.of(source.key) >= most) return null
    if (site !== null && this.#ofSource.of(site) >= sourcesOfSite * most) return null
    return new Place(this.#ofSource, source)
  }
}

/** The place of one thing in a count, until it is left. */
export class Place {
  readonly #sums: Sums
  readonly #source: Source
  #isTaken = true

  constructor(sums: Sums, source: Source) {
    this.#sums = sums
    this.#source = source
    this.#add(1)
  }

  /** Gives it back, once however often it is called. */
  leave(): void {
    if (this.#isTaken) this.#add(-1)
    this.#isTaken = false
  }

  #add(more: number): void {
    const site = siteOf(this.#source)
    this.#sums.add(this.#source.key, more)
    if (site !== null) this.#sums.add(site, more)
  }
}
