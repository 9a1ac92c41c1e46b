import type { EventBus } from '../../bus/event-bus.js'
import type { MarketEvent } from '../../domain/market-events.js'
import type { UnixMs } from '../../domain/units.js'
import { sliceMs } from '../../lib/in-slices.js'
import type { Logger } from '../../lib/logger.js'
import { SteppedClock } from '../../lib/stepped-clock.js'
import { never } from '../../lib/stop.js'
import { chainIntervalMs, MarketPublisher, type Unheard } from '../../market/market-publisher.js'
import { MarketState, type Changes, type FeedFacts } from '../../market/market-state.js'
import { agingIntervalMs } from '../../market/pump-feed.js'
import type { HistoryReader, RecordedMarket } from '../market-history.js'
import { RecordedSteps, type RecordedStep } from './recorded-steps.js'

export interface PlayOptions {
  readonly history: Pick<HistoryReader, 'segments' | 'range' | 'holeAt'>
  readonly market: RecordedMarket
  /** What the state says of the feed. */
  readonly feed: FeedFacts
  readonly bus: EventBus
  readonly log: Pick<Logger, 'error'>
  /** Whether it has options only since somebody asks for them. Left out: it always has them. */
  readonly optionsWhenAsked?: boolean
  /** Lets others go on, after some milliseconds of work. */
  readonly rest: () => Promise<void>
  /** Called for each event after the state has taken it in. */
  readonly onFolded?: (event: MarketEvent, state: MarketState) => void
  /** Called after each turn in which what had changed was published. */
  readonly onTurn?: () => void
}

export interface SeekOptions {
  /** It hears everything from a key frame at or before this time. Left out: from one before the time that it goes to. */
  readonly heardFromMs?: UnixMs
  /** It publishes everything from this time on, as it was published then. Left out: what was published last. */
  readonly toldFromMs?: UnixMs
  /** What becomes meanwhile of chains that nobody hears. Left out: they are kept as they were published last. */
  readonly unheard?: Unheard
}

const nothing: Changes = { currencies: new Set(), chains: [] }

/** When anything can change next, and whether nothing is recorded before. */
export interface NextChange {
  readonly atMs: UnixMs
  readonly isAfterHole: boolean
}

/** When it goes to a time, it publishes what changed in this span before it. Within that span everything is published once. */
const publishedBeforeMs = 2_000

/**
 * Plays what is recorded of a market: folds it into a state, and publishes on a bus what was published then, on a clock that
 * shows the time of the recording. It shows nothing that was heard later than its clock says.
 */
export class PlayedMarket implements AsyncDisposable {
  readonly state: MarketState
  readonly clock: SteppedClock
  readonly #options: PlayOptions
  readonly #publisher: MarketPublisher
  #steps: RecordedSteps | null = null
  #hasOptions: boolean
  #takingOptions: Promise<void> | null = null
  /** The time of the last key frame. */
  #frameMs: UnixMs = -Infinity
  #working: Promise<void> = Promise.resolve()
  #chainsRestUntilMs: UnixMs = -Infinity
  #restAtMs = 0
  #agesUntilMs: UnixMs = -Infinity
  #areChainsDirty = false
  #unheard: Unheard = 'ONCE'

  constructor(options: PlayOptions, atMs: UnixMs) {
    this.#options = options
    this.#hasOptions = options.optionsWhenAsked !== true
    this.clock = new SteppedClock(atMs)
    this.state = new MarketState(options.feed, () => this.clock.now())
    this.#publisher = new MarketPublisher({ ...options, state: this.state, clock: this.clock })
  }

  /** The time up to which it has played. */
  get positionMs(): UnixMs {
    return this.clock.now()
  }

  /** When anything can change next. Null: nothing more is recorded. Rejects as the history does. */
  next(): Promise<NextChange | null> {
    return this.#alone(() => this.#next())
  }

  async #next(): Promise<NextChange | null> {
    const step = (await this.#steps?.load()) ? this.#steps?.peek() : null
    if (!step) return null
    const isAfterHole = hasKeyFrame(step)
    return { atMs: isAfterHole ? step.heardMs : Math.min(step.heardMs, this.#due().dueMs), isAfterHole }
  }

  /**
   * Goes to a time, back or forth, from a key frame at `heardFromMs` or before. What lies
   * between is published only from `toldFromMs` on, and in the last two seconds. When the signal is aborted,
   * it has to go somewhere else before it plays. Rejects as the history does, and with `UnreadableSegment`.
   */
  seek(ms: UnixMs, signal: AbortSignal, options: SeekOptions = {}): Promise<void> {
    return this.#alone(() => this.#seek(ms, signal, options))
  }

  /** Plays everything until a time, and then its clock shows it. Stops earlier when the signal is aborted. */
  until(ms: UnixMs, signal: AbortSignal): Promise<void> {
    return this.#alone(() => this.#until(ms, signal))
  }

  /** It has options from now on. Resolves when they are as they were at its time. Rejects as the history does. */
  playOptions(): Promise<void> {
    this.#takingOptions ??= this.#alone(() => this.#takeOptions()).catch((error: unknown) => {
      this.#takingOptions = null
      throw error
    })
    return this.#takingOptions
  }

  async #seek(ms: UnixMs, signal: AbortSignal, seeking: SeekOptions): Promise<void> {
    const { heardFromMs = ms, toldFromMs = ms, unheard = 'KEPT' } = seeking
    const { history, market } = this.#options
    await this.#steps?.close()
    // When nothing more was heard, in a hole as well, what was heard last still stands.
    const recordedMs = (await history.holeAt(market, ms))?.fromMs ?? (await history.range(market))?.toMs ?? ms
    const publishedMs = Math.min(ms - publishedBeforeMs, toldFromMs)
    const options = this.#hasOptions ? 'ALL' : 'STATES'
    const fromMs = Math.min(heardFromMs, publishedMs, recordedMs - 1)
    this.#steps = new RecordedSteps(this.#options, fromMs, options)
    await this.#steps.load()
    this.clock.moveTo(this.#steps.peek()?.heardMs ?? ms)
    this.#chainsRestUntilMs = -Infinity
    await this.#play(publishedMs, (step) => this.#skip(step), signal)
    if (signal.aborted) return
    if (publishedMs > this.clock.now()) this.clock.moveTo(publishedMs)
    this.#unheard = unheard
    try {
      this.#endTurn()
      await this.#until(ms, signal)
    } finally {
      this.#unheard = 'ONCE'
    }
  }

  async #until(ms: UnixMs, signal: AbortSignal): Promise<void> {
    if (performance.now() >= this.#restAtMs) await this.#rest()
    await this.#play(ms, (step) => this.#tell(step), signal)
    if (signal.aborted) return
    this.#passTo(ms)
    // Who sleeps until then sees all that was published then.
    this.clock.wake()
  }

  /** Folds what was heard since the last key frame once more, with options, aside from what readers see. */
  async #takeOptions(): Promise<void> {
    if (this.#hasOptions) return
    if (!this.#steps) return void (this.#hasOptions = true)
    const steps = new RecordedSteps(this.#options, this.#frameMs, 'ALL')
    try {
      // It may have been stopped between two events of one time.
      await this.#play(this.clock.now(), (step) => this.#tell(step), never)
      const state = await this.#foldedUntil(this.clock.now(), steps)
      if (state) this.#takeOver(state)
      this.#hasOptions = true
      await this.#steps.close()
      this.#steps = steps
    } finally {
      if (this.#steps !== steps) await steps.close()
    }
  }

  /** Null when the key frame is not recorded any more. */
  async #foldedUntil(ms: UnixMs, steps: RecordedSteps): Promise<MarketState | null> {
    let nowMs = this.#frameMs
    let hasFrame = false
    const state = new MarketState(this.#options.feed, () => nowMs)
    while (await steps.load()) {
      const step = steps.peek()
      if (!step || step.heardMs > ms) break
      nowMs = step.heardMs
      if ('event' in step) state.fold(step.event)
      else if (step.keyFrame) state.takeOver(step.keyFrame)
      hasFrame ||= hasKeyFrame(step)
      steps.take()
      if (performance.now() >= this.#restAtMs) await this.#rest()
    }
    return hasFrame ? state : null
  }

  /** All but the options is what it was. */
  #takeOver(state: MarketState): void {
    const { chains } = this.state.takeOver(state.keyFrame())
    this.#publisher.note({ currencies: new Set(), chains })
    this.#publisher.flushChains()
  }

  /** Does one thing after the other. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#working.then(work)
    this.#working = done.then(
      () => undefined,
      () => undefined,
    )
    return done
  }

  /** Its clock shows a time in the hole that comes next. Nothing of the market is published. */
  passInHole(ms: UnixMs): void {
    this.clock.moveTo(ms)
    this.#options.onTurn?.()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#alone(async () => this.#steps?.close())
  }

  async #play(untilMs: UnixMs, take: (step: RecordedStep) => void, signal: AbortSignal): Promise<void> {
    const steps = this.#steps
    while (steps && !signal.aborted) {
      const step = steps.peek() ?? ((await steps.load()) ? steps.peek() : null)
      if (!step || step.heardMs > untilMs) return
      take(step)
      steps.take()
      if (performance.now() >= this.#restAtMs) await this.#rest()
    }
  }

  async #rest(): Promise<void> {
    await this.#options.rest()
    this.#restAtMs = performance.now() + sliceMs
  }

  #skip(step: RecordedStep): void {
    this.clock.moveTo(Math.max(this.clock.now(), step.heardMs))
    this.#note(this.#fold(step))
  }

  #tell(step: RecordedStep): void {
    // Everything of one time is one change.
    if (step.heardMs > this.clock.now()) this.#passStep(step)
    this.#note(this.#fold(step))
    // Nobody may see what was before a hole when the clock is behind it.
    if (hasKeyFrame(step)) this.#endTurn()
  }

  #fold(step: RecordedStep): Changes {
    this.#agesUntilMs = step.heardMs + this.#options.feed.staleAfterMs + 2 * agingIntervalMs
    if ('keyFrame' in step) {
      this.#frameMs = step.heardMs
      return step.keyFrame ? this.state.takeOver(step.keyFrame) : nothing
    }
    const changes = this.state.fold(step.event)
    this.#options.onFolded?.(step.event, this.state)
    return changes
  }

  #note({ currencies, chains }: Changes): void {
    // Without options no chain is as it was.
    const changed = this.#hasOptions ? chains : []
    this.#areChainsDirty ||= changed.length > 0
    this.#publisher.note({ currencies, chains: changed })
  }

  #passStep(step: RecordedStep): void {
    if (!hasKeyFrame(step)) return this.#passTo(step.heardMs)
    this.#endTurn()
    this.clock.moveTo(step.heardMs)
  }

  /** When chains or what grew stale are to be published, if nothing is heard before. */
  #due() {
    const agingMs = this.#nextAgingMs()
    return { agingMs, dueMs: Math.min(agingMs, this.#areChainsDirty ? this.#chainsRestUntilMs : Infinity) }
  }

  /** Publishes what is due on the way to a time, as `pumpFeed` does. */
  #passTo(ms: UnixMs): void {
    this.#endTurn()
    for (;;) {
      const { agingMs, dueMs } = this.#due()
      if (dueMs > ms) break
      this.clock.moveTo(dueMs)
      if (dueMs === agingMs) this.#note(this.state.aged())
      this.#endTurn()
    }
    this.clock.moveTo(ms)
  }

  /** Some time after anything was heard all is as old as it becomes. */
  #nextAgingMs(): UnixMs {
    const nextMs = (Math.floor(this.clock.now() / agingIntervalMs) + 1) * agingIntervalMs
    return nextMs > this.#agesUntilMs ? Infinity : nextMs
  }

  /** Chains are published at once, and then rest for some time. */
  #endTurn(): void {
    this.#publisher.flushCurrencies()
    if (this.#areChainsDirty && this.clock.now() >= this.#chainsRestUntilMs) this.#flushChains()
    this.#options.onTurn?.()
  }

  #flushChains(): void {
    this.#publisher.flushChains(this.#unheard)
    this.#areChainsDirty = false
    this.#chainsRestUntilMs = this.clock.now() + chainIntervalMs
  }
}

function hasKeyFrame(step: RecordedStep): boolean {
  return 'keyFrame' in step && step.keyFrame !== null
}
