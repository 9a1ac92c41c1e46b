import type { Duplex } from 'node:stream'
import type { HeldBytes } from '../limits/held-bytes.js'
import type { Source } from '../limits/source.js'
import { UnfinishedMessage } from './unfinished-message.js'

/** A message that is not complete after this time is refused at the next look: within 15 s. */
const completeMs = 14_000
const lookIntervalMs = 1_000

/** Why a connection is ended: its message takes too long, or too much is held for its source or for all. */
export type IncomingFault = 'SLOW' | 'TOO_MUCH'

interface Ended {
  /** Whether anybody reads what comes in. */
  isOpen(): boolean
  end(fault: IncomingFault): void
}

interface Watched {
  readonly source: Source
  readonly message: UnfinishedMessage
  readonly end: (fault: IncomingFault) => void
  bytes: number
  finished: number
  sinceMs: number
}

/**
 * Watches messages that are not complete. When too many bytes of them are held, the connection whose message began first
 * is ended.
 */
export class Incoming implements Disposable {
  readonly #held: HeldBytes
  /** The message that began first is in front. */
  readonly #unfinished = new Set<Watched>()
  readonly #timer = setInterval(() => this.#look(), lookIntervalMs).unref()

  constructor(held: HeldBytes) {
    this.#held = held
  }

  /** Watches what comes in on the stream, until it closes, is no longer open, or `end` is called. */
  add(stream: Duplex, source: Source, { isOpen, end }: Ended): void {
    const message = new UnfinishedMessage()
    const watched: Watched = {
      source,
      message,
      bytes: 0,
      finished: 0,
      sinceMs: 0,
      end: (fault) => {
        stop()
        end(fault)
      },
    }
    const take = (chunk: Buffer) => {
      if (!isOpen()) return stop()
      message.read(chunk)
      this.#update(watched)
    }
    const stop = () => {
      stream.off('data', take)
      this.#forget(watched)
    }
    stream.on('data', take).once('close', stop)
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #update(watched: Watched): void {
    const { bytes, finished } = watched.message
    if (bytes === 0) return this.#forget(watched)
    if (finished !== watched.finished) this.#unfinished.delete(watched)
    if (!this.#unfinished.has(watched)) {
      watched.sinceMs = performance.now()
      watched.finished = finished
      this.#unfinished.add(watched)
    }
    this.#held.add(watched.source, bytes - watched.bytes)
    watched.bytes = bytes
    while (this.#held.isOver(watched.source) && this.#endFirst(watched.source));
  }

  #forget(watched: Watched): void {
    if (!this.#unfinished.delete(watched)) return
    this.#held.add(watched.source, -watched.bytes)
    watched.bytes = 0
  }

  /** Of all when all together hold too much, else of the source. */
  #endFirst({ key }: Source): boolean {
    const { isOverInAll } = this.#held
    for (const watched of this.#unfinished) {
      if (!isOverInAll && watched.source.key !== key) continue
      this.#held.gaveWay(watched.source)
      watched.end('TOO_MUCH')
      return true
    }
    return false
  }

  #look(): void {
    const latestMs = performance.now() - completeMs
    for (const watched of this.#unfinished) {
      if (watched.sinceMs > latestMs) return
      watched.end('SLOW')
    }
  }
}
