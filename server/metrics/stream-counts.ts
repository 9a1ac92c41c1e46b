export interface StreamCount {
  readonly field: string
  readonly subscriptions: number
}

/**
 * Connections, subscriptions and what they were sent since the start. The parts that do the work count here; `status`
 * and `/metrics` read the counts.
 */
export class StreamCounts {
  /** Open WebSocket connections. */
  sockets = 0
  /** Groups of subscriptions that share an execution, at present. */
  groups = 0
  /** Results executed and serialized, once for each group. */
  events = 0
  /** Results compressed for all their readers. */
  compressions = 0
  /** Results handed to subscribers. */
  deliveries = 0
  /** States that a subscriber skipped because a newer one came before it could be written to. */
  conflated = 0
  /** Connections ended because their reader was too slow. */
  closedAsSlow = 0
  /** Bytes of messages written to WebSockets and of events written to SSE streams, before TLS. */
  bytes = 0
  /** Results that wait for subscribers at present. */
  queueDepth: () => number = () => 0
  /** Bytes held for clients at present, by kind. */
  heldBytes: () => Readonly<Record<string, number>> = () => ({})
  readonly #members = new Map<string, number>()
  readonly #refusals = new Map<string, number>()
  readonly #refusedRequests = new Map<number, number>()

  /** Somebody met a limit. */
  refused(limit: string): void {
    this.#refusals.set(limit, (this.#refusals.get(limit) ?? 0) + 1)
  }

  /** How often each limit was met. */
  get refusals(): ReadonlyMap<string, number> {
    return this.#refusals
  }

  /** An answer over HTTP, or to an upgrade. Those of faults of the client are counted. */
  answered(status: number): void {
    if (status < 400 || status > 499) return
    this.#refusedRequests.set(status, (this.#refusedRequests.get(status) ?? 0) + 1)
  }

  /** How many requests were refused with each status. */
  get refusedRequests(): ReadonlyMap<number, number> {
    return this.#refusedRequests
  }

  joined(field: string): void {
    this.#members.set(field, (this.#members.get(field) ?? 0) + 1)
  }

  left(field: string): void {
    this.#members.set(field, (this.#members.get(field) ?? 0) - 1)
  }

  get members(): number {
    return [...this.#members.values()].reduce((sum, count) => sum + count, 0)
  }

  /** Fields with at least one subscription, by name. */
  streams(): StreamCount[] {
    return [...this.#members]
      .filter(([, subscriptions]) => subscriptions > 0)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([field, subscriptions]) => ({ field, subscriptions }))
  }
}
