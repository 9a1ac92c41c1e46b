import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import type { Logger } from '../../lib/logger.js'
import { linkOf, unanswered } from './kernel-links.js'

/**
 * When the client's kernel acknowledges nothing for this long, although ours sends again and again, the client is gone.
 */
const deadMs = 12_000
const lookIntervalMs = 2_000

interface Watched {
  readonly link: string
  readonly socket: Socket
  /** How often our kernel has sent without an acknowledgment: at the last look, and when that began. */
  times: number
  timesAtFirst: number
  sinceMs: number
}

/**
 * Ends connections whose client is gone without a word. In HTTP a client does not confirm what it reads. The kernel
 * goes on sending in vain for a quarter of an hour, and Node cannot change that. But the kernel tells how often it has
 * sent in vain. One timer serves all connections.
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

  /** Watches the connection until `stream`, which is written to it, has closed. */
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
