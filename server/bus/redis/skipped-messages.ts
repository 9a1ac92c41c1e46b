import type { Clock } from '../../lib/clock.js'
import type { Logger } from '../../lib/logger.js'

const tellEveryMs = 60_000

/** Counts the messages of other releases, which a node skips. It tells the log of them once a minute at most. */
export class SkippedMessages {
  readonly #clock: Pick<Clock, 'now'>
  readonly #log: Pick<Logger, 'warn'>
  #count = 0
  #toldMs = Number.NEGATIVE_INFINITY

  constructor(clock: Pick<Clock, 'now'>, log: Pick<Logger, 'warn'>) {
    this.#clock = clock
    this.#log = log
  }

  add(channel: string): void {
    this.#count += 1
    const nowMs = this.#clock.now()
    if (nowMs - this.#toldMs < tellEveryMs) return
    this.#toldMs = nowMs
    this.#log.warn(
      { channel, skipped: this.#count },
      'Messages of another release are skipped; a node of that release sends them',
    )
  }
}
