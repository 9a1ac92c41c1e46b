/**
 * Values by key. It keeps those that somebody holds, and of the others the `most` that were set last. `onDrop` gets
 * each value that it drops.
 */
export class Kept<T> {
  readonly #held = new Map<string, { holders: number; value: T | undefined }>()
  /** The one that was set longest ago comes first. */
  readonly #others = new Map<string, T>()
  readonly #most: number
  readonly #onDrop: (value: T) => void

  constructor(most: number, onDrop: (value: T) => void) {
    this.#most = most
    this.#onDrop = onDrop
  }

  get(key: string): T | undefined {
    return this.#held.get(key)?.value ?? this.#others.get(key)
  }

  /** Keeps the value as the newest one. */
  set(key: string, value: T): void {
    const held = this.#held.get(key)
    if (held) held.value = value
    else this.#keep(key, value)
  }

  hold(key: string): void {
    const held = this.#held.get(key)
    if (held) held.holders += 1
    else this.#held.set(key, { holders: 1, value: this.#others.get(key) })
    this.#others.delete(key)
  }

  release(key: string): void {
    const held = this.#held.get(key)
    if (!held || --held.holders > 0) return
    this.#held.delete(key)
    if (held.value !== undefined) this.#keep(key, held.value)
  }

  get size(): number {
    return this.#held.size + this.#others.size
  }

  #keep(key: string, value: T): void {
    this.#others.delete(key)
    this.#others.set(key, value)
    for (const [oldest, dropped] of this.#others) {
      if (this.#others.size <= this.#most) return
      this.#others.delete(oldest)
      this.#onDrop(dropped)
    }
  }
}
