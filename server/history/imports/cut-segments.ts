import type { DataSource } from '../../domain/source.js'
import { msPerMinute, startOf, type UnixMs } from '../../domain/units.js'
import { MarketState } from '../../market/market-state.js'
import type { ImportedSegment } from '../market-imports.js'
import type { MarketStep } from '../market-step.js'
import { SegmentWriter } from '../segment/write-segment.js'

/** As the recorder cuts them. */
const segmentMs = 5 * msPerMinute
/** A longer pause is a hole: who recorded it was away. */
const longestPauseMs = 5 * msPerMinute
/** A segment with this many events ends early, so that reading it does not take too much memory. */
const fullSegmentEvents = 200_000
/** No key frame holds it. */
const staleAfterMs = 8_000

/**
 * So many instruments may be listed at a time, of all currencies together: several times what an exchange has. A replay holds
 * all of them in the memory of the server.
 */
export const mostInstruments = 20_000

/** What is imported lists more instruments than may be. */
export class TooManyInstruments extends Error {
  override readonly name = 'TooManyInstruments'
  readonly listed: number

  constructor(listed: number) {
    super(`${listed} instruments are listed at a time`)
    this.listed = listed
  }
}

/** A segment that steps are added to. */
interface OpenSegment {
  readonly writer: SegmentWriter
  readonly fromMs: UnixMs
  readonly dropped: number
  lastMs: UnixMs
  events: number
}

/** Cuts what was heard of a market into segments, each with a key frame: what the events before made of the market. */
export class SegmentCutter {
  readonly #state: MarketState
  readonly #currencies: readonly string[]
  #nowMs: UnixMs = 0
  #open: OpenSegment | null = null
  /** Whether nothing is missing until the source says so. */
  #isSpan = false
  #hasBegun = false

  constructor(source: DataSource, currencies: readonly string[]) {
    this.#currencies = currencies
    this.#state = new MarketState({ name: 'import', source, currencies, staleAfterMs }, () => this.#nowMs)
  }

  /** Answers the segment that is over with it, if one is. Rejects with `TooManyInstruments`. */
  async take(step: MarketStep): Promise<ImportedSegment | null> {
    switch (step.kind) {
      case 'begin':
        return this.#beginSpan(step)
      case 'end':
        this.#isSpan = false
        return this.#close(Math.max(step.timeMs, (this.#open?.lastMs ?? 0) + 1))
      case 'event': {
        const cutMs = this.#cutBefore(step.timeMs)
        const isPause = cutMs !== null && this.#isPause(step.timeMs)
        const done = cutMs === null ? null : await this.#close(cutMs)
        this.#nowMs = step.timeMs
        this.#open ??= this.#begin(cutMs === null || isPause ? step.timeMs : cutMs, 0)
        this.#open.writer.add({ heardMs: step.timeMs, event: step.event })
        this.#open.lastMs = step.timeMs
        this.#open.events += 1
        this.#state.fold(step.event)
        if (step.event.type === 'listing') this.#checkListed()
        return done
      }
    }
  }

  /** The last segment. */
  async end(): Promise<ImportedSegment | null> {
    return this.#open && this.#close(this.#open.lastMs + 1)
  }

  async #beginSpan({
    timeMs,
    keyFrame,
    dropped,
  }: Extract<MarketStep, { kind: 'begin' }>): Promise<ImportedSegment | null> {
    const done = await this.end()
    this.#nowMs = timeMs
    if (keyFrame) {
      this.#state.takeOver(keyFrame)
      this.#checkListed()
      this.#hasBegun = true
    }
    this.#isSpan = true
    this.#open = this.#begin(timeMs, dropped)
    return done
  }

  #checkListed(): void {
    const sizes = this.#currencies.map((currency) => this.#state.instruments(currency)?.instruments.size ?? 0)
    const listed = sizes.reduce((sum, size) => sum + size, 0)
    if (listed > mostInstruments) throw new TooManyInstruments(listed)
  }

  #isPause(timeMs: UnixMs): boolean {
    return !this.#isSpan && timeMs - (this.#open?.lastMs ?? timeMs) > longestPauseMs
  }

  /** Where the open segment ends before an event. Null: it goes on with it. */
  #cutBefore(timeMs: UnixMs): UnixMs | null {
    if (!this.#open) return null
    const { lastMs, events } = this.#open
    if (this.#isPause(timeMs)) return lastMs + 1
    const beganMs = startOf(timeMs, segmentMs)
    if (beganMs > lastMs) return beganMs
    return events >= fullSegmentEvents && timeMs > lastMs ? timeMs : null
  }

  #begin(fromMs: UnixMs, dropped: number): OpenSegment {
    // Who recorded it was connected. No file says so.
    if (!this.#hasBegun) this.#state.fold({ type: 'feed-state', state: 'LIVE', detail: null })
    this.#hasBegun = true
    return { writer: new SegmentWriter(fromMs, this.#state.keyFrame()), fromMs, dropped, lastMs: fromMs, events: 0 }
  }

  async #close(toMs: UnixMs): Promise<ImportedSegment | null> {
    if (!this.#open) return null
    const { writer, fromMs, dropped } = this.#open
    this.#open = null
    return { fromMs, toMs, dropped, bytes: await writer.finish(toMs) }
  }
}
