import { nextTick } from 'node:process'
import { within } from '../lib/within.js'
import { HeldWrites } from './held-writes.js'

/** A subscriber, as far as it has taken what it was given. */
interface Taker {
  /** How many results wait for it. */
  readonly depth: number
}

/** Subscribers of one group. */
export interface Takers {
  readonly takers: Iterable<Taker>
  readonly size: number
}

/**
 * Tells who makes states and events whether all readers have taken them, so that it can wait for the slowest. A reader who
 * keeps it waiting too long is not waited for any more until it has taken everything.
 */
export class ReaderFlow {
  readonly #patienceMs: number
  readonly #groups = new Set<Takers>()
  #late = new WeakSet<Taker>()
  readonly #held = new HeldWrites()
  #isHurried = false
  readonly #waiting = new Set<() => void>()
  #onReaders: () => void = () => {}

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs
  }

  /** Whether more comes at once, as long as readers take it. */
  set isHurried(isHurried: boolean) {
    this.#isHurried = isHurried
    if (!isHurried) this.#held.releaseAll()
  }

  /** Where what was taken may wait for more to be written. Null: it is written at once. */
  get heldWrites(): HeldWrites | null {
    return this.#isHurried ? this.#held : null
  }

  /** How many subscriptions there are. */
  get readers(): number {
    let readers = 0
    for (const { size } of this.#groups) readers += size
    return readers
  }

  /** Calls the listener whenever readers come or go. */
  onReaders(listener: () => void): void {
    this.#onReaders = listener
  }

  add(group: Takers, signal: AbortSignal): void {
    this.#groups.add(group)
    signal.addEventListener('abort', () => {
      this.#groups.delete(group)
      this.changed()
    })
  }

  /** A subscriber came or left. */
  changed(): void {
    this.#notify()
    this.#onReaders()
  }

  /** The subscriber has everything that it was given. */
  tookAll(taker: Taker): void {
    this.#late.delete(taker)
    this.#notify()
  }

  /** Resolves when everything that was published before has reached the readers and is taken, or when the signal is aborted. */
  async taken(signal: AbortSignal): Promise<void> {
    await allHeard()
    if (this.#isTaken()) return
    await within(this.#patienceMs, this.#untilTaken(signal), () => this.#giveUp())
  }

  async #untilTaken(signal: AbortSignal): Promise<void> {
    const stop = () => this.#notify()
    signal.addEventListener('abort', stop)
    try {
      while (!signal.aborted && !this.#isTaken()) {
        await new Promise<void>((resolve) => this.#waiting.add(resolve))
        // Many take in one turn.
        await allHeard()
      }
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  #notify(): void {
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
  }

  #giveUp(): void {
    for (const taker of this.#waitedFor()) this.#late.add(taker)
    this.#notify()
  }

  #isTaken(): boolean {
    for (const _taker of this.#waitedFor()) return false
    return true
  }

  *#waitedFor(): Generator<Taker> {
    for (const { takers } of this.#groups) {
      for (const taker of takers) if (taker.depth > 0 && !this.#late.has(taker)) yield taker
    }
  }
}

/** Resolves when everything has gone its way that waits for promises alone, and before the event loop goes on: turns of it would be most of the work. */
function allHeard(): Promise<void> {
  return new Promise((resolve) => nextTick(resolve))
}
