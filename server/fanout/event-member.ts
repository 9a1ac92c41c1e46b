import type { TurnAsker } from '../lib/fair-turns.js'
import type { StreamCounts } from '../metrics/stream-counts.js'
import { EventLine, type GroupEvent } from './event-line.js'
import { FellBehind, type EventSource } from './live-source.js'
import { Member } from './member.js'
import type { Payload } from './payload.js'

/** How many events, and how much of their JSON, may wait for one reader, and how many at any time. */
export const maxWaitingEvents = 1_000
const maxWaitingBytes = 1_048_576
export const maxBurstEvents = 50_000
const maxBurstBytes = 16_777_216
/** How long more may wait than may wait for good. Many events may come at once, and a quick reader takes them after. */
export const burstMs = 15_000
/** What an event takes in memory for each reader for which it waits, about. */
const placeBytes = 16

/** How many missed events, and how much of their JSON, is read before the reader takes them. */
export const readAhead = 64
const readAheadBytes = 65_536
/** How many ids of events the member remembers that its reader has. They may still be announced. */
const rememberedIds = 1_000

/** What a member needs of the source that was made for its reader. */
type OwnSource = Pick<EventSource<unknown>, 'field' | 'missed' | 'after' | 'isOf' | 'reader'>

/**
 * A subscriber of events. All events wait for it, up to a bound. Past the bound it ends with `FellBehind`. While it
 * catches up, new events wait behind the missed ones. It sends an event once, even if it was missed and announced.
 */
export class EventMember extends Member {
  readonly #missed = new EventLine()
  readonly #waiting = new EventLine()
  /** Since when more waits than may wait for good. */
  #burstSinceMs: number | null = null
  #catchingUp: boolean
  #isWithheld = false
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
    this.#waiting.add(event)
    this.#noteBurst()
    if (this.#isTooMuch) return this.drop({ error: new FellBehind() })
    this.rouse()
  }

  /** A single event may be of any length. */
  #noteBurst(): void {
    const { length, bytes } = this.#waiting
    const isBurst = length > maxWaitingEvents || (length > 1 && bytes > maxWaitingBytes)
    this.#burstSinceMs = isBurst ? (this.#burstSinceMs ?? performance.now()) : null
  }

  get #isTooMuch(): boolean {
    if (this.#burstSinceMs === null) return false
    const { length, bytes } = this.#waiting
    return length > maxBurstEvents || bytes > maxBurstBytes || performance.now() - this.#burstSinceMs > burstMs
  }

  /** The reader has this event. If it comes again, the member does not send it. */
  leaveOut(id: string): void {
    this.#had.add(id)
    const [oldest] = this.#had
    if (this.#had.size > rememberedIds && oldest !== undefined) this.#had.delete(oldest)
  }

  /** Resolves when there is room for another missed event. */
  async room(): Promise<void> {
    while (this.#missed.length >= readAhead || this.#missed.bytes >= readAheadBytes) {
      await new Promise<void>((resolve) => (this.#onRoom = resolve))
    }
  }

  /** Takes a missed event. */
  catchUp(missed: GroupEvent): void {
    if (this.isOver || !this.isOf(missed.audience)) return
    this.leaveOut(missed.id)
    this.#missed.add(missed)
    this.rouse()
  }

  /** No more missed events come. Those that waited follow. */
  goLive(): void {
    this.#waiting.keep(({ id }) => !this.#had.delete(id))
    this.#catchingUp = false
    this.rouse()
  }

  /** Gives nothing until it is known what its reader may have. */
  withhold(): void {
    this.#isWithheld = true
  }

  /** Drops what waits of events that its reader may not have any more. Gives the rest. */
  dropForbidden(): void {
    this.#isWithheld = false
    this.#missed.keep(({ audience }) => this.isOf(audience))
    this.#waiting.keep(({ audience }) => this.isOf(audience))
    this.#onRoom()
    this.rouse()
  }

  /** Of what waits for others too, its share. */
  override get ownBytes(): number {
    const { length, bytes } = this.#waiting
    return this.#missed.bytes + Math.ceil(bytes / (this.home?.size ?? 1)) + placeBytes * length
  }

  get depth(): number {
    return this.#missed.length + this.#waiting.length
  }

  protected get isEmpty(): boolean {
    return this.#isWithheld || (this.#missed.length === 0 && (this.#catchingUp || this.#waiting.length === 0))
  }

  protected next(): Payload | null {
    if (this.#isWithheld) return null
    const missed = this.#missed.take()
    if (missed) {
      this.#onRoom()
      return missed.payload
    }
    if (this.#catchingUp) return null
    const event = this.#waiting.take()
    this.#noteBurst()
    return event?.payload ?? null
  }

  protected clear(): void {
    this.#missed.clear()
    this.#waiting.clear()
    this.#had.clear()
    this.#onRoom()
  }
}
