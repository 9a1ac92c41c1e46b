import type { Socket } from 'node:net'

/** Connections whose TLS handshake is not done. A server that closes waits for them, too. */
export class Handshakes {
  /** By the port of the client. */
  readonly #open = new Map<string, Socket>()

  began(socket: Socket): void {
    const peer = peerOf(socket)
    this.#open.set(peer, socket)
    socket.on('close', () => this.#forget(peer, socket))
  }

  /** `secured`: the connection as it is after its handshake. */
  ended(secured: Socket): void {
    this.#open.delete(peerOf(secured))
  }

  cutOff(): void {
    for (const socket of this.#open.values()) socket.destroy()
  }

  #forget(peer: string, socket: Socket): void {
    if (this.#open.get(peer) === socket) this.#open.delete(peer)
  }
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}
