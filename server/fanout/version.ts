import type { Sequenced } from './live-source.js'
import type { Payload } from './payload.js'

/** Executes the group's operation on a root value: at once, unless a resolver waits for something. */
export type Execute<T> = (rootValue: T) => Payload | Promise<Payload>

/** A state of a group and what readers are sent of it, executed when the first of them can take it and only then. */
export class Version<T extends Sequenced> {
  readonly #before: T | null
  readonly #whole: () => Payload | Promise<Payload>
  readonly #changed: (() => Payload | Promise<Payload>) | null

  /** `change` is what turns `before` into `state` for a reader. */
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

  /** What to send to a reader who has `has`, or nothing yet. */
  payloadFor(has: T | null): Payload | Promise<Payload> {
    return this.#changed !== null && has?.seq === this.#before?.seq ? this.#changed() : this.#whole()
  }
}

/** Makes a value when it is first asked for; answers it without a promise as soon as it is there. */
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
