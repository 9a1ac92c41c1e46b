export interface StreamCount {
  readonly field: string
  readonly subscriptions: number
}

/** How many sockets are open, and how many subscriptions run by root field. */
export class ConnectionCounts {
  readonly #streams = new Map<string, number>()
  #sockets = 0

  get sockets(): number {
    return this.#sockets
  }

  socketOpened(): void {
    this.#sockets += 1
  }

  socketClosed(): void {
    this.#sockets -= 1
  }

  /** Counts a subscription until the signal is aborted. */
  trackStream(field: string, signal: AbortSignal): void {
    this.#add(field, 1)
    signal.addEventListener('abort', () => this.#add(field, -1), { once: true })
  }

  /** Fields with at least one subscription, by name. */
  streams(): StreamCount[] {
    return [...this.#streams]
      .filter(([, subscriptions]) => subscriptions > 0)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([field, subscriptions]) => ({ field, subscriptions }))
  }

  #add(field: string, change: number): void {
    this.#streams.set(field, (this.#streams.get(field) ?? 0) + change)
  }
}
