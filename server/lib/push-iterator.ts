/** What waits between a producer that never waits and a reader that may be slow. */
export interface WaitingValues<T> {
  /** Takes a value in. False when there is no room for it. */
  add(key: string, value: T): boolean
  /** The next value. Undefined when nothing waits, so a value itself is never undefined. */
  take(): T | undefined
}

interface WaitingReader<T> {
  resolve(result: IteratorResult<T>): void
  reject(reason: Error): void
}

/**
 * An async iterator that is fed by calls of `push`. Unlike a generator, its `return()` ends a `next()` that waits for a
 * silent source.
 *
 * It has one reader, and answers calls of `next()` in order. After `end()` or `fail()` it still hands out what waits.
 * After `stop()` or `return()` it hands out nothing more.
 */
export class PushIterator<T> implements AsyncIterableIterator<T> {
  readonly #values: WaitingValues<T>
  readonly #onClose: () => void
  #readers: WaitingReader<T>[] = []
  #closed = false
  #failure: Error | null = null

  /** It calls `onClose` once when it ends, for any reason. */
  constructor(values: WaitingValues<T>, onClose: () => void) {
    this.#values = values
    this.#onClose = onClose
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Hands a value to the waiting reader or keeps it. False when there is no room. */
  push(key: string, value: T): boolean {
    if (this.#closed) return true
    const reader = this.#readers.shift()
    if (!reader) return this.#values.add(key, value)
    reader.resolve({ value, done: false })
    return true
  }

  end(): void {
    if (this.#closed) return
    this.#closed = true
    for (const reader of this.#readers.splice(0)) reader.resolve({ value: undefined, done: true })
    this.#onClose()
  }

  /** Ends with an error. The first `next()` that finds nothing waiting throws it. */
  fail(reason: Error): void {
    if (this.#closed) return
    const reader = this.#readers.shift()
    if (reader) reader.reject(reason)
    else this.#failure = reason
    this.end()
  }

  next(): Promise<IteratorResult<T>> {
    const value = this.#values.take()
    if (value !== undefined) return Promise.resolve({ value, done: false })
    if (this.#failure !== null) {
      const reason = this.#failure
      this.#failure = null
      return Promise.reject(reason)
    }
    if (this.#closed) return Promise.resolve({ value: undefined, done: true })
    return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }))
  }

  /** Ends at once, and drops what waits. */
  stop(): void {
    while (this.#values.take() !== undefined);
    this.#failure = null
    this.end()
  }

  return(): Promise<IteratorResult<T>> {
    this.stop()
    return Promise.resolve({ value: undefined, done: true })
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}
