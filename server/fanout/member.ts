import type { TurnAsker } from '../lib/fair-turns.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import type { HeldWrites } from './held-writes.js'
import type { LiveSource, StreamReader } from './live-source.js'
import type { Payload } from './payload.js'

/** A member wakes it when there is something to take. It takes when it can. */
export interface Wakeable {
  /** The member calls it again only after `take` has answered null. */
  wake(member: Takeable): void
  /** The stream is over, and everything that waited is taken. Never called while it takes. */
  ended(end: End): void
}

/** What the reader of a member sees of it. */
export interface Takeable {
  /** The next result to send, or null when none is ready. */
  take(): Payload | null
  /** Bytes of the results that wait for this reader; of those that wait for others too, its share. */
  readonly ownBytes: number
  /** Where results that it took may wait for more to be written. Null: they are written at once. */
  readonly heldWrites: HeldWrites | null
}

/** What a member keeps of the source that was made for its reader. */
type Own = Pick<LiveSource, 'field' | 'reader'>

/** The group that a member is in. */
interface Home {
  /** How many members it has. */
  readonly size: number
  readonly heldWrites: HeldWrites | null
  leave(member: Member): void
  /** Nothing waits for the member any more. */
  tookAll(member: Member): void
}

/** How a stream ended for a member: for good, or with an error. */
export interface End {
  readonly error?: unknown
}

/** One subscriber of a group, and what waits for it. Nobody takes anything before `open`. */
export abstract class Member implements Takeable {
  home: Home | null = null
  protected readonly counts: StreamCounts
  /** In whose time its results are made. */
  readonly payer: TurnAsker
  /** Null: whoever it is may have the stream for good. */
  readonly reader: StreamReader | null
  /** The root field. */
  readonly #field: string
  #end: End | null = null
  #taker: Wakeable | null = null
  #awake = false
  #isFinished = false
  /** Whether it no longer counts. Then its taker is told, or will be as soon as there is one. */
  #hasLeft = false

  constructor(counts: StreamCounts, payer: TurnAsker, { field, reader }: Own) {
    this.counts = counts
    this.payer = payer
    this.reader = reader ?? null
    this.#field = field
  }

  get ownBytes(): number {
    return 0
  }

  get heldWrites(): HeldWrites | null {
    return this.home?.heldWrites ?? null
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
    if (this.#hasLeft) this.#tellEnd()
    else this.rouse()
  }

  take(): Payload | null {
    this.#awake = false
    const payload = this.#nextOrEnd()
    if (payload !== null) {
      this.#awake = true
      this.counts.deliveries += 1
      if (this.isEmpty) this.home?.tookAll(this)
    } else this.#finishIfOver()
    return payload
  }

  /** Ends the stream after what waits. */
  end(end: End): void {
    this.#end ??= end
    this.#finishIfOver()
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

  #finishIfOver(): void {
    if (this.#end === null || this.#isFinished || !this.isEmpty) return
    this.#isFinished = true
    queueMicrotask(() => {
      this.#hasLeft = true
      this.counts.left(this.#field)
      this.leave()
      this.#tellEnd()
    })
  }

  #tellEnd(): void {
    if (this.#end !== null) this.#taker?.ended(this.#end)
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
