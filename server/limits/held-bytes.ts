import { mostOf, type Limit } from './limits.js'
import { siteOf, sourcesOfSite, type Source } from './source.js'
import { Sums } from './sums.js'

export interface HeldBounds {
  readonly perSource: Limit
  readonly inAll: number
}

/** Bytes of one kind that the server holds for its clients: the sum of each source, of each site (see `siteOf`), and of all. */
export class HeldBytes {
  readonly #bounds: HeldBounds
  readonly #onExcess: (source: Source) => void
  readonly #ofSource = new Sums()
  /** By site, or by source when the source has no site. */
  readonly #ofHolder = new Sums()
  #total = 0

  /** `onExcess` is called whenever somebody has to give way. */
  constructor(bounds: HeldBounds, onExcess: (source: Source) => void = () => {}) {
    this.#bounds = bounds
    this.#onExcess = onExcess
  }

  /** To be called when something of the source was dropped because too much was held. */
  gaveWay(source: Source): void {
    this.#onExcess(source)
  }

  get total(): number {
    return this.#total
  }

  /** `bytes` is negative when they are let go. */
  add(source: Source, bytes: number): void {
    this.#ofSource.add(source.key, bytes)
    this.#ofHolder.add(holderOf(source), bytes)
    this.#total += bytes
  }

  clear(): void {
    this.#ofSource.clear()
    this.#ofHolder.clear()
    this.#total = 0
  }

  isOver(source: Source): boolean {
    return this.isOverInAll || this.#isOverAlone(source)
  }

  /**
   * Whether the source may hold no more. When too much is held in all, sources that hold less than an equal part may still hold
   * more, so that nobody takes everything from the others. When twice too much is held in all, no source may hold more.
   */
  isFull(source: Source): boolean {
    if (this.#isOverAlone(source) || this.#total > 2 * this.#bounds.inAll) return true
    return this.isOverInAll && this.#ofHolder.of(holderOf(source)) > this.#bounds.inAll / this.#ofHolder.size
  }

  #isOverAlone(source: Source): boolean {
    const most = mostOf(this.#bounds.perSource, source)
    return this.#ofSource.of(source.key) > most || this.#ofHolder.of(holderOf(source)) > sourcesOfSite * most
  }

  get isOverInAll(): boolean {
    return this.#total > this.#bounds.inAll
  }
}

function holderOf(source: Source): string {
  return siteOf(source) ?? source.key
}
