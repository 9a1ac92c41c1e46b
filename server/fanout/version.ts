import type { Sequenced } from './live-source.js'
import type { Payload } from './payload.js'

/** Executes the operation of the group on a root value. Answers a promise only when a resolver waits for something. */
export type Execute<T> = (rootValue: T) => Payload | Promise<Payload>

/** A state of a group, and its results. It is executed when the first reader can take it. */
export class Version<T extends Sequenced> {
  readonly #before: T | null
  readonly #whole: () => Payload | Promise<Payload>
  readonly #changed: (() => Payload | Promise<Payload>) | null

  /** `change`: what a reader of `before` needs to have `state`. */
  constructor(
    readonly state: T,
    execute: Execute<T>,
    before: T | null = null,
    change: T | null = null,
  ) {
    this.#before = before
    this.#whole = once(() => execute(state))
    this.#changed = change === null ? null : once(() => execute(change))
  }

  /** The result for a reader who has the state `has`. Null: it has none yet. */
  payloadFor(has: T | null): Payload | Promise<Payload> {
    return this.#changed !== null && has?.seq === this.#before?.seq ? this.#changed() : this.#whole()
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
