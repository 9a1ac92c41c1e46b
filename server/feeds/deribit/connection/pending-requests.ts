import type { Clock } from '../../../lib/clock.js'
import { abortWith } from './nudge.js'

/** A successful answer, when it came, and when the exchange says that it sent it. */
export interface Answer {
  readonly result: unknown
  readonly receivedTimeMs: number
  /** Microseconds since 1970, by the exchange's clock. */
  readonly usOut: number | null
}

/** A request that failed: with the exchange's code, or with null when it was never answered. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  constructor(
    message: string,
    readonly code: number | null,
  ) {
    super(message)
  }
}

interface Waiting {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: RequestError) => void
}

/** Requests under way on one socket, matched by id: answers may come in any order. */
export class PendingRequests {
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0

  constructor(private readonly clock: Clock) {}

  /** A new id and the promise of its answer, which rejects with `RequestError`, after `timeoutMs` at the latest. */
  add(method: string, timeoutMs: number): { readonly id: number; readonly answer: Promise<Answer> } {
    const id = ++this.#lastId
    const timeout = abortWith(new AbortController().signal)
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
    void this.clock.sleep(timeoutMs, timeout.signal).then(() => {
      this.reject(id, new RequestError(`${method} was not answered`, null))
    })
    return { id, answer: answer.finally(timeout.abort) }
  }

  resolve(id: unknown, answer: Answer): boolean {
    return this.#settle(id, ({ resolve }) => resolve(answer))
  }

  reject(id: unknown, error: RequestError): boolean {
    return this.#settle(id, ({ reject }) => reject(error))
  }

  rejectAll(error: RequestError): void {
    for (const id of [...this.#waiting.keys()]) this.reject(id, error)
  }

  #settle(id: unknown, settle: (waiting: Waiting) => void): boolean {
    const waiting = typeof id === 'number' ? this.#waiting.get(id) : undefined
    if (!waiting) return false
    this.#waiting.delete(Number(id))
    settle(waiting)
    return true
  }
}
