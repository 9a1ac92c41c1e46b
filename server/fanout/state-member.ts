import type { TurnAsker } from '../lib/fair-turns.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import type { Sequenced, StateSource } from './live-source.js'
import { Member } from './member.js'
import type { Payload } from './payload.js'
import type { Version } from './version.js'

/**
 * A subscriber of a state. Only the newest version waits for it. When it has a version executed and a newer one comes
 * meanwhile, it still sends the first. If it did not, a slow resolver whose state changes all the time would send
 * nothing.
 */
export class StateMember<T extends Sequenced> extends Member {
  /** As of the source that was made for its reader and the group that it is in. */
  forPresentAudience: StateSource<T>['forPresentAudience']
  #waiting: Version<T> | null = null
  #executing: Version<T> | null = null
  /** The result of `#executing`. */
  #executed: Payload | null = null
  #has: T | null = null

  constructor(
    counts: StreamCounts,
    payer: TurnAsker,
    own: Pick<StateSource<T>, 'field' | 'forPresentAudience' | 'reader'>,
  ) {
    super(counts, payer, own)
    this.forPresentAudience = own.forPresentAudience
  }

  /** Takes a version in, unless the reader has, or is about to get, the same or a newer one. */
  offer(version: Version<T>): void {
    const last = (this.#waiting ?? this.#executing)?.state ?? this.#has
    if (this.isOver || (last !== null && version.state.seq <= last.seq)) return
    if (this.#waiting !== null) this.counts.conflated += 1
    this.#waiting = version
    if (this.#executing === null) this.rouse()
  }

  /** Gives the version in place of any that the reader does not have yet. */
  replaceWaiting(version: Version<T>): void {
    if (this.isEmpty) return
    this.clear()
    this.offer(version)
  }

  get depth(): number {
    return (this.#executing === null ? 0 : 1) + (this.#waiting === null ? 0 : 1)
  }

  protected get isEmpty(): boolean {
    return this.#executing === null && this.#waiting === null
  }

  protected next(): Payload | null {
    if (this.#executing !== null) return this.#nextExecuted(this.#executing)
    const version = this.#waiting
    if (version === null) return null
    this.#waiting = null
    const payload = version.payloadFor(this.#has)
    if (payload instanceof Promise) {
      this.#executing = version
      payload.then(
        (executed) => this.#whileWanted(version, () => (this.#executed = executed)),
        (error: unknown) => this.#whileWanted(version, () => this.drop({ error })),
      )
      return null
    }
    this.#has = version.state
    return payload
  }

  #nextExecuted({ state }: Version<T>): Payload | null {
    const payload = this.#executed
    if (payload === null) return null
    this.#executing = null
    this.#executed = null
    this.#has = state
    return payload
  }

  /** Unless the version was replaced while it was executed. */
  #whileWanted(version: Version<T>, act: () => void): void {
    if (this.#executing !== version) return
    act()
    this.rouse()
  }

  override clear(): void {
    this.#waiting = null
    this.#executing = null
    this.#executed = null
  }
}
