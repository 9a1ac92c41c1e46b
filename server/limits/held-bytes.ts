import { mostOf, type Limit } from './limits.js'
import type { Source } from './source.js'
import { Sums } from './sums.js'

export interface HeldBounds {
  readonly perSource: Limit
  readonly inAll: number
}

/** Bytes of one kind that the server holds for its clients: the sum of each source, and of all. */
export class HeldBytes {
  readonly #bounds: HeldBounds
  readonly #onExcess: (source: Source) => void
  readonly #ofSource = new Sums()
  #total = 0

  /** `onExcess` is called whenever somebody has to give way. */
  constructor(bounds: HeldBounds, onExcess: (source: Source) => void = () => {}) {
    this.#bounds = bounds
    this.#onExcess = onExcess
  }

  /** The source had to give way, because too much was held. */
  gaveWay(source: Source): void {
    this.#onExcess(source)
  }

  get total(): number {
    return this.#total
  }

  /** `bytes` is negative when they are let go. */
  add({ key }: Source, bytes: number): void {
    this.#ofSource.add(key, bytes)
    this.#total += bytes
  }

  clear(): void {
    this.#ofSource.clear()
    this.#total = 0
  }

  isOver(source: Source): boolean {
    return this.isOverInAll || this.#ofSource.of(source.key) > mostOf(this.#bounds.perSource, source)
  }

  get isOverInAll(): boolean {
    return this.#total > this.#bounds.inAll
  }
}
