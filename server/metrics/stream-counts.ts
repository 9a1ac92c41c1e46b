/** How many subscriptions run, by root field. */
export class StreamCounts {
  readonly #counts = new Map<string, number>()

  /** Counts one until the signal is aborted. */
  track(field: string, signal: AbortSignal): void {
    this.#add(field, 1)
    signal.addEventListener('abort', () => this.#add(field, -1), { once: true })
  }

  /** Fields with at least one subscription, by name. */
  list(): { field: string; subscriptions: number }[] {
    return [...this.#counts]
      .filter(([, subscriptions]) => subscriptions > 0)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([field, subscriptions]) => ({ field, subscriptions }))
  }

  #add(field: string, change: number): void {
    this.#counts.set(field, (this.#counts.get(field) ?? 0) + change)
  }
}
