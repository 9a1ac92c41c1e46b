import type { Duplex } from 'node:stream'

/** A reader who takes nothing for so long, though something waits for it, is ended. */
export const stallMs = 15_000
const lookIntervalMs = 1_000

/** What is looked at: of a `net.Socket`, or of TLS over one. */
export type WatchedStream = Duplex & { readonly bytesWritten?: number }

interface Watched {
  readonly end: () => void
  takenBytes: number
  sinceMs: number
}

/** Ends connections whose reader has stalled; one timer for all. */
export class StallWatch implements Disposable {
  readonly #watched = new Map<WatchedStream, Watched>()
  readonly #timer = setInterval(() => this.#look(), lookIntervalMs).unref()

  /** Watches until the stream closes. `end` is called every second once it has stalled. */
  add(stream: WatchedStream, end: () => void): void {
    if (!this.#watched.has(stream)) stream.once('close', () => this.#watched.delete(stream))
    this.#watched.set(stream, { end, takenBytes: 0, sinceMs: performance.now() })
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const now = performance.now()
    for (const [stream, watched] of this.#watched) {
      const { bytesWritten = 0, writableLength } = stream
      const takenBytes = bytesWritten - writableLength
      if (writableLength === 0 || takenBytes !== watched.takenBytes) watched.sinceMs = now
      else if (now - watched.sinceMs >= stallMs) watched.end()
      watched.takenBytes = takenBytes
    }
  }
}
