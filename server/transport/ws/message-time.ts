import type { FairTurns, TurnAsker } from '../../lib/fair-turns.js'
import { maxOperationBytes } from './socket-guard.js'

/** A client that is in debt may send this before it is read more slowly: one message of any length. */
const freeBytes = 65_536
/** The operations of one socket that wait may have this many bytes. */
const maxBytesInDebt = maxOperationBytes
/** Short enough that the client's pongs are in time, and that we soon notice when it leaves. */
const longestRestMs = 1_000

export interface MessageTimeParts {
  readonly turns: Pick<FairTurns, 'spend' | 'debtMs' | 'lastTurn'>
  /** Reads no further until `resume`. What has come already may still be handed over. */
  readonly socket: { pause(): void; resume(): void }
}

/**
 * Charges the time of reading the messages of one socket to the share of the client. A client that is in debt and sends much is
 * read again when the share has paid, or after a second.
 */
export class MessageTime {
  readonly #turns: MessageTimeParts['turns']
  readonly #socket: MessageTimeParts['socket']
  /** Of the messages that came since the shares had last paid, or since an operation began last. */
  #bytesInDebt = 0
  #lastTurn = 0
  #isResting = false

  constructor({ turns, socket }: MessageTimeParts) {
    this.#turns = turns
    this.#socket = socket
  }

  /** Whether the client has sent more than is read while it is in debt. */
  get isTooMuch(): boolean {
    return this.#bytesInDebt > maxBytesInDebt
  }

  /** Does what reads a message of so many bytes, once it is inflated. */
  spend<T>(asker: TurnAsker, bytes: number, read: () => T): T {
    const lastTurn = this.#turns.lastTurn(asker)
    // A client that waits for each answer before it sends on may be in debt at every message.
    if (lastTurn !== this.#lastTurn) this.#bytesInDebt = 0
    this.#lastTurn = lastTurn
    try {
      return this.#turns.spend(asker, read)
    } finally {
      this.#settle(this.#turns.debtMs(asker), bytes)
    }
  }

  #settle(debtMs: number, bytes: number): void {
    this.#bytesInDebt = debtMs === 0 ? 0 : this.#bytesInDebt + bytes
    if (this.#bytesInDebt > freeBytes && !this.#isResting) this.#rest(Math.min(debtMs, longestRestMs))
  }

  #rest(ms: number): void {
    this.#isResting = true
    this.#socket.pause()
    setTimeout(() => {
      this.#isResting = false
      this.#socket.resume()
    }, Math.ceil(ms)).unref()
  }
}
