import type { Sequenced } from './live-source.js'
import { Member } from './member.js'
import type { Payload } from './payload.js'
import type { Version } from './version.js'

/** A subscriber of a state: the newest version waits for it, and nothing else. */
export class StateMember<T extends Sequenced> extends Member {
  #waiting: Version<T> | null = null
  #has: T | null = null

  /** Takes a version in, unless it has, or is about to get, the same or a newer one. */
  offer(version: Version<T>): void {
    const last = this.#waiting?.state ?? this.#has
    if (this.isOver || (last !== null && version.state.seq <= last.seq)) return
    if (this.#waiting !== null) this.counts.conflated += 1
    this.#waiting = version
    this.rouse()
  }

  get depth(): number {
    return this.#waiting === null ? 0 : 1
  }

  protected get isEmpty(): boolean {
    return this.#waiting === null
  }

  protected next(): Payload | null {
    if (this.#waiting === null) return null
    const payload = this.#waiting.payloadFor(this.#has)
    if (payload instanceof Promise) {
      payload.then(
        () => this.rouse(),
        (error: unknown) => this.drop({ error }),
      )
      return null
    }
    this.#has = this.#waiting.state
    this.#waiting = null
    return payload
  }

  protected clear(): void {
    this.#waiting = null
  }
}
