import type { StreamCounts } from '../metrics/stream-counts.js'
import type { Payload } from './payload.js'

/** Is told that a member has something to take. It takes it when it can; nothing is pushed at it. */
export interface Wakeable {
  /** Called once, until `take` has answered null. */
  wake(member: Takeable): void
}

/** What the reader of a member sees of it. */
export interface Takeable {
  /** The next result to send, or null when none is ready. */
  take(): Payload | null
}

/** How a stream ended for a member: for good, or with an error. */
export interface End {
  readonly error?: unknown
}

/** One subscriber of a group, and what waits for it. Nothing is taken before `open`. */
export abstract class Member implements Takeable {
  /** Answers when the stream is over and everything that waited was taken. */
  readonly ended: Promise<End>
  protected readonly counts: StreamCounts
  #settle: (end: End) => void = () => {}
  #end: End | null = null
  #reader: Wakeable | null = null
  #awake = false

  constructor(counts: StreamCounts) {
    this.counts = counts
    this.ended = new Promise((resolve) => (this.#settle = resolve))
  }

  /** How many results wait. */
  abstract readonly depth: number
  /** Whether nothing is ready to be sent. */
  protected abstract readonly isEmpty: boolean
  protected abstract next(): Payload | null
  /** Forgets what waits. */
  protected abstract clear(): void

  protected get isOver(): boolean {
    return this.#end !== null
  }

  /** From here on the reader is woken whenever something waits. */
  open(reader: Wakeable): void {
    this.#reader = reader
    this.rouse()
  }

  take(): Payload | null {
    this.#awake = false
    const payload = this.#nextOrEnd()
    if (payload !== null) {
      this.#awake = true
      this.counts.deliveries += 1
    } else if (this.#end !== null && this.isEmpty) this.#settle(this.#end)
    return payload
  }

  /** Ends it behind what waits. */
  end(end: End): void {
    this.#end ??= end
    if (this.isEmpty) this.#settle(this.#end)
  }

  /** Ends it at once. */
  drop(end: End): void {
    this.clear()
    this.end(end)
  }

  /** Tells the reader that something waits, unless it knows. */
  protected rouse(): void {
    if (this.#awake || this.#reader === null || this.isEmpty) return
    this.#awake = true
    this.#reader.wake(this)
  }

  #nextOrEnd(): Payload | null {
    try {
      return this.next()
    } catch (error) {
      this.drop({ error })
      return null
    }
  }
}
