import type { Writable } from 'node:stream'
import type { HeldBytes } from '../../limits/held-bytes.js'
import type { Source } from '../../limits/source.js'

/** A reader that takes nothing for this long, although something waits for it, is ended at the next look: within 15 s. */
export const stallMs = 14_000
/**
 * A reader that takes this many bytes while something waits earns `stallMs` of time, and less for fewer bytes. So a reader must
 * take 4.7 kB a second; the slowest links of telephones carry more. One that takes a byte now and then is ended, too.
 */
const leastBytes = 65_536
const lookIntervalMs = 1_000
/** When this many bytes have begun to wait since the last look, the watch looks at once. */
const lookBytes = 4_194_304

export interface Reader {
  readonly source: Source
  /** Whether something waits for it. */
  readonly isHeldUp: boolean
  /** How many bytes the reader has taken since it began. */
  readonly takenBytes: number
  /** How many bytes wait for this reader alone. */
  readonly unreadBytes: number
  /** Called when the reader has no time left, every second until its stream closes. */
  end(): void
}

interface Watched {
  readonly reader: Reader
  takenBytes: number
  /** How long it may take nothing from now on. */
  patienceMs: number
  unreadBytes: number
}

/**
 * Ends streams whose reader takes nothing or too little. When too much waits for a source or for all, it also ends the streams
 * whose reader has the least time left. One timer serves all.
 */
export class StallWatch implements Disposable {
  readonly #unread: HeldBytes
  readonly #watched = new Set<Watched>()
  readonly #timer = setInterval(() => this.#look(), lookIntervalMs).unref()
  #bytesSinceLook = 0
  #lookedAtMs = performance.now()

  constructor(unread: HeldBytes) {
    this.#unread = unread
  }

  /** Watches until the stream closes. */
  add(stream: Writable, reader: Reader): void {
    const sinceLookMs = performance.now() - this.#lookedAtMs
    const watched = { reader, takenBytes: reader.takenBytes, patienceMs: stallMs + sinceLookMs, unreadBytes: 0 }
    this.#watched.add(watched)
    stream.on('close', () => this.#watched.delete(watched))
  }

  /** To be called when this many bytes have begun to wait for a reader. */
  wrote(bytes: number): void {
    this.#bytesSinceLook += bytes
    if (this.#bytesSinceLook >= lookBytes) this.#look()
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const nowMs = performance.now()
    const elapsedMs = nowMs - this.#lookedAtMs
    this.#lookedAtMs = nowMs
    this.#bytesSinceLook = 0
    this.#unread.clear()
    const heldUp: Watched[] = []
    for (const watched of this.#watched) {
      const { isHeldUp, takenBytes } = watched.reader
      const earnedMs = ((takenBytes - watched.takenBytes) / leastBytes) * stallMs
      watched.patienceMs = isHeldUp ? Math.min(stallMs, watched.patienceMs - elapsedMs + earnedMs) : stallMs
      watched.takenBytes = takenBytes
      if (!isHeldUp) continue
      if (watched.patienceMs <= 0) watched.reader.end()
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
    heldUp.sort((a, b) => a.patienceMs - b.patienceMs || b.unreadBytes - a.unreadBytes)
    for (const { reader, unreadBytes } of heldUp) {
      if (!this.#unread.isOver(reader.source)) continue
      this.#unread.add(reader.source, -unreadBytes)
      this.#unread.gaveWay(reader.source)
      reader.end()
    }
  }
}
