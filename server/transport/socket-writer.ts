import type { WebSocket } from 'ws'

/** Writes to one socket, each message waiting until the kernel has taken it, so that a stream waits for its reader. */
export class SocketWriter {
  readonly #socket: WebSocket
  readonly #waiting = new Set<() => void>()

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.once('close', () => this.#release())
  }

  send(text: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.readyState !== this.#socket.OPEN) return resolve()
      const done = () => {
        this.#waiting.delete(done)
        resolve()
      }
      this.#waiting.add(done)
      this.#socket.send(text, done)
    })
  }

  /** Closes the socket and lets no stream wait for it any longer, though its reader may not take the closing yet. */
  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
    this.#release()
  }

  #release(): void {
    for (const done of [...this.#waiting]) done()
  }
}
