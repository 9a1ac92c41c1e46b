import { LRUCache } from 'lru-cache'
import { NobodyWaits, type Asker } from './asker.js'
import { FairQueue, type FairQueueOptions } from './fair-queue.js'

export interface FairCacheOptions extends FairQueueOptions {
  /** How many values are kept: those that were asked for last. */
  readonly most: number
}

/** Values that take long to make. Who asks for the same one shares it, and askers take turns in having theirs made. */
export class FairCache<K extends string | number, V> {
  readonly #queue: FairQueue
  readonly #values: LRUCache<K, Promise<V>>

  constructor(options: FairCacheOptions) {
    this.#queue = new FairQueue(options)
    this.#values = new LRUCache({ max: options.most })
  }

  /**
   * Rejects with what `make` rejects with, or as `FairQueue`. What failed is made again for who asks next. Without an asker it waits
   * for nobody.
   */
  async get(key: K, make: () => Promise<V>, asker?: Asker): Promise<V> {
    for (;;) {
      const known = this.#values.get(key)
      if (!known) return this.#make(key, make, asker)
      try {
        return await known
      } catch (error) {
        // The one for whom it was to be made has left.
        if (!(error instanceof NobodyWaits) || asker?.signal.aborted) throw error
      }
    }
  }

  #make(key: K, make: () => Promise<V>, asker?: Asker): Promise<V> {
    const making = asker ? this.#queue.run(asker, make) : make()
    this.#values.set(key, making)
    making.catch(() => {
      if (this.#values.peek(key) === making) this.#values.delete(key)
    })
    return making
  }
}
