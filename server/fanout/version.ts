import type { Sequenced } from './live-source.js'
import type { Payers } from './paid-work.js'
import type { Payload } from './payload.js'

/**
 * Executes the operation of the group on a root value, in the time of one of the payers, when it was let in. Answers a promise when
 * it has to wait, a resolver waits for something, or all payers have used more than their shares.
 */
export type Execute<T> = (rootValue: T, payers: Payers, enter: Enter) => Payload | Promise<Payload>

/** Lets in who reads. A promise: he has to wait. The answer is called when it was read. */
type Enter = () => Leave | Promise<Leave>
export type Leave = () => void

/** What a reader of the state `before` needs to have a later one. */
export interface Change<T> {
  readonly before: T
  readonly value: T
}

/** A state of a group, and its results. It is executed when the first reader can take it. */
export class Version<T extends Sequenced> {
  readonly #whole: () => Payload | Promise<Payload>
  readonly #change: { readonly sinceSeq: number; readonly payload: () => Payload | Promise<Payload> } | null

  constructor(
    readonly state: T,
    execute: (rootValue: T) => Payload | Promise<Payload>,
    change: Change<T> | null = null,
  ) {
    this.#whole = once(() => execute(state))
    this.#change = change && { sinceSeq: change.before.seq, payload: once(() => execute(change.value)) }
  }

  /** The result for a reader who has the state `has`. Null: it has none yet. */
  payloadFor(has: T | null): Payload | Promise<Payload> {
    return this.#change !== null && has?.seq === this.#change.sinceSeq ? this.#change.payload() : this.#whole()
  }
}

/** Makes a value at the first call. Answers it without a promise as soon as it is there. */
function once<T>(make: () => T | Promise<T>): () => T | Promise<T> {
  let made: T | Promise<T> | null = null
  return () => {
    if (made !== null) return made
    made = make()
    if (made instanceof Promise) {
      made.then(
        (value) => (made = value),
        () => {},
      )
    }
    return made
  }
}
