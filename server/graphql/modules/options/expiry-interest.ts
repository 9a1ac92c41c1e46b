import type { UnixMs } from '../../../domain/units.js'
import type { Timeline } from '../../timeline.js'

/** Tells the feed which expiries one stream follows. */
export class ExpiryInterest {
  readonly #timeline: Pick<Timeline, 'watchExpiry'>
  readonly #currency: string
  #watched = new Map<UnixMs, Disposable>()

  constructor(timeline: Pick<Timeline, 'watchExpiry'>, currency: string) {
    this.#timeline = timeline
    this.#currency = currency
  }

  /** From now on the stream follows these expiries and no others. */
  follow(expiries: readonly UnixMs[]): void {
    const before = this.#watched
    this.#watched = new Map(
      expiries.map((one) => [one, before.get(one) ?? this.#timeline.watchExpiry(this.#currency, one)]),
    )
    for (const [expiryMs, watch] of before) {
      if (!this.#watched.has(expiryMs)) watch[Symbol.dispose]()
    }
  }
}
