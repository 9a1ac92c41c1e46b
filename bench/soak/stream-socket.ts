import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { WebSocket } from 'ws'
import type { Request } from '../support/panel-documents.js'

export interface StreamSocketOptions {
  readonly url: string
  readonly deflate?: boolean
  /** Called with each message of an operation as it came. */
  readonly heard: (message: Buffer) => void
}

/** A graphql-transport-ws client that leaves its messages unread, for there are many of them. */
export class StreamSocket implements Disposable {
  readonly socket: WebSocket
  readonly closed: Promise<number>
  readonly #shaken: Promise<void>
  #tcp: Socket | null = null

  constructor({ url, deflate = false, heard }: StreamSocketOptions) {
    this.socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: deflate })
    this.socket.on('error', () => {})
    this.socket.on('upgrade', ({ socket }: IncomingMessage) => (this.#tcp = socket))
    this.closed = new Promise((resolve) => this.socket.once('close', resolve))
    this.#shaken = once(this.socket, 'message').then(() => {
      this.socket.on('message', heard)
    })
    // Only who waits for it need hear of a failure.
    this.#shaken.catch(() => {})
  }

  async init(): Promise<this> {
    await once(this.socket, 'open')
    this.socket.send('{"type":"connection_init"}')
    await this.#shaken
    return this
  }

  subscribe(id: string, payload: Request): void {
    this.socket.send(JSON.stringify({ id, type: 'subscribe', payload }))
  }

  complete(id: string): void {
    this.socket.send(JSON.stringify({ id, type: 'complete' }))
  }

  /** What TCP has brought so far. */
  get bytesRead(): number {
    return this.#tcp?.bytesRead ?? 0
  }

  get localPort(): number {
    return this.#tcp?.localPort ?? 0
  }

  [Symbol.dispose](): void {
    this.socket.terminate()
  }
}
