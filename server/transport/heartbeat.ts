import type { WebSocket } from 'ws'

const pingIntervalMs = 12_000

interface Pinged {
  readonly socket: WebSocket
  readonly ping: () => void
  answered: boolean
}

/**
 * Pings sockets, and ends those that have not answered the ping before, 12 to 24 s after they fell silent. One timer
 * serves all.
 */
export class Heartbeat implements Disposable {
  readonly #pinged = new Set<Pinged>()
  readonly #timer = setInterval(() => this.#ping(), pingIntervalMs).unref()

  /** Calls `ping` again and again until the socket closes. */
  add(socket: WebSocket, ping: () => void): void {
    const pinged: Pinged = { socket, ping, answered: true }
    this.#pinged.add(pinged)
    socket.on('pong', () => (pinged.answered = true))
    socket.once('close', () => this.#pinged.delete(pinged))
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #ping(): void {
    for (const pinged of this.#pinged) {
      const { socket, ping } = pinged
      if (!pinged.answered) socket.terminate()
      pinged.answered = false
      if (socket.readyState === socket.OPEN) ping()
    }
  }
}
