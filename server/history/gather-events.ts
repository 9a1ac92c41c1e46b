import type { MarketEvent } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'
import type { KeyFrame } from '../market/key-frame.js'
import type { TimeSpan } from './market-history.js'
import type { RecordedEvent } from './recorded-event.js'

export interface GatherOptions {
  readonly now: () => UnixMs
  /** The market as it is now. */
  readonly keyFrame: () => KeyFrame
  /** A segment ends at the first cut after a multiple of this. */
  readonly segmentMs: number
  /** How much may be gathered between two cuts, about, in bytes of memory. */
  readonly maxBytes: number
  /** Whether what is cut can be kept at present. */
  readonly hasRoom: () => boolean
}

/** What was heard between two cuts. */
export interface HeardPiece extends TimeSpan {
  /** Where its segment begins. */
  readonly segmentMs: UnixMs
  /** Null, unless it is the first piece of its segment. */
  readonly keyFrame: KeyFrame | null
  readonly events: readonly RecordedEvent[]
  /** How many events were heard and dropped before its segment. */
  readonly dropped: number
}

const notFirst = { keyFrame: null, dropped: 0 }

/** A clock that was set back by less is waited for: until then events are placed at the last time recorded. */
export const clockPatienceMs = 10_000

/**
 * Gathers what is heard of a market and cuts it into pieces. It never waits. What it cannot keep is dropped and counted;
 * then what comes next begins a segment of its own, because a segment has no holes.
 */
export class EventGatherer {
  readonly #options: GatherOptions
  #events: RecordedEvent[] = []
  #bytes = 0
  /** Null: the next event begins one. */
  #segmentMs: UnixMs | null = null
  /** What the first piece of a segment has, until it is cut. */
  #first: Pick<HeardPiece, 'keyFrame' | 'dropped'> = notFirst
  /** Where the next piece begins. Null: at the next event. */
  #fromMs: UnixMs | null = null
  /** Nothing is placed before. */
  #lastMs: UnixMs = -Infinity
  /** Whether what is heard until the next cut is dropped. */
  #isBroken = false
  #dropped = 0
  /** Since the last segment. */
  #droppedSince = 0
  #generation = 0

  constructor(options: GatherOptions) {
    this.#options = options
  }

  /** How many events were heard and are not recorded. */
  get dropped(): number {
    return this.#dropped
  }

  /** Changes whenever something is lost. What was cut before is then of no use, unless it is kept already. */
  get generation(): number {
    return this.#generation
  }

  /** Where the segment begins that is being heard. Null: the next event begins one. */
  get segmentMs(): UnixMs | null {
    return this.#segmentMs
  }

  /** Whether nothing that was heard is missing since it last began a segment. False before it hears anything, and in a hole. */
  get isWhole(): boolean {
    return this.#fromMs !== null && !this.#isBroken
  }

  /** Whether the clock was set back behind what is recorded. */
  isClockBehind(): boolean {
    return this.#options.now() < this.#lastMs - clockPatienceMs
  }

  /** Called before the state takes the event in. */
  hear(event: MarketEvent): void {
    const { now, maxBytes } = this.#options
    const nowMs = now()
    this.#bytes += bytesInMemory(event)
    if (this.#bytes > maxBytes || this.#mustDrop()) this.#isBroken = true
    if (this.#isBroken) return this.#drop(1)
    const saidMs = 'receivedTimeMs' in event ? event.receivedTimeMs : nowMs
    const heardMs = Math.max(this.#lastMs, Math.min(saidMs, nowMs))
    if (this.#segmentMs === null) this.#begin(heardMs)
    this.#events.push({ heardMs, event })
    this.#lastMs = heardMs
  }

  /** What was heard since the last cut; null when nothing was. The last cut of all says that nothing was, too. */
  cut({ isLast = false } = {}): HeardPiece | null {
    if (isLast && this.isWhole && this.#segmentMs === null) this.#begin(this.#fromMs ?? this.#lastMs)
    const [segmentMs, fromMs, events, first] = [this.#segmentMs, this.#fromMs, this.#events, this.#first]
    const toMs = this.#isBroken ? this.#lastMs + 1 : Math.max(this.#options.now(), this.#lastMs + 1)
    this.#events = []
    this.#bytes = 0
    if (this.#isBroken) this.#endSegment()
    this.#isBroken = this.#mustDrop()
    if (segmentMs === null || fromMs === null || (events.length === 0 && !isLast)) return null
    this.#first = notFirst
    this.#lastMs = toMs
    if (this.#segmentMs !== null) this.#goOn(this.#segmentMs, toMs)
    return { ...first, segmentMs, fromMs, toMs, events }
  }

  /** A piece that was cut cannot be kept; what was heard since is of no use without it. */
  lose({ events, dropped }: Pick<HeardPiece, 'dropped'> & { readonly events: number }): void {
    this.#generation += 1
    this.#drop(events + this.#events.length)
    this.#droppedSince += dropped + this.#first.dropped
    this.#first = notFirst
    this.#events = []
    this.#bytes = 0
    this.#endSegment()
  }

  /** The market is recorded until this time already. */
  startAfter(ms: UnixMs): void {
    if (this.#fromMs !== null && this.#fromMs < ms) this.lose({ events: 0, dropped: 0 })
    this.#lastMs = Math.max(this.#lastMs, ms)
  }

  #mustDrop(): boolean {
    return !this.#options.hasRoom() || this.isClockBehind()
  }

  #drop(events: number): void {
    this.#dropped += events
    this.#droppedSince += events
  }

  #begin(heardMs: UnixMs): void {
    this.#first = { keyFrame: this.#options.keyFrame(), dropped: this.#droppedSince }
    this.#droppedSince = 0
    this.#fromMs ??= heardMs
    this.#segmentMs = this.#fromMs
  }

  #goOn(segmentMs: UnixMs, cutMs: UnixMs): void {
    const numberOf = (ms: UnixMs) => Math.floor(ms / this.#options.segmentMs)
    if (numberOf(cutMs) > numberOf(segmentMs)) this.#segmentMs = null
    this.#fromMs = cutMs
  }

  /** What comes next has no part in what was before. */
  #endSegment(): void {
    this.#segmentMs = null
    this.#fromMs = null
  }
}

/** About as many bytes as an event takes in memory. */
function bytesInMemory(event: MarketEvent): number {
  if (event.type === 'options') return 200 + 400 * event.updates.length
  return event.type === 'listing' ? 200 + 250 * event.instruments.length : 400
}
