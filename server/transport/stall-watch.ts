import type { Duplex } from 'node:stream'

/** A reader who takes nothing for so long, though something waits for it, is ended. */
export const stallMs = 15_000
const lookIntervalMs = 1_000

export interface Reader {
  /** Whether something waits for it. */
  readonly isHeldUp: boolean
  /** Another number whenever it has taken something. */
  readonly progress: number
}

interface Watched {
  readonly reader: Reader
  readonly end: () => void
  progress: number
  sinceMs: number
}

/** Ends connections whose reader has stalled; one timer for all. */
export class StallWatch implements Disposable {
  readonly #watched = new Map<Duplex, Watched>()
  readonly #timer = setInterval(() => this.#look(), lookIntervalMs).unref()

  /** Watches until the stream closes. `end` is called every second once the reader has stalled. */
  add(stream: Duplex, reader: Reader, end: () => void): void {
    if (!this.#watched.has(stream)) stream.once('close', () => this.#watched.delete(stream))
    this.#watched.set(stream, { reader, end, progress: reader.progress, sinceMs: performance.now() })
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const now = performance.now()
    for (const watched of this.#watched.values()) {
      const { isHeldUp, progress } = watched.reader
      if (!isHeldUp || progress !== watched.progress) watched.sinceMs = now
      else if (now - watched.sinceMs >= stallMs) watched.end()
      watched.progress = progress
    }
  }
}
