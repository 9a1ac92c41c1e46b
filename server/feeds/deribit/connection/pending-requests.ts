import type { UnixMs } from '../../../domain/units.js'
import type { Clock } from '../../../lib/clock.js'
import type { DeribitRequest } from '../language/requests.js'

/** A successful answer, when it came, and when the exchange says that it sent it. */
export interface Answer {
  readonly result: unknown
  readonly receivedTimeMs: UnixMs
  /** Microseconds since 1970, by the exchange's clock. */
  readonly usOut: number | null
}

/** A request failed: the exchange refused it, did not answer it in time, or the socket ended. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
}

interface Waiting {
  readonly request: DeribitRequest
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: RequestError) => void
}

/** Requests under way on one socket, matched by id: answers may come in any order. */
export class PendingRequests {
  readonly #waiting = new Map<unknown, Waiting>()
  readonly #clock: Clock
  #lastId = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A new id and the promise of its answer. The promise rejects with `RequestError`, after `timeoutMs` at the latest. */
  add(request: DeribitRequest, timeoutMs: number): { readonly id: number; readonly answer: Promise<Answer> } {
    const id = ++this.#lastId
    const over = new AbortController()
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(id, { request, resolve, reject }))
    const timeout = this.#clock.sleep(timeoutMs, over.signal).then(() => {
      throw new RequestError(`${request.method} was not answered`)
    })
    const settled = Promise.race([answer, timeout]).finally(() => {
      this.#waiting.delete(id)
      over.abort()
    })
    return { id, answer: settled }
  }

  /** What was asked with this id; undefined when nobody waits for its answer. */
  find(id: unknown): DeribitRequest | undefined {
    return this.#waiting.get(id)?.request
  }

  resolve(id: unknown, answer: Answer): void {
    this.#take(id)?.resolve(answer)
  }

  /** False when nobody waits for its answer. */
  reject(id: unknown, error: RequestError): boolean {
    const waiting = this.#take(id)
    waiting?.reject(error)
    return waiting !== undefined
  }

  rejectAll(error: RequestError): void {
    for (const id of [...this.#waiting.keys()]) this.reject(id, error)
  }

  #take(id: unknown): Waiting | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    return waiting
  }
}
