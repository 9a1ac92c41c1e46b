import { once } from 'node:events'
import { WebSocket, type ClientOptions } from 'ws'
import { boundedList } from '../../server/lib/buffers.js'
import { PushIterator } from '../../server/lib/push-iterator.js'

export interface Message {
  readonly type: string
  readonly id?: string
  readonly payload?: unknown
}

export interface Closing {
  readonly code: number
  readonly reason: string
}

/** A raw graphql-transport-ws client that misses no message and knows no manners. */
export class SocketClient implements Disposable {
  readonly socket: WebSocket
  readonly closed: Promise<Closing>
  /** Messages read so far and not yet asked for come first. */
  readonly #messages = new PushIterator<Message>(boundedList(1_000_000), () => {})

  constructor(url: string, protocol: string | string[] = 'graphql-transport-ws', options: ClientOptions = {}) {
    this.socket = new WebSocket(url, protocol, options)
    this.socket.on('message', (data: Buffer) => this.#messages.push('', JSON.parse(data.toString()) as Message))
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        this.#messages.end()
        resolve({ code, reason: String(reason) })
      })
    })
    this.socket.on('error', () => {})
  }

  /** Also of a socket that has opened since it was made. */
  async open(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open')
    return this
  }

  /** Opens and shakes hands. */
  async init(connectionParams?: Record<string, unknown>): Promise<this> {
    await this.open()
    this.send({ type: 'connection_init', payload: connectionParams })
    const { type } = await this.next()
    if (type !== 'connection_ack') throw new Error(`Expected connection_ack, got ${type}`)
    return this
  }

  /** Opens and shakes hands with a bearer token, or without one. */
  initAs(token: string | null): Promise<this> {
    return this.init(token === null ? undefined : { authorization: `Bearer ${token}` })
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  subscribe(id: string, query: string, variables: Record<string, unknown> = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } })
  }

  /** The next message; throws when the socket has closed. */
  async next(): Promise<Message> {
    const { value, done } = await this.#messages.next()
    if (done) {
      const { code, reason } = await this.closed
      throw new Error(`The socket closed with ${code} ${reason}`)
    }
    return value
  }

  /** The data of the next message, which must be a `next` of this id. */
  async nextData<T = Record<string, unknown>>(id: string): Promise<T> {
    const message = await this.next()
    if (message.type !== 'next' || message.id !== id)
      throw new Error(`Expected next of ${id}: ${JSON.stringify(message)}`)
    return (message.payload as { data: T }).data
  }

  [Symbol.dispose](): void {
    this.socket.terminate()
  }
}
