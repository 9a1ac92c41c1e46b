import { EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import { DoubleSession } from './double-session.js'
import { noFaults } from './faults.js'
import { ScriptedMarket } from './scripted-market.js'
import { notification, wireText } from './wire.js'

export interface SeenRequest {
  readonly method: string
  readonly params: Record<string, unknown>
  readonly atMs: number
}

export interface DoubleOptions {
  readonly currencies?: readonly string[]
  /** 0.01 makes the exchange's seconds hundredths: heartbeats, idle time, credits. */
  readonly timeScale?: number
  /** Milliseconds between two steps of the market. */
  readonly stepMs?: number
}

/** More sockets than this are refused with HTTP 429. */
const mostSockets = 32

/** A stand-in for the exchange on a real socket, whose every value is known. */
export class DeribitDouble implements AsyncDisposable {
  readonly market: ScriptedMarket
  readonly faults = noFaults()
  readonly requests: SeenRequest[] = []
  /** Close codes of sockets that clients closed or lost. */
  readonly closeCodes: number[] = []
  readonly sessions = new Set<DoubleSession>()
  readonly #seen = new EventEmitter()
  readonly #http = createServer()
  readonly #sockets = new WebSocketServer({ noServer: true })
  readonly #timeScale: number
  readonly #ticking: NodeJS.Timeout
  #port = 0

  private constructor({ currencies = ['BTC', 'ETH'], timeScale = 0.01, stepMs = 15 }: DoubleOptions) {
    this.market = new ScriptedMarket(currencies)
    this.#timeScale = timeScale
    this.#http.on('upgrade', (request, socket: Socket, head) => this.#upgrade(request, socket, head))
    this.#ticking = setInterval(() => this.step(), stepMs)
  }

  static async start(options: DoubleOptions = {}): Promise<DeribitDouble> {
    const double = new DeribitDouble(options)
    await double.comeBack()
    return double
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}/ws/api/v2`
  }

  /** Moves the market one step and tells everybody. */
  step(): void {
    this.market.step()
    for (const session of this.sessions) session.publish()
  }

  /** Listens again, at the same address. */
  async comeBack(): Promise<void> {
    this.#http.listen(this.#port, '127.0.0.1')
    await once(this.#http, 'listening')
    this.#port = (this.#http.address() as AddressInfo).port
  }

  /** Cuts every socket and accepts none. */
  async goDown(): Promise<void> {
    const closed = once(this.#http, 'close')
    this.#http.close()
    this.cutAll()
    await closed
  }

  cutAll(): void {
    for (const session of this.sessions) session.terminate()
  }

  closeAll(code: number, reason: string): void {
    for (const session of this.sessions) session.close(code, reason)
  }

  /** Sends any text to everybody. */
  sendText(text: string): void {
    for (const session of this.sessions) session.sendText(text)
  }

  /** Sends data on a channel to everybody, asked for or not. */
  send(channel: string, data: unknown): void {
    this.sendText(wireText(notification(channel, data)))
  }

  /** The nearest expiry is delivered and a new one listed; news of every instrument is sent. */
  roll(): void {
    const { gone, added } = this.market.roll()
    for (const { option, state } of [
      ...gone.map((option) => ({ option, state: 'delivered' })),
      ...added.map((option) => ({ option, state: 'open' })),
    ]) {
      const { symbol: instrument_name, currency } = option
      this.send(`instrument.state.option.${currency}`, { timestamp: this.market.now.timeMs, state, instrument_name })
    }
  }

  /** Resolves when a request of this method has come. */
  async nextRequest(method: string): Promise<void> {
    await once(this.#seen, method)
  }

  /** Resolves when a handshake has been refused. */
  async nextRefusal(): Promise<void> {
    await once(this.#seen, 'refusal')
  }

  /** Resolves when a client has closed or lost a socket. */
  async firstClose(): Promise<void> {
    if (this.closeCodes.length === 0) await once(this.#seen, 'close')
  }

  /** All channels somebody is subscribed to. */
  channels(): ReadonlySet<string> {
    return new Set([...this.sessions].flatMap((session) => [...session.channels]))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#ticking)
    this.#sockets.close()
    if (this.#http.listening) await this.goDown()
  }

  #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const status = this.sessions.size >= mostSockets ? 429 : this.faults.handshakeStatus
    if (status !== null) {
      this.#seen.emit('refusal')
      return void socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`)
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const session = new DoubleSession(webSocket, {
        market: this.market,
        faults: this.faults,
        timeScale: this.#timeScale,
        onRequest: (method, params) => {
          this.requests.push({ method, params, atMs: Date.now() })
          this.#seen.emit(method)
        },
      })
      this.sessions.add(session)
      webSocket.on('close', (code) => {
        this.closeCodes.push(code)
        this.#seen.emit('close')
        this.sessions.delete(session)
      })
    })
  }
}
