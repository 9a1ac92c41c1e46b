import type { Commit, Committed, Journal, Json, KeptAnswer } from '../../storage/journal.js'
import { KeyTaken } from '../../storage/journal.js'
import type { Call } from '../brokerage.js'
import { KeyReused } from '../brokerage.js'

/** Has an answer kept under the key of the call, in the commit that makes it true. */
export type Keep<T> = (answer: (committed: Committed) => T) => NonNullable<Commit['idempotency']>

/** Answers a call again as it was answered before; calls of one key at the same time share one answer. */
export class Idempotency {
  readonly #journal: Pick<Journal, 'answerTo'>
  readonly #running = new Map<string, { readonly fingerprint: string; readonly answer: Promise<unknown> }>()

  constructor(journal: Pick<Journal, 'answerTo'>) {
    this.#journal = journal
  }

  /** `run` does what is asked for and commits it with `keep`. Rejects with `KeyReused`, and as `run` does. */
  once<T>(call: Call, run: (keep: Keep<T>) => Promise<void>): Promise<T> {
    const place = `${call.accountId}:${call.idempotencyKey}`
    const running = this.#running.get(place)
    if (running && running.fingerprint !== call.fingerprint) return Promise.reject(keyReused(call))
    if (running) return running.answer as Promise<T>
    const answer = this.#answer(call, run).finally(() => this.#running.delete(place))
    this.#running.set(place, { fingerprint: call.fingerprint, answer })
    return answer
  }

  async #answer<T>(call: Call, run: (keep: Keep<T>) => Promise<void>): Promise<T> {
    const before = await this.#kept(call)
    if (before) return before.answer as T
    let answer: { readonly value: T } | null = null
    const keep: Keep<T> = (answerOf) => ({
      key: call.idempotencyKey,
      fingerprint: call.fingerprint,
      answer: (committed) => {
        const value = answerOf(committed)
        answer = { value }
        return value as Json
      },
    })
    try {
      await run(keep)
    } catch (error) {
      const others = error instanceof KeyTaken ? await this.#kept(call) : null
      if (!others) throw error
      return others.answer as T
    }
    if (!answer) throw new Error('A call was done without keeping its answer')
    return (answer as { readonly value: T }).value
  }

  async #kept(call: Call): Promise<KeptAnswer | null> {
    const kept = await this.#journal.answerTo(call.accountId, call.idempotencyKey)
    if (kept && kept.fingerprint !== call.fingerprint) throw keyReused(call)
    return kept
  }
}

function keyReused({ idempotencyKey }: Call): KeyReused {
  return new KeyReused(`The key "${idempotencyKey}" was used before, for another request`)
}
