import type { Writable } from 'node:stream'
import type { HeldBytes } from '../limits/held-bytes.js'
import type { Source } from '../limits/source.js'

/** A reader that takes nothing for this long, although something waits for it, is ended at the next look: within 15 s. */
export const stallMs = 14_000
const lookIntervalMs = 1_000
/** After so many bytes it looks at once. */
const lookBytes = 4_194_304

export interface Reader {
  readonly source: Source
  /** Whether something waits for it. */
  readonly isHeldUp: boolean
  /** Changes whenever the reader has taken something. */
  readonly progress: number
  /** How many bytes wait for this reader alone. */
  readonly unreadBytes: number
}

interface Watched {
  readonly reader: Reader
  readonly end: () => void
  progress: number
  sinceMs: number
  unreadBytes: number
}

/**
 * Ends streams whose reader takes nothing, and when too much waits for a source or for all, those that have taken nothing
 * for the longest time. One timer serves all.
 */
export class StallWatch implements Disposable {
  readonly #unread: HeldBytes
  readonly #watched = new Set<Watched>()
  readonly #timer = setInterval(() => this.#look(), lookIntervalMs).unref()
  #bytesSinceLook = 0

  constructor(unread: HeldBytes) {
    this.#unread = unread
  }

  /** Watches until the stream closes. Once the reader has stalled, it calls `end` every second. */
  add(stream: Writable, reader: Reader, end: () => void): void {
    const watched = { reader, end, progress: reader.progress, sinceMs: performance.now(), unreadBytes: 0 }
    this.#watched.add(watched)
    stream.once('close', () => this.#watched.delete(watched))
  }

  /** So many bytes wait for some reader since the last look. */
  wrote(bytes: number): void {
    this.#bytesSinceLook += bytes
    if (this.#bytesSinceLook >= lookBytes) this.#look()
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const now = performance.now()
    this.#bytesSinceLook = 0
    this.#unread.clear()
    const heldUp: Watched[] = []
    for (const watched of this.#watched) {
      const { isHeldUp, progress } = watched.reader
      if (!isHeldUp || progress !== watched.progress) watched.sinceMs = now
      watched.progress = progress
      if (!isHeldUp) continue
      if (now - watched.sinceMs >= stallMs) watched.end()
      else if (this.#count(watched) > 0) heldUp.push(watched)
    }
    this.#relieve(heldUp)
  }

  #count(watched: Watched): number {
    const { source, unreadBytes } = watched.reader
    watched.unreadBytes = unreadBytes
    this.#unread.add(source, unreadBytes)
    return unreadBytes
  }

  #relieve(heldUp: Watched[]): void {
    if (!heldUp.some(({ reader }) => this.#unread.isOver(reader.source))) return
    heldUp.sort((a, b) => a.sinceMs - b.sinceMs || b.unreadBytes - a.unreadBytes)
    for (const { reader, unreadBytes, end } of heldUp) {
      if (!this.#unread.isOver(reader.source)) continue
      this.#unread.add(reader.source, -unreadBytes)
      this.#unread.gaveWay()
      end()
    }
  }
}
