import { systemClock, type Clock } from '../../server/lib/clock.js'
import { until } from './start-server.js'

/** The real clock, but sleeps of one length last until they are released. */
export class HeldClock implements Clock {
  readonly #heldMs: number
  readonly #sleepers = new Set<() => void>()

  constructor(heldMs: number) {
    this.#heldMs = heldMs
  }

  now(): number {
    return systemClock.now()
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms !== this.#heldMs) return systemClock.sleep(ms, signal)
    return new Promise((resolve) => {
      this.#sleepers.add(resolve)
      signal?.addEventListener('abort', () => resolve())
    })
  }

  /** Wakes the one who sleeps so long, when it does. */
  async release(): Promise<void> {
    await until(
      () => Promise.resolve(this.#sleepers.size),
      (sleeping) => sleeping > 0,
    )
    for (const wake of this.#sleepers) wake()
    this.#sleepers.clear()
  }
}
