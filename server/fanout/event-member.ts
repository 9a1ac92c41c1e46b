import type { StreamCounts } from '../metrics/stream-counts.js'
import { FellBehind } from './live-source.js'
import { Member } from './member.js'
import type { Payload } from './payload.js'

/** How many events, and how much of their JSON, may wait for one reader. */
export const maxWaitingEvents = 1_000
const maxWaitingBytes = 1_048_576

/** How many missed events are read before the reader takes them. */
export const readAhead = 64
/** How many ids of events the member remembers that its reader has. They may still be announced. */
const rememberedIds = 1_000

export interface GroupEvent {
  readonly id: string
  readonly payload: Payload
}

/**
 * A subscriber of events. All events wait for it, up to a bound. Past the bound it ends with `FellBehind`. While it
 * catches up, new events wait behind the missed ones. It sends an event once, even if it was missed and announced.
 */
export class EventMember extends Member {
  #missed: Payload[] = []
  #waiting: GroupEvent[] = []
  #waitingBytes = 0
  #catchingUp: boolean
  readonly #had = new Set<string>()
  #onRoom: () => void = () => {}

  constructor(counts: StreamCounts, catchesUp: boolean) {
    super(counts)
    this.#catchingUp = catchesUp
  }

  offer(event: GroupEvent): void {
    if (this.isOver || this.#had.delete(event.id)) return
    this.#waiting.push(event)
    this.#waitingBytes += event.payload.bytes
    if (this.#isTooMuch) return this.drop({ error: new FellBehind() })
    this.rouse()
  }

  /** A single event may be of any length. */
  get #isTooMuch(): boolean {
    const { length } = this.#waiting
    return length > maxWaitingEvents || (length > 1 && this.#waitingBytes > maxWaitingBytes)
  }

  /** The reader has this event. If it comes again, the member does not send it. */
  leaveOut(id: string): void {
    this.#had.add(id)
    const [oldest] = this.#had
    if (this.#had.size > rememberedIds && oldest !== undefined) this.#had.delete(oldest)
  }

  /** Takes a missed event. Resolves when there is room for another. */
  async catchUp({ id, payload }: GroupEvent): Promise<void> {
    if (this.isOver) return
    this.leaveOut(id)
    this.#missed.push(payload)
    this.rouse()
    if (this.#missed.length >= readAhead) await new Promise<void>((resolve) => (this.#onRoom = resolve))
  }

  /** No more missed events come. Those that waited follow. */
  goLive(): void {
    this.#waiting = this.#waiting.filter(({ id }) => !this.#had.delete(id))
    this.#waitingBytes = this.#waiting.reduce((sum, { payload }) => sum + payload.bytes, 0)
    this.#catchingUp = false
    this.rouse()
  }

  get depth(): number {
    return this.#missed.length + this.#waiting.length
  }

  protected get isEmpty(): boolean {
    return this.#missed.length === 0 && (this.#catchingUp || this.#waiting.length === 0)
  }

  protected next(): Payload | null {
    const missed = this.#missed.shift()
    if (missed) {
      this.#onRoom()
      return missed
    }
    const event = this.#catchingUp ? undefined : this.#waiting.shift()
    if (!event) return null
    this.#waitingBytes -= event.payload.bytes
    return event.payload
  }

  protected clear(): void {
    this.#missed = []
    this.#waiting = []
    this.#waitingBytes = 0
    this.#had.clear()
    this.#onRoom()
  }
}
