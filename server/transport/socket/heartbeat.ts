import type { WebSocket } from 'ws'

const pingIntervalMs = 12_000

interface Pinger {
  ping(): void
}

interface Pinged {
  readonly socket: WebSocket
  readonly pinger: Pinger
  answered: boolean
}

/**
 * Pings sockets, and ends those that have not answered the ping before, 12 to 24 s after they fell silent. One timer
 * serves all.
 */
export class Heartbeat implements Disposable {
  readonly #pinged = new Set<Pinged>()
  readonly #timer = setInterval(() => this.#ping(), pingIntervalMs).unref()

  /** Has the socket pinged again and again until it closes. */
  add(socket: WebSocket, pinger: Pinger): void {
    const pinged: Pinged = { socket, pinger, answered: true }
    this.#pinged.add(pinged)
    socket.on('pong', () => (pinged.answered = true))
    socket.on('close', () => this.#pinged.delete(pinged))
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #ping(): void {
    for (const pinged of this.#pinged) {
      const { socket, pinger } = pinged
      if (!pinged.answered) socket.terminate()
      pinged.answered = false
      if (socket.readyState === socket.OPEN) pinger.ping()
    }
  }
}
