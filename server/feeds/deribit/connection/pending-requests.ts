import type { UnixMs } from '../../../domain/units.js'
import type { Clock } from '../../../lib/clock.js'
import type { FeedLog } from '../../feed-log.js'
import type { DeribitRequest } from '../language/requests.js'
import type { DeribitTimings } from './timings.js'

/** A successful answer, when it came, and when the exchange sent it. */
export interface Answer {
  readonly result: unknown
  readonly receivedTimeMs: UnixMs
  /** Microseconds since 1970, by the exchange's clock. Null when it does not say. */
  readonly usOut: number | null
}

/** A request failed: the exchange refused it, did not answer it in time, or the socket ended. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
}

export interface PendingRequestsOptions {
  readonly clock: Clock
  readonly timings: Pick<DeribitTimings, 'requestMs'>
  readonly log: FeedLog
  /** False when the socket is not open. */
  send(message: object): boolean
}

interface Waiting {
  readonly request: DeribitRequest
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: RequestError) => void
}

/** Requests on one socket that wait for their answers. Answers come in any order and are matched by id. */
export class PendingRequests {
  readonly #options: PendingRequestsOptions
  readonly #waiting = new Map<unknown, Waiting>()
  #lastId = 0

  constructor(options: PendingRequestsOptions) {
    this.#options = options
  }

  /** Sends a request. Rejects with `RequestError`, after `requestMs` at the latest. */
  async request(request: DeribitRequest): Promise<Answer> {
    const { clock, timings, send } = this.#options
    const { method, params } = request
    const id = ++this.#lastId
    if (!send({ jsonrpc: '2.0', id, method, params })) throw new RequestError('not connected')
    const over = new AbortController()
    const answer = new Promise<Answer>((resolve, reject) => this.#waiting.set(id, { request, resolve, reject }))
    const timeout = clock.sleep(timings.requestMs, over.signal).then(() => {
      throw new RequestError(`${method} was not answered`)
    })
    try {
      return await Promise.race([answer, timeout])
    } finally {
      this.#waiting.delete(id)
      over.abort()
    }
  }

  /** As `request`. Answers whether an answer came; logs when none did. */
  async ask(request: DeribitRequest): Promise<boolean> {
    try {
      await this.request(request)
      return true
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      this.#options.log.warn({ method: request.method, error: error.message }, 'Deribit did not answer')
      return false
    }
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
