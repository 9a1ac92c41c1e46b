import type { HistoryStatus, RecordingState } from '../domain/history-status.js'
import type { MarketEvent } from '../domain/market-events.js'
import type { UnixMs } from '../domain/units.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import { within } from '../lib/within.js'
import type { KeyFrame } from '../market/key-frame.js'
import { StoreUnavailable } from '../storage/journal.js'
import { encodePiece } from './encode-pieces.js'
import { EventGatherer, type HeardPiece } from './gather-events.js'
import type { MarketHistory, RecordedMarket, RecordedRange } from './market-history.js'
import { PieceQueue } from './piece-queue.js'
import { tendHistory } from './tend-history.js'

/** How often what was heard is cut off and written. So what was heard more than a second ago is kept. */
const cutIntervalMs = 500
/** When a write takes longer, it is told that recording is interrupted. */
const slowWriteMs = 5_000
const mostRetryMs = 5_000
/** How long what was heard last may take to be written when the server stops. */
const lastWriteMs = 3_000
const shownHoles = 20
const endOfTime = Number.MAX_SAFE_INTEGER

export interface RecorderParts {
  readonly market: RecordedMarket
  /** Opens the store where it is not open yet. */
  readonly open: () => Promise<MarketHistory>
  /** The market as it is now. */
  readonly keyFrame: () => KeyFrame
  /** Whether the server is starting. Nothing is written meanwhile, so that it is ready sooner. */
  readonly isStarting: () => boolean
  readonly bounds: RecorderBounds
  readonly clock: Clock
  readonly log: Pick<Logger, 'error' | 'warn' | 'info'>
}

interface RecorderBounds {
  /** Of the whole store, and how old it may be. */
  readonly maxBytes: number
  readonly maxAgeMs: number
  /** How long a segment is. */
  readonly segmentMs: number
  /** Between two looks for what is to be joined or removed. */
  readonly tendIntervalMs: number
  /** How much may be heard between two cuts, about, in bytes of memory. */
  readonly maxGatheredBytes: number
  /** How much may wait to be written. */
  readonly maxWaitingBytes: number
}

/**
 * Records what the feed says. `hear` never waits: what the store cannot take in time is dropped and counted first, and the
 * hole is kept in the recording. It writes again by itself when the store can be written again.
 */
export class Recorder {
  readonly #parts: RecorderParts
  readonly #queue: PieceQueue
  readonly #gatherer: EventGatherer
  #range: RecordedRange | null = null
  #holes: HistoryStatus['holes'] = []
  #recordedEvents = 0
  #hasBegun = false
  #hasFailed = false
  #writingSinceMs: number | null = null
  #cutting: Promise<void> = Promise.resolve()
  #catchingUp: Promise<UnixMs | null> | null = null
  /** The segment of a piece that is being encoded. */
  #encodingMs: number | null = null

  constructor(parts: RecorderParts) {
    const { bounds, clock, keyFrame } = parts
    this.#parts = parts
    this.#queue = new PieceQueue(bounds.maxWaitingBytes)
    this.#gatherer = new EventGatherer({
      now: () => clock.now(),
      keyFrame,
      segmentMs: bounds.segmentMs,
      maxBytes: bounds.maxGatheredBytes,
      hasRoom: () => this.#queue.hasRoom(),
    })
  }

  /** Called with each event of the feed, before the state takes it in. It throws nothing. */
  readonly hear = (event: MarketEvent): void => {
    try {
      this.#gatherer.hear(event)
    } catch (error) {
      this.#parts.log.error({ err: error, event: event.type }, 'A market event could not be recorded')
    }
  }

  status(): Omit<HistoryStatus, 'accountBytes' | 'maxAccountBytes'> {
    return {
      state: this.#state(),
      fromMs: this.#range?.fromMs ?? null,
      toMs: this.#range?.toMs ?? null,
      bytes: this.#range?.bytes ?? 0,
      maxBytes: this.#parts.bounds.maxBytes,
      recordedEvents: this.#recordedEvents,
      droppedEvents: this.#gatherer.dropped,
      waitingBytes: this.#queue.bytes,
      holes: this.#holes,
    }
  }

  /**
   * Has what was heard written, until a time at least. Answers until when everything that was heard is recorded; null when that cannot
   * be said, because nothing was heard yet, something is dropped or the store takes long.
   */
  async catchUp(untilMs: UnixMs): Promise<UnixMs | null> {
    // More may be heard in the last millisecond of what is written.
    const writtenMs = (this.#range?.toMs ?? -Infinity) - 1
    if (untilMs < writtenMs) return writtenMs
    // Others may wait already. What they wait for may lack what was heard last, so we wait for it and then for our own.
    while (this.#catchingUp) await this.#catchingUp
    this.#catchingUp = this.#catchUp().finally(() => (this.#catchingUp = null))
    return this.#catchingUp
  }

  async #catchUp(): Promise<UnixMs | null> {
    const nowMs = this.#parts.clock.now()
    await this.#cut()
    const isWritten = await within(
      lastWriteMs,
      this.#queue.emptied().then(() => true),
      () => false,
    )
    return isWritten && this.#gatherer.isWhole && this.#state() === 'RECORDING' ? nowMs : null
  }

  /** Writes until the signal is aborted, and then what was heard until then. */
  async run(signal: AbortSignal): Promise<void> {
    const isCut = new AbortController()
    const writing = this.#write(isCut.signal)
    const tending = tendHistory({ ...this.#parts, ...this.#tending }, signal)
    await this.#cutAgainAndAgain(signal)
    isCut.abort()
    const isWritten = Promise.all([writing, tending]).then(() => true)
    if (!(await within(lastWriteMs, isWritten, () => false))) {
      this.#parts.log.warn({}, 'What was heard last of the market could not be recorded')
    }
  }

  #state(): RecordingState {
    if (this.#gatherer.isClockBehind()) return 'CLOCK_BEHIND'
    const isSlow = this.#writingSinceMs !== null && this.#parts.clock.now() - this.#writingSinceMs > slowWriteMs
    return this.#hasFailed || isSlow || !this.#queue.hasRoom() ? 'INTERRUPTED' : 'RECORDING'
  }

  async #cutAgainAndAgain(signal: AbortSignal): Promise<void> {
    const { clock, isStarting } = this.#parts
    while (isStarting() && !signal.aborted) await clock.sleep(cutIntervalMs, signal)
    while (!signal.aborted) {
      await clock.sleep(cutIntervalMs, signal)
      await this.#cut()
    }
    // What was heard while the piece before was encoded, or that nothing was.
    await this.#cut({ isLast: true })
  }

  /** One after the other, so that pieces are in order. */
  #cut(options = {}): Promise<void> {
    this.#cutting = this.#cutting.then(async () => {
      const piece = this.#gatherer.cut(options)
      if (piece) await this.#enqueue(piece)
    })
    return this.#cutting
  }

  async #enqueue({ keyFrame, events, ...place }: HeardPiece): Promise<void> {
    const lost = { events: events.length, dropped: place.dropped }
    const { generation } = this.#gatherer
    this.#encodingMs = place.segmentMs
    try {
      const bytes = await encodePiece({ ...place, keyFrame, events })
      // What it follows may have been lost meanwhile.
      const isOfUse = this.#gatherer.generation === generation
      if (!isOfUse || !this.#queue.add({ ...place, bytes, events: events.length })) this.#gatherer.lose(lost)
    } catch (error) {
      this.#parts.log.error({ err: error }, 'What was heard of the market could not be made a piece of the recording')
      this.#gatherer.lose(lost)
    } finally {
      this.#encodingMs = null
    }
  }

  /** Until nothing waits and nothing more comes. */
  async #write(signal: AbortSignal): Promise<void> {
    for (let retryMs = cutIntervalMs; ;) {
      await this.#queue.filled(signal)
      if (this.#queue.bytes === 0) return
      if (await this.#writeBatch()) {
        retryMs = cutIntervalMs
        continue
      }
      if (signal.aborted) return
      await this.#parts.clock.sleep(retryMs, signal)
      retryMs = Math.min(mostRetryMs, retryMs * 2)
    }
  }

  /** Answers whether what waited longest is written. */
  async #writeBatch(): Promise<boolean> {
    const { clock, open, market, log } = this.#parts
    this.#writingSinceMs = clock.now()
    try {
      const history = await open()
      if (!this.#hasBegun) await this.#begin(history)
      const batch = this.#queue.batch()
      if (batch.length > 0) await history.append(market, batch)
      this.#queue.remove(batch)
      for (const { events } of batch) this.#recordedEvents += events
      this.#range = await history.range(market)
      if (batch.some(({ dropped, fromMs, segmentMs }) => dropped > 0 || fromMs === segmentMs)) await this.#look(history)
      if (this.#hasFailed) log.info({}, 'The market is recorded again')
      this.#hasFailed = false
      return true
    } catch (error) {
      this.#fail(error)
      return false
    } finally {
      this.#writingSinceMs = null
    }
  }

  /** What is recorded already may be from a later time than the clock says. It is not recorded over. */
  async #begin(history: MarketHistory): Promise<void> {
    this.#range = await history.range(this.#parts.market)
    const recordedMs = this.#range?.toMs ?? -Infinity
    this.#gatherer.startAfter(recordedMs)
    if ((this.#queue.oldest()?.fromMs ?? Infinity) < recordedMs) this.#loseWaiting()
    this.#hasBegun = true
  }

  #fail(error: unknown): void {
    if (!this.#hasFailed) this.#parts.log.warn({ err: error }, 'The market cannot be recorded at present')
    this.#hasFailed = true
    if (!(error instanceof StoreUnavailable)) this.#loseWaiting()
  }

  #loseWaiting(): void {
    for (const piece of this.#queue.clear()) this.#gatherer.lose(piece)
  }

  async #look(history: MarketHistory): Promise<void> {
    const { market } = this.#parts
    this.#range = await history.range(market)
    this.#holes = await history.holes(market, this.#range ?? { fromMs: 0, toMs: 0 }, shownHoles)
  }

  readonly #tending = {
    writingMs: () => this.#queue.oldest()?.segmentMs ?? this.#encodingMs ?? this.#gatherer.segmentMs ?? endOfTime,
    onTended: (history: MarketHistory) => this.#look(history),
  }
}
