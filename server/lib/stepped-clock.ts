import type { Clock } from './clock.js'

interface Sleeper {
  readonly untilMs: number
  wake(): void
}

/** A clock that stands still until it is set. */
export class SteppedClock implements Clock {
  #nowMs: number
  #sleepers: Sleeper[] = []

  constructor(nowMs: number) {
    this.#nowMs = nowMs
  }

  now(): number {
    return this.#nowMs
  }

  /** Wakes who has slept until then. */
  setTo(nowMs: number): void {
    this.#nowMs = nowMs
    const due = this.#sleepers.filter(({ untilMs }) => untilMs <= nowMs)
    this.#sleepers = this.#sleepers.filter(({ untilMs }) => untilMs > nowMs)
    for (const { wake } of due) wake()
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const wake = () => {
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      this.#sleepers.push({ untilMs: this.#nowMs + ms, wake })
      signal?.addEventListener('abort', wake)
    })
  }
}
