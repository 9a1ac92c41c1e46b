import type { TurnAsker } from '../lib/fair-turns.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import type { StreamReader } from './live-source.js'
import type { Payload } from './payload.js'

/** A member wakes it when there is something to take. It takes when it can. */
export interface Wakeable {
  /** The member calls it again only after `take` has answered null. */
  wake(member: Takeable): void
}

/** What the reader of a member sees of it. */
export interface Takeable {
  /** The next result to send, or null when none is ready. */
  take(): Payload | null
  /** Bytes of the results that wait for this reader alone. */
  readonly ownBytes: number
}

/** The group that a member is in. */
interface Home {
  leave(member: Member): void
}

/** How a stream ended for a member: for good, or with an error. */
export interface End {
  readonly error?: unknown
}

/** One subscriber of a group, and what waits for it. Nobody takes anything before `open`. */
export abstract class Member implements Takeable {
  /** Resolves when the stream is over and the reader has taken everything that waited. Never rejects. */
  readonly ended: Promise<End>
  home: Home | null = null
  protected readonly counts: StreamCounts
  /** In whose time its results are made. */
  readonly payer: TurnAsker
  /** Null: whoever it is may have the stream for good. */
  readonly reader: StreamReader | null
  #settle: (end: End) => void = () => {}
  #end: End | null = null
  #taker: Wakeable | null = null
  #awake = false

  constructor(counts: StreamCounts, payer: TurnAsker, reader: StreamReader | null = null) {
    this.counts = counts
    this.payer = payer
    this.reader = reader
    this.ended = new Promise((resolve) => (this.#settle = resolve))
  }

  get ownBytes(): number {
    return 0
  }

  /** How many results wait. */
  abstract readonly depth: number
  /** Whether nothing waits. */
  protected abstract readonly isEmpty: boolean
  protected abstract next(): Payload | null
  /** Forgets what waits. */
  protected abstract clear(): void

  protected get isOver(): boolean {
    return this.#end !== null
  }

  leave(): void {
    this.home?.leave(this)
  }

  /** From now on the member wakes the taker whenever something waits. */
  open(taker: Wakeable): void {
    this.#taker = taker
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

  /** Ends the stream after what waits. */
  end(end: End): void {
    this.#end ??= end
    if (this.isEmpty) this.#settle(this.#end)
  }

  /** Ends the stream at once, and drops what waits. */
  drop(end: End): void {
    this.clear()
    this.end(end)
  }

  /** Wakes the taker when something waits, unless it is awake. */
  protected rouse(): void {
    if (this.#awake || this.#taker === null || this.isEmpty) return
    this.#awake = true
    this.#taker.wake(this)
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
