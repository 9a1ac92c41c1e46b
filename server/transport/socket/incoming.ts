import type { Duplex } from 'node:stream'
import type { HeldBytes } from '../../limits/held-bytes.js'
import type { Source } from '../../limits/source.js'
import { closeCodes } from './close-codes.js'
import { UnfinishedMessage } from './unfinished-message.js'

/** A message that is not complete after this time is refused at the next look: within 15 s. */
const completeMs = 14_000
const lookIntervalMs = 1_000

/** Why a connection is ended. */
const faults = {
  slow: 'The message was not complete within 15 s',
  tooMuch: 'Too many bytes of messages that are not complete',
} as const

export interface Receiver {
  readonly source: Source
  /** Whether anybody reads what comes in. */
  readonly isOpen: boolean
  closeAtFault(code: number, reason: string): void
}

interface Watched {
  readonly receiver: Receiver
  readonly message: UnfinishedMessage
  readonly stop: () => void
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

  /** Watches what comes in on the stream, until it closes, nobody reads it any more, or it is ended. */
  add(stream: Duplex, receiver: Receiver): void {
    const stop = () => {
      stream.off('data', take)
      this.#forget(watched)
    }
    const watched: Watched = { receiver, message: new UnfinishedMessage(), stop, bytes: 0, finished: 0, sinceMs: 0 }
    const take = (chunk: Buffer) => {
      if (!receiver.isOpen) return stop()
      watched.message.read(chunk)
      this.#update(watched)
    }
    stream.on('data', take).on('close', stop)
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
    const { source } = watched.receiver
    this.#held.add(source, bytes - watched.bytes)
    watched.bytes = bytes
    while (this.#held.isOver(source) && this.#endFirst(source));
  }

  #forget(watched: Watched): void {
    if (!this.#unfinished.delete(watched)) return
    this.#held.add(watched.receiver.source, -watched.bytes)
    watched.bytes = 0
  }

  /** Of all when all together hold too much, else of the source. */
  #endFirst({ key }: Source): boolean {
    const { isOverInAll } = this.#held
    for (const watched of this.#unfinished) {
      const { source } = watched.receiver
      if (!isOverInAll && source.key !== key) continue
      this.#held.gaveWay(source)
      end(watched, faults.tooMuch)
      return true
    }
    return false
  }

  #look(): void {
    const latestMs = performance.now() - completeMs
    for (const watched of this.#unfinished) {
      if (watched.sinceMs > latestMs) return
      end(watched, faults.slow)
    }
  }
}

function end({ stop, receiver }: Watched, fault: string): void {
  stop()
  receiver.closeAtFault(closeCodes.tryAgainLater, fault)
}
