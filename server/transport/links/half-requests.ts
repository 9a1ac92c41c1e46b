import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** The connections of a server, and how much of its present request has come on each. */
export class HalfRequests {
  /** Null before the head of the request has come. */
  readonly #requests = new Map<Socket, IncomingMessage | null>()

  add(socket: Socket): void {
    this.#requests.set(socket, null)
    socket.on('close', () => this.#requests.delete(socket))
  }

  /** The head of a request has come. */
  began(request: IncomingMessage, answer: ServerResponse): void {
    const { socket } = request
    if (!this.#requests.has(socket)) return
    this.#requests.set(socket, request)
    answer.once('close', () => {
      // An answer may be over before the body of its request has come.
      if (this.#requests.get(socket) === request && request.complete) this.#requests.set(socket, null)
    })
  }

  /** The connection brings no more requests. */
  leave(socket: Socket): void {
    this.#requests.delete(socket)
  }

  cutOffWithoutHead(): void {
    for (const [socket, request] of this.#requests) if (request === null) socket.destroy()
  }

  cutOffWithoutWholeBody(): void {
    for (const [socket, request] of this.#requests) if (request?.complete === false) socket.destroy()
  }
}
