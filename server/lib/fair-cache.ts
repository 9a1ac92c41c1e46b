import { LRUCache } from 'lru-cache'
import type { Asker } from './asker.js'
import { FairQueue, type FairQueueOptions } from './fair-queue.js'

export interface FairCacheOptions<V> extends FairQueueOptions {
  /** How many bytes of values are kept: of those that were asked for last. */
  readonly maxBytes: number
  /** How long a value is kept that nobody asks for. */
  readonly idleMs: number
  /** About how much memory a value takes. */
  readonly bytesOf: (value: V) => number
}

/** How each value is made, by its key. */
export type Wishes<V> = ReadonlyMap<string, () => Promise<V>>

/** Each value, or why it could not be made. */
export type Granted<V> = ReadonlyMap<string, V | Error>

/**
 * Large values that take long to make. Some are kept; the others are in memory while somebody works with them. So only as much
 * work as `atOnce` says runs with values that were not at hand, and askers take turns in it. Values are made one at a time, and who asks for
 * the same one shares it. What failed is made again for who asks next.
 */
export class FairCache<V extends object> {
  readonly #queue: FairQueue
  readonly #maxBytes: number
  readonly #idleMs: number
  readonly #bytesOf: (value: V) => number
  readonly #kept: LRUCache<string, V>
  /** Of each that is kept, when it is so no longer. */
  readonly #idle = new Map<string, NodeJS.Timeout>()
  readonly #making = new Map<string, Promise<V>>()
  /** How many work with a value at present. */
  readonly #users = new Map<V, number>()
  #bytesInUse = 0
  #made: Promise<unknown> = Promise.resolve()

  constructor({ maxBytes, idleMs, bytesOf, ...turns }: FairCacheOptions<V>) {
    this.#queue = new FairQueue(turns)
    this.#maxBytes = maxBytes
    this.#idleMs = idleMs
    this.#bytesOf = (value) => Math.max(1, Math.ceil(bytesOf(value)))
    this.#kept = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: this.#bytesOf,
      dispose: (_value, key) => this.#forget(key),
    })
  }

  /**
   * Works with values. It waits for nobody when all are at hand, and without an asker. Rejects as `FairQueue` before the work has
   * begun, and as the work.
   */
  work<T>(wishes: Wishes<V>, work: (granted: Granted<V>) => Promise<T>, asker?: Asker): Promise<T> {
    const begin = () => this.#workWith(wishes, work)
    return !asker || this.#areAtHand(wishes) ? begin() : this.#queue.run(asker, begin)
  }

  /** What is worked with may have been kept before, and is in memory besides what is kept now. */
  #areAtHand(wishes: Wishes<V>): boolean {
    if (this.#bytesInUse > this.#maxBytes) return false
    return [...wishes.keys()].every((key) => this.#kept.has(key) || this.#making.has(key))
  }

  async #workWith<T>(wishes: Wishes<V>, work: (granted: Granted<V>) => Promise<T>): Promise<T> {
    const granted = new Map<string, V | Error>()
    const used: V[] = []
    try {
      for (const [key, make] of wishes) {
        try {
          const value = await this.#get(key, make)
          this.#use(value, 1)
          used.push(value)
          granted.set(key, value)
        } catch (error) {
          granted.set(key, error instanceof Error ? error : new Error(String(error)))
        }
      }
      return await work(granted)
    } finally {
      for (const value of used) this.#use(value, -1)
    }
  }

  #use(value: V, more: 1 | -1): void {
    const before = this.#users.get(value) ?? 0
    if (before + more === 0) this.#users.delete(value)
    else this.#users.set(value, before + more)
    if (before === 0 || before + more === 0) this.#bytesInUse += more * this.#bytesOf(value)
  }

  #get(key: string, make: () => Promise<V>): Promise<V> {
    const kept = this.#kept.get(key)
    this.#idle.get(key)?.refresh()
    if (kept) return Promise.resolve(kept)
    const known = this.#making.get(key)
    if (known) return known
    const making = this.#made.then(make).then((value) => this.#keep(key, value))
    this.#making.set(key, making)
    this.#made = making.catch(() => undefined).finally(() => this.#making.delete(key))
    return making
  }

  #keep(key: string, value: V): V {
    this.#kept.set(key, value)
    if (this.#kept.has(key)) this.#idle.set(key, setTimeout(() => this.#kept.delete(key), this.#idleMs).unref())
    return value
  }

  #forget(key: string): void {
    clearTimeout(this.#idle.get(key))
    this.#idle.delete(key)
  }
}
