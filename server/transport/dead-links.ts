import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import type { Logger } from '../lib/logger.js'
import { linkOf, unanswered } from './kernel-links.js'

/** A client whose kernel acknowledges nothing for so long, though ours sends it again and again, is gone. */
const deadMs = 12_000
const lookIntervalMs = 2_000

interface Watched {
  readonly link: string
  readonly socket: Socket
  /** How often was sent in vain, at the last look and when that began. */
  times: number
  timesAtFirst: number
  sinceMs: number
}

/**
 * Ends connections whose other end is gone without a word. HTTP has no answer to what a client reads, and Node cannot set
 * how long its kernel goes on sending in vain, which is a quarter of an hour. But the kernel tells how often it has done
 * so. One timer for all.
 */
export class DeadLinks implements Disposable {
  readonly #log: Pick<Logger, 'error'>
  readonly #read: typeof unanswered
  readonly #watched = new Set<Watched>()
  readonly #timer = setInterval(() => this.#look(), lookIntervalMs).unref()
  #isLooking = false

  constructor(log: Pick<Logger, 'error'>, read = unanswered) {
    this.#log = log
    this.#read = read
  }

  /** Watches the connection until what is written to it has closed. */
  add(stream: Writable, socket: Socket): void {
    const link = linkOf(socket)
    if (link === null) return
    const watched = { link, socket, times: 0, timesAtFirst: 0, sinceMs: performance.now() }
    this.#watched.add(watched)
    stream.once('close', () => this.#watched.delete(watched))
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    if (this.#isLooking || this.#watched.size === 0) return
    this.#isLooking = true
    this.#read()
      .then((timesOf) => this.#endDead(timesOf))
      .catch((error: unknown) => this.#log.error({ err: error }, 'Dead connections could not be looked for'))
      .finally(() => (this.#isLooking = false))
  }

  #endDead(timesOf: ReadonlyMap<string, number>): void {
    const now = performance.now()
    for (const watched of this.#watched) {
      const times = timesOf.get(watched.link) ?? 0
      const isAnswered = times === 0 || times < watched.times
      if (isAnswered) watched.sinceMs = now
      if (isAnswered || watched.times === 0) watched.timesAtFirst = times
      watched.times = times
      if (times > watched.timesAtFirst && now - watched.sinceMs >= deadMs) watched.socket.destroy()
    }
  }
}
