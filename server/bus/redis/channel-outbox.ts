import type { Clock } from '../../lib/clock.js'
import { bodyOf } from './message.js'
import type { Put, RedisLink } from './redis-link.js'

interface OutboxParts {
  readonly link: Pick<RedisLink, 'put'>
  /** Newer than all before. */
  readonly nextHead: () => string
  /** Redis has something newer, with this head. */
  readonly onNewer: (head: string) => void
  /** The value of this key cannot be written as a message, so nobody gets it. */
  readonly onBadValue: (fault: unknown, key: string) => void
  readonly clock: Pick<Clock, 'sleep'>
  readonly signal: AbortSignal
  /** Nothing waits any more. */
  readonly onEnd: () => void
}

const retryMs = 100

/**
 * Sends the values of one channel to Redis, one at a time. Meanwhile the newest value of each key waits. So a Redis that is slow, or gone for
 * a while, makes steps larger and holds no memory.
 */
export class ChannelOutbox {
  readonly #channel: string
  readonly #parts: OutboxParts
  readonly #waiting = new Map<string, unknown>()
  #isSending = false

  constructor(channel: string, parts: OutboxParts) {
    this.#channel = channel
    this.#parts = parts
  }

  send(key: string, value: unknown): void {
    this.#waiting.set(key, value)
    if (!this.#isSending) void this.#sendAll()
  }

  async #sendAll(): Promise<void> {
    const { nextHead, clock, signal, onEnd } = this.#parts
    this.#isSending = true
    for (const [key, value] of this.#waiting) {
      if (signal.aborted) return
      this.#waiting.delete(key)
      const body = this.#written(key, value)
      if (body === null) continue
      const head = nextHead()
      if (await this.#arrives({ key, head, text: head + body })) continue
      // What is newer by now takes its place.
      if (!this.#waiting.has(key)) this.#waiting.set(key, value)
      await clock.sleep(retryMs, signal)
    }
    this.#isSending = false
    onEnd()
  }

  #written(key: string, value: unknown): string | null {
    try {
      return bodyOf(key, value)
    } catch (error) {
      this.#parts.onBadValue(error, key)
      return null
    }
  }

  /** False: nobody knows whether it did. */
  async #arrives(message: Put): Promise<boolean> {
    const { link, onNewer } = this.#parts
    try {
      const newer = await link.put(this.#channel, message)
      if (newer !== null) onNewer(newer)
      return true
    } catch {
      return false
    }
  }
}
