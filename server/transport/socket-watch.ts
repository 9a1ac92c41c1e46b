import type { WebSocket } from 'ws'
import type { SocketOutbox } from './socket-outbox.js'

/** A reader whose stream took nothing for so long is ended. */
export const stallMs = 15_000
const pingIntervalMs = 12_000
const lookIntervalMs = 1_000

interface Watched {
  readonly socket: WebSocket
  readonly outbox: SocketOutbox
  answered: boolean
}

/** Ends sockets that are gone without a word, and those that read nothing; one timer for all. */
export class SocketWatch implements Disposable {
  readonly #watched = new Set<Watched>()
  readonly #timers: readonly NodeJS.Timeout[]
  /** Told to close because they read nothing; a closing handshake with them would not come to an end. */
  readonly #closing = new Set<WebSocket>()
  #pings = 0

  constructor() {
    this.#timers = [
      setInterval(() => this.#ping(), pingIntervalMs).unref(),
      setInterval(() => this.#endStalled(), lookIntervalMs).unref(),
    ]
  }

  add(socket: WebSocket, outbox: SocketOutbox): void {
    const watched: Watched = { socket, outbox, answered: true }
    this.#watched.add(watched)
    socket.on('pong', () => (watched.answered = true))
    socket.once('close', () => {
      this.#watched.delete(watched)
      this.#closing.delete(socket)
    })
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearInterval(timer)
  }

  /** Every second round ends those that answered none of the two pings before. */
  #ping(): void {
    this.#pings += 1
    for (const watched of this.#watched) {
      if (this.#pings % 2 === 1) {
        if (!watched.answered) watched.socket.terminate()
        watched.answered = false
      }
      if (watched.socket.readyState === watched.socket.OPEN) watched.socket.ping()
    }
  }

  #endStalled(): void {
    for (const socket of this.#closing) socket.terminate()
    const now = performance.now()
    for (const { socket, outbox } of this.#watched) {
      if (outbox.stuckSinceMs === null || now - outbox.stuckSinceMs < stallMs) continue
      outbox.closeAsSlow()
      this.#closing.add(socket)
    }
  }
}
