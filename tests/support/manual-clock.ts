import type { Clock } from '../../server/lib/clock.js'

/** A clock that moves only when told; `advance` wakes sleepers in order and waits until their work is done. */
export class ManualClock implements Clock {
  #now: number
  #sleepers: { at: number; wake: () => void }[] = []

  constructor(startMs: number) {
    this.#now = startMs
  }

  now(): number {
    return this.#now
  }

  /** How many sleep. */
  get sleeping(): number {
    return this.#sleepers.length
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const wake = () => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      const sleeper = { at: this.#now + ms, wake }
      this.#sleepers.push(sleeper)
      signal?.addEventListener('abort', wake)
    })
  }

  /** `idle` resolves when what a sleeper woke to is done; left out: when everything that is ready has run. */
  async advance(ms: number, idle: () => Promise<void> = settle): Promise<void> {
    const end = this.#now + ms
    await idle()
    for (;;) {
      const next = this.#sleepers.sort((a, b) => a.at - b.at)[0]
      if (!next || next.at > end) break
      this.#now = next.at
      next.wake()
      await idle()
    }
    this.#now = end
  }
}

/** Lets everything that is ready to run, run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
}
