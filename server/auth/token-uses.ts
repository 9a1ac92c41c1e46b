import { msPerMinute, type UnixMs } from '../domain/units.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import type { TokenStore } from '../storage/token-store.js'

/** When tokens were used last. It is written once a minute, for all tokens together. */
export class TokenUses {
  readonly #tokens: TokenStore
  readonly #log: Pick<Logger, 'warn'>
  /** Since the last write, by id. Only tokens of the store come here, so it is bounded by them. */
  #lastUseMs = new Map<string, UnixMs>()

  constructor(tokens: TokenStore, log: Pick<Logger, 'warn'>) {
    this.#tokens = tokens
    this.#log = log
  }

  note(id: string, nowMs: UnixMs): void {
    this.#lastUseMs.set(id, nowMs)
  }

  /** Writes once a minute until the signal is aborted, and then once more. */
  async keep(clock: Clock, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await clock.sleep(msPerMinute, signal)
      await this.write()
    }
  }

  /** Never rejects. What cannot be written now is written the next time. */
  async write(): Promise<void> {
    if (this.#lastUseMs.size === 0) return
    const uses = this.#lastUseMs
    this.#lastUseMs = new Map()
    try {
      await this.#tokens.used(uses)
    } catch (error) {
      for (const [id, atMs] of uses) if (!this.#lastUseMs.has(id)) this.#lastUseMs.set(id, atMs)
      this.#log.warn({ err: error }, 'When tokens were used last could not be kept; it is tried again in a minute')
    }
  }
}
