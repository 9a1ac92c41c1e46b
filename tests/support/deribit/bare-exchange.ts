import { EventEmitter, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { settle } from '../manual-clock.js'

interface Request {
  readonly id: number
  readonly method: string
  readonly params: Record<string, unknown>
}

type Reply = { readonly result: unknown } | { readonly error: { readonly code: number; readonly message: string } }

/** An exchange without a market and without a clock: it says what a test tells it to say. */
export class BareExchange implements AsyncDisposable {
  readonly requests: Request[] = []
  readonly closeCodes: number[] = []
  /** What a method is answered with; null leaves it unanswered. Other methods get `ok`, subscriptions their channels. */
  readonly replies = new Map<string, Reply | null>()
  readonly #server: WebSocketServer
  readonly #seen = new EventEmitter()

  private constructor(server: WebSocketServer) {
    this.#server = server
    server.on('connection', (socket) => {
      socket.on('message', (data) => this.#receive(socket, JSON.parse(data.toString()) as Request))
      socket.on('close', (code) => this.closeCodes.push(code))
      socket.on('error', () => {})
    })
  }

  static async start(): Promise<BareExchange> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    return new BareExchange(server)
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  methods(): readonly string[] {
    return this.requests.map(({ method }) => method)
  }

  /** Resolves at the next request of this method. */
  async asked(method: string): Promise<void> {
    await once(this.#seen, method)
  }

  say(channel: string, data: unknown): void {
    this.send({ jsonrpc: '2.0', method: 'subscription', params: { channel, data } })
  }

  send(frame: object | string | Buffer): void {
    const data = typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame)
    for (const socket of this.#server.clients) socket.send(data)
  }

  close(code: number, reason: string): void {
    for (const socket of this.#server.clients) socket.close(code, reason)
  }

  /** Resolves when all that was said so far was heard, on both sides, and what followed from it too. */
  async quiet(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await settle()
      await Promise.all([...this.#server.clients].map((socket) => this.#echo(socket)))
      await settle()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #echo(socket: WebSocket): Promise<void> {
    if (socket.readyState === socket.CLOSED) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        socket.off('pong', done).off('close', done)
        resolve()
      }
      socket.on('pong', done).on('close', done)
      if (socket.readyState === socket.OPEN) socket.ping()
    })
  }

  #receive(socket: WebSocket, request: Request): void {
    const { id, method, params } = request
    this.requests.push(request)
    const channels = method === 'public/subscribe' ? params.channels : 'ok'
    const reply = this.replies.get(method)
    if (reply !== null) socket.send(JSON.stringify({ jsonrpc: '2.0', id, ...(reply ?? { result: channels }) }))
    this.#seen.emit(method)
  }
}
