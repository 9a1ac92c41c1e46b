import type { Clock } from './clock.js'

interface Sleeper {
  readonly sinceMs: number
  readonly untilMs: number
  wake(): void
}

/** A clock that stands still until it is set. */
export class SteppedClock implements Clock {
  #nowMs: number
  readonly #sleepers = new Set<Sleeper>()

  constructor(nowMs: number) {
    this.#nowMs = nowMs
  }

  now(): number {
    return this.#nowMs
  }

  /** Wakes who has slept until then. */
  setTo(nowMs: number): void {
    this.moveTo(nowMs)
    this.wake()
  }

  /** Wakes nobody yet. */
  moveTo(nowMs: number): void {
    this.#nowMs = nowMs
  }

  /** Wakes who has slept long enough, and who began to sleep later than it is: then the clock went back. */
  wake(): void {
    const over = [...this.#sleepers].filter(({ sinceMs, untilMs }) => untilMs <= this.#nowMs || sinceMs > this.#nowMs)
    for (const { wake } of over) wake()
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const wake = () => {
        this.#sleepers.delete(sleeper)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      const sleeper = { sinceMs: this.#nowMs, untilMs: this.#nowMs + ms, wake }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', wake)
    })
  }
}
