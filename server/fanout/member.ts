import type { StreamCounts } from '../metrics/stream-counts.js'
import type { Payload } from './payload.js'

/** Where a member's events go. It takes them when it can; nothing is pushed at it. */
export interface Sink {
  /** There is something to take. Called once, until `take` has answered null. */
  wake(member: Takeable): void
  /** Events that may not be lost are too many to keep: end the connection so that its reader comes back and resumes. */
  fellBehind(): void
}

/** What a sink knows of a member. */
export interface Takeable {
  /** The next result to send, or null when none is ready. */
  take(): Payload | null
}

/** How a stream ended for a member: for good, or with an error. */
export interface End {
  readonly error?: unknown
}

/** One subscriber of a group, and what waits for it. Nothing reaches its sink before `open`. */
export abstract class Member implements Takeable {
  /** Answers when the stream is over and everything that waited was taken. */
  readonly ended: Promise<End>
  protected readonly sink: Sink
  protected readonly counts: StreamCounts
  #settle: (end: End) => void = () => {}
  #end: End | null = null
  #held = true
  #awake = false

  constructor(sink: Sink, counts: StreamCounts) {
    this.sink = sink
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

  open(): void {
    this.#held = false
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

  /** Events were lost to it, or would have to be kept without bound: its connection ends. */
  fellBehind(): void {
    this.sink.fellBehind()
    this.drop({})
  }

  /** Ends it at once. */
  drop(end: End): void {
    this.clear()
    this.end(end)
  }

  /** Tells the sink that something waits, unless it knows. */
  protected rouse(): void {
    if (this.#awake || this.#held || this.isEmpty) return
    this.#awake = true
    this.sink.wake(this)
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
