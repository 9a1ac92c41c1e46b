import type { Writable } from 'node:stream'

/** A reader that takes nothing for this long, although something waits for it, is ended. */
export const stallMs = 15_000
const lookIntervalMs = 1_000

export interface Reader {
  /** Whether something waits for it. */
  readonly isHeldUp: boolean
  /** Changes whenever the reader has taken something. */
  readonly progress: number
}

interface Watched {
  readonly reader: Reader
  readonly end: () => void
  progress: number
  sinceMs: number
}

/** Ends streams whose reader takes nothing. One timer serves all. */
export class StallWatch implements Disposable {
  readonly #watched = new Set<Watched>()
  readonly #timer = setInterval(() => this.#look(), lookIntervalMs).unref()

  /** Watches until the stream closes. Once the reader has stalled, it calls `end` every second. */
  add(stream: Writable, reader: Reader, end: () => void): void {
    const watched = { reader, end, progress: reader.progress, sinceMs: performance.now() }
    this.#watched.add(watched)
    stream.once('close', () => this.#watched.delete(watched))
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const now = performance.now()
    for (const watched of this.#watched) {
      const { isHeldUp, progress } = watched.reader
      if (!isHeldUp || progress !== watched.progress) watched.sinceMs = now
      else if (now - watched.sinceMs >= stallMs) watched.end()
      watched.progress = progress
    }
  }
}
