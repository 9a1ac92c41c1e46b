import type { ReplayFacts, ReplaySpeed, ReplayState } from '../domain/replay.js'
import type { UnixMs } from '../domain/units.js'
import type { ReaderFlow } from '../fanout/reader-flow.js'
import { latestByKey } from '../lib/buffers.js'
import type { Clock } from '../lib/clock.js'
import { PushIterator } from '../lib/push-iterator.js'
import { Pace } from './pace.js'
import type { Player } from './player.js'

export interface ReplayOptions {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  readonly speed: ReplaySpeed
  readonly isPaused: boolean
  readonly isLooping: boolean
  /** It stands at `fromMs`. */
  readonly player: Player
  readonly flow: ReaderFlow
  readonly clock: Clock
}

/** What is left out stays as it is. */
export interface ReplayChange {
  readonly isPaused?: boolean
  readonly positionMs?: UnixMs
  readonly speed?: ReplaySpeed
  readonly isLooping?: boolean
}

/** Where it was told to go, and whom to tell that it is there. */
interface Goal {
  readonly ms: UnixMs
  reached(): void
}

/** How long it sleeps between two steps, at least and at most, by our clock. Its position is told no more often than the latter. */
const leastStepMs = 5
const mostStepMs = 200

/** How long it goes on at a pace, by our clock, while nobody reads or uses it. */
const unusedMs = 60_000

/** Plays a span of a recorded market, at a pace or as fast as its readers take it. */
export class Replay {
  readonly #options: ReplayOptions
  readonly #pace: Pace
  readonly #closing = new AbortController()
  readonly #listeners = new Set<PushIterator<true>>()
  #speed: ReplaySpeed
  #isPaused: boolean
  #isLooping: boolean
  /** Whether it waits for somebody to read it. */
  #isWaiting = false
  #rounds = 0
  #seq = 0
  #told: { readonly atMs: number; readonly positionMs: UnixMs }
  #goal: Goal | null = null
  /** Aborted when something else is to be done. */
  #step = new AbortController()
  #working: Promise<void> = Promise.resolve()
  #watchedAtMs: UnixMs
  #usedAtMs: UnixMs

  constructor(options: ReplayOptions) {
    const { fromMs, clock, flow } = options
    this.#options = options
    this.#speed = options.speed
    this.#isPaused = options.isPaused
    this.#isLooping = options.isLooping
    this.#pace = new Pace(fromMs, () => clock.now())
    this.#watchedAtMs = clock.now()
    this.#usedAtMs = this.#watchedAtMs
    this.#told = { atMs: this.#watchedAtMs, positionMs: fromMs }
    this.#setPace()
    flow.onReaders(() => this.#readersChanged())
  }

  /** Aborted when it is closed. */
  get closed(): AbortSignal {
    return this.#closing.signal
  }

  /** Whether it goes on, for somebody. */
  get isWatched(): boolean {
    return this.#options.flow.readers > 0 && this.#state === 'PLAYING'
  }

  /** When it was last watched or used, by our clock; if it never was, when it was opened. */
  get usedAtMs(): UnixMs {
    return this.isWatched ? this.#options.clock.now() : Math.max(this.#watchedAtMs, this.#usedAtMs)
  }

  /** Somebody reads it or tells it something. What waited at a pace goes on. */
  use(): void {
    this.#usedAtMs = this.#options.clock.now()
    if (this.#isWaiting && this.#speed !== null) this.#goOn()
  }

  facts(): Pick<
    ReplayFacts,
    'seq' | 'fromMs' | 'toMs' | 'positionMs' | 'state' | 'speed' | 'isLooping' | 'rounds' | 'readers'
  > {
    const { fromMs, toMs, player, flow } = this.#options
    return {
      seq: this.#seq,
      fromMs,
      toMs,
      positionMs: player.positionMs,
      state: this.#state,
      speed: this.#speed,
      isLooping: this.#isLooping,
      rounds: this.#rounds,
      readers: flow.readers,
    }
  }

  /** An event for each change, until the signal is aborted or the replay is closed. */
  changes(signal: AbortSignal): AsyncIterator<true> {
    const end = () => changes.end()
    const changes = new PushIterator<true>(latestByKey(), () => {
      this.#listeners.delete(changes)
      signal.removeEventListener('abort', end)
    })
    signal.addEventListener('abort', end)
    this.#listeners.add(changes)
    if (signal.aborted || this.closed.aborted) end()
    return changes
  }

  /** Resolves when it is so. */
  async change({ isPaused, positionMs, speed, isLooping }: ReplayChange): Promise<void> {
    this.#usedAtMs = this.#options.clock.now()
    this.#isPaused = isPaused ?? this.#isPaused
    this.#isLooping = isLooping ?? this.#isLooping
    if (speed !== undefined) this.#speed = speed
    // Only another goal keeps it from going where it goes.
    if (positionMs !== undefined || this.#goal === null) this.#step.abort()
    const done = positionMs === undefined ? this.#working : this.#goTo(positionMs)
    this.#setPace()
    this.#tell()
    await done
  }

  /** Plays until it is closed. Rejects when what is recorded cannot be read. */
  async run(): Promise<void> {
    while (!this.closed.aborted) {
      this.#step = new AbortController()
      this.#working = this.#next(this.#step.signal)
      await this.#working
      this.#tellPosition()
    }
  }

  close(): void {
    this.#closing.abort()
    this.#step.abort()
    this.#goal?.reached()
    for (const listener of [...this.#listeners]) listener.end()
  }

  get #state(): ReplayState {
    if (this.#goal !== null) return 'SEEKING'
    if (this.#isPaused) return 'PAUSED'
    if (this.#isAtEnd && !this.#isLooping) return 'ENDED'
    return this.#isWaiting ? 'WAITING' : 'PLAYING'
  }

  get #isAtEnd(): boolean {
    return this.#options.player.positionMs >= this.#options.toMs
  }

  #next(signal: AbortSignal): Promise<void> {
    if (this.#goal !== null) return this.#seek(this.#goal, signal)
    if (this.#isPaused) return aborted(signal)
    if (this.#isAtEnd) return this.#end(signal)
    return this.#speed === null ? this.#playAsRead(signal) : this.#playInTime(signal)
  }

  #goTo(ms: UnixMs): Promise<void> {
    this.#goal?.reached()
    return new Promise((reached) => (this.#goal = { ms, reached }))
  }

  async #seek(goal: Goal, signal: AbortSignal): Promise<void> {
    await this.#options.player.seek(goal.ms, signal)
    if (signal.aborted) return
    this.#goal = null
    this.#setPace()
    this.#tell()
    goal.reached()
    // Readers have what is there before anything follows.
    if (this.#speed === null) await this.#options.flow.taken(signal)
  }

  async #end(signal: AbortSignal): Promise<void> {
    this.#tell()
    if (!this.#isLooping) return aborted(signal)
    this.#rounds += 1
    void this.#goTo(this.#options.fromMs)
  }

  async #playAsRead(signal: AbortSignal): Promise<void> {
    const { player, flow, toMs } = this.#options
    if (flow.readers === 0) return this.#waitForReaders(signal)
    flow.isHurried = true
    try {
      while (!signal.aborted && !this.#isAtEnd && flow.readers > 0) {
        const next = await player.next()
        await player.until(Math.min(next?.atMs ?? toMs, toMs), signal)
        await flow.taken(signal)
        this.#tellPosition()
      }
    } finally {
      flow.isHurried = false
    }
  }

  async #playInTime(signal: AbortSignal): Promise<void> {
    const { player, toMs, clock, flow } = this.#options
    if (flow.readers === 0 && clock.now() >= this.usedAtMs + unusedMs) return this.#waitForReaders(signal)
    await player.until(Math.min(this.#pace.dueMs(), toMs), signal)
    if (signal.aborted) return
    this.#pace.reached(player.positionMs)
    const next = await player.next()
    const nextMs = Math.min(next?.atMs ?? toMs, toMs)
    if (next?.isAfterHole) return this.#passHole(nextMs, signal)
    const waitMs = this.#pace.waitMs(nextMs)
    await clock.sleep(Math.min(Math.max(waitMs, leastStepMs), mostStepMs), signal)
  }

  async #passHole(endMs: UnixMs, signal: AbortSignal): Promise<void> {
    await this.#options.player.until(endMs, signal)
    this.#setPace()
  }

  async #waitForReaders(signal: AbortSignal): Promise<void> {
    this.#isWaiting = true
    this.#tell()
    await aborted(signal)
  }

  /** It goes on when somebody reads it, and waits for the slowest of those who still do. */
  #readersChanged(): void {
    if (this.#isWaiting && this.#options.flow.readers > 0) this.#goOn()
    this.#tell()
  }

  #goOn(): void {
    this.#setPace()
    this.#step.abort()
  }

  #setPace(): void {
    const { positionMs } = this.#options.player
    this.#isWaiting = false
    if (this.#isPaused || this.#goal !== null || this.#speed === null) this.#pace.stop(positionMs)
    else this.#pace.start(positionMs, this.#speed)
  }

  #tellPosition(): void {
    const { player, clock } = this.#options
    const { atMs, positionMs } = this.#told
    if (player.positionMs !== positionMs && Math.abs(clock.now() - atMs) >= mostStepMs) this.#tell()
  }

  #tell(): void {
    const { player, clock } = this.#options
    this.#seq += 1
    if (this.isWatched) this.#watchedAtMs = clock.now()
    this.#told = { atMs: clock.now(), positionMs: player.positionMs }
    for (const listener of this.#listeners) listener.push('', true)
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve())
  })
}
