import type { TurnAsker } from '../lib/fair-turns.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { FellBehind, type EventSource } from './live-source.js'
import { Member } from './member.js'
import type { Payload } from './payload.js'

/** How many events, and how much of their JSON, may wait for one reader. */
export const maxWaitingEvents = 1_000
const maxWaitingBytes = 1_048_576

/** How many missed events, and how much of their JSON, is read before the reader takes them. */
export const readAhead = 64
const readAheadBytes = 65_536
/** How many ids of events the member remembers that its reader has. They may still be announced. */
const rememberedIds = 1_000

export interface GroupEvent {
  readonly id: string
  /** Nobody else gets it. */
  readonly audience: string
  readonly payload: Payload
}

/** What a member needs of the source that was made for its reader. */
type OwnSource = Pick<EventSource<unknown>, 'field' | 'missed' | 'after' | 'isOf' | 'reader'>

/**
 * A subscriber of events. All events wait for it, up to a bound. Past the bound it ends with `FellBehind`. While it
 * catches up, new events wait behind the missed ones. It sends an event once, even if it was missed and announced.
 */
export class EventMember extends Member {
  #missed: GroupEvent[] = []
  #missedBytes = 0
  #waiting: GroupEvent[] = []
  #waitingBytes = 0
  #catchingUp: boolean
  /** Whether its reader is of an audience at present. */
  readonly isOf: EventSource<unknown>['isOf']
  readonly #had = new Set<string>()
  #onRoom: () => void = () => {}

  constructor(counts: StreamCounts, payer: TurnAsker, own: OwnSource) {
    super(counts, payer, own)
    const { missed, after, isOf } = own
    this.isOf = isOf
    this.#catchingUp = missed !== null
    if (after !== undefined) this.leaveOut(after)
  }

  offer(event: GroupEvent): void {
    if (this.isOver || this.#had.delete(event.id) || !this.isOf(event.audience)) return
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

  /** Resolves when there is room for another missed event. */
  async room(): Promise<void> {
    while (this.#missed.length >= readAhead || this.#missedBytes >= readAheadBytes) {
      await new Promise<void>((resolve) => (this.#onRoom = resolve))
    }
  }

  /** Takes a missed event. */
  catchUp(missed: GroupEvent): void {
    if (this.isOver || !this.isOf(missed.audience)) return
    this.leaveOut(missed.id)
    this.#missed.push(missed)
    this.#missedBytes += missed.payload.bytes
    this.rouse()
  }

  /** No more missed events come. Those that waited follow. */
  goLive(): void {
    this.#wait(this.#waiting.filter(({ id }) => !this.#had.delete(id)))
    this.#catchingUp = false
    this.rouse()
  }

  /** Drops what waits of events that its reader may not have any more. */
  dropForbidden(): void {
    this.#missed = this.#missed.filter(({ audience }) => this.isOf(audience))
    this.#missedBytes = bytesOf(this.#missed)
    this.#wait(this.#waiting.filter(({ audience }) => this.isOf(audience)))
    this.#onRoom()
  }

  #wait(events: GroupEvent[]): void {
    this.#waiting = events
    this.#waitingBytes = bytesOf(events)
  }

  override get ownBytes(): number {
    return this.#missedBytes
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
      this.#missedBytes -= missed.payload.bytes
      this.#onRoom()
      return missed.payload
    }
    const event = this.#catchingUp ? undefined : this.#waiting.shift()
    if (!event) return null
    this.#waitingBytes -= event.payload.bytes
    return event.payload
  }

  protected clear(): void {
    this.#missed = []
    this.#missedBytes = 0
    this.#waiting = []
    this.#waitingBytes = 0
    this.#had.clear()
    this.#onRoom()
  }
}

function bytesOf(events: readonly GroupEvent[]): number {
  return events.reduce((sum, { payload }) => sum + payload.bytes, 0)
}
