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

/** A value that somebody works with at present. */
interface InUse<V> {
  readonly value: V
  readonly bytes: number
  users: number
}

/**
 * Large values that take long to make. Some are kept; the others are in memory while somebody works with them. Both together have
 * at most `maxBytes`, unless what is worked with has more: then nothing else is kept. Only as much work runs as `atOnce` says, which
 * counts the values that the work needs, and askers take turns in it; work whose values are at hand does not wait. Values are made
 * one at a time, and who asks for the same one shares it. What failed is made again for who asks next.
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
  readonly #inUse = new Map<string, InUse<V>>()
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
    return !asker || this.#areAtHand(wishes) ? begin() : this.#queue.run(asker, begin, wishes.size)
  }

  /** What is worked with may have been kept before, and is in memory besides what is kept now. */
  #areAtHand(wishes: Wishes<V>): boolean {
    if (this.#bytesInUse > this.#maxBytes) return false
    return [...wishes.keys()].every((key) => this.#atHand(key) !== undefined || this.#making.has(key))
  }

  #atHand(key: string): V | undefined {
    return this.#kept.get(key) ?? this.#inUse.get(key)?.value
  }

  async #workWith<T>(wishes: Wishes<V>, work: (granted: Granted<V>) => Promise<T>): Promise<T> {
    const granted = new Map<string, V | Error>()
    const used: string[] = []
    try {
      for (const [key, make] of wishes) {
        try {
          const value = await this.#get(key, make)
          this.#use(key, value)
          used.push(key)
          granted.set(key, value)
        } catch (error) {
          granted.set(key, error instanceof Error ? error : new Error(String(error)))
        }
      }
      return await work(granted)
    } finally {
      for (const key of used) this.#leave(key)
    }
  }

  #use(key: string, value: V): void {
    const known = this.#inUse.get(key)
    if (known) {
      known.users += 1
      return
    }
    const bytes = this.#bytesOf(value)
    this.#inUse.set(key, { value, bytes, users: 1 })
    this.#bytesInUse += bytes
    this.#dropUnused()
  }

  #leave(key: string): void {
    const known = this.#inUse.get(key)
    if (!known || --known.users > 0) return
    this.#inUse.delete(key)
    this.#bytesInUse -= known.bytes
    this.#dropUnused()
  }

  /** Keeps no more beside what is worked with than there is room for. */
  #dropUnused(): void {
    const unused = [...this.#kept.rkeys()].filter((key) => !this.#inUse.has(key))
    let bytes = unused.reduce((sum, key) => sum + this.#bytesOf(this.#kept.peek(key) as V), this.#bytesInUse)
    for (const key of unused) {
      if (bytes <= this.#maxBytes) return
      bytes -= this.#bytesOf(this.#kept.peek(key) as V)
      this.#kept.delete(key)
    }
  }

  #get(key: string, make: () => Promise<V>): Promise<V> {
    const atHand = this.#atHand(key)
    this.#idle.get(key)?.refresh()
    if (atHand) return Promise.resolve(atHand)
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
