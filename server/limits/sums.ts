/** A sum for each key. A sum of nothing is not kept, so strangers who come and go leave nothing behind. */
export class Sums {
  readonly #byKey = new Map<string, number>()

  /** How many keys have something. */
  get size(): number {
    return this.#byKey.size
  }

  of(key: string): number {
    return this.#byKey.get(key) ?? 0
  }

  add(key: string, more: number): void {
    const sum = this.of(key) + more
    if (sum > 0) this.#byKey.set(key, sum)
    else this.#byKey.delete(key)
  }

  clear(): void {
    this.#byKey.clear()
  }
}
