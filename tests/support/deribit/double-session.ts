import { WebSocket } from 'ws'
import { channelData } from './channel-frames.js'
import { createCredits } from './credits.js'
import type { Faults } from './faults.js'
import { answerRequest, type Reply } from './requests.js'
import type { ScriptedMarket } from './scripted-market.js'
import { notification, wireText } from './wire.js'

export interface SessionOptions {
  readonly market: ScriptedMarket
  readonly faults: Faults
  /** 0.01 makes seconds of the exchange hundredths. */
  readonly timeScale: number
  onRequest(method: string, params: Record<string, unknown>): void
}

/** One client's socket, as the exchange treats it. */
export class DoubleSession {
  readonly channels = new Set<string>()
  readonly #socket: WebSocket
  readonly #options: SessionOptions
  readonly #hasCredit: (method: string) => boolean
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #changeIds = new Map<string, number>()
  /** Seconds of the exchange, counted one by one: a machine that stalls ends no patience. */
  #idleSeconds = 0
  #awaitingTest: NodeJS.Timeout | null = null

  constructor(socket: WebSocket, options: SessionOptions) {
    this.#socket = socket
    this.#options = options
    this.#hasCredit = createCredits(options.timeScale)
    socket.on('message', (data) => this.#receive(data.toString()))
    socket.on('close', () => this.#timers.forEach((timer) => clearInterval(timer)))
    socket.on('error', () => {})
    this.#repeat(1, () => this.#closeWhenIdle())
  }

  /** Sends what every subscribed channel says now. */
  publish(): void {
    if (this.#options.faults.silent) return
    for (const channel of this.channels) {
      if (this.#options.faults.lostChannels.has(channel)) continue
      if (channel.startsWith('book.')) this.#sendBook(channel, false)
      else this.#sendChannel(channel, false)
    }
  }

  /** Sends any text as it is. */
  sendText(text: string): void {
    if (this.#options.faults.mute || this.#socket.readyState !== WebSocket.OPEN) return
    this.#idleSeconds = 0
    this.#socket.send(text)
  }

  sendBytes(bytes: Uint8Array): void {
    this.#socket.send(bytes, { binary: true })
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  terminate(): void {
    this.#socket.terminate()
  }

  #receive(text: string): void {
    this.#idleSeconds = 0
    const { faults, market, onRequest } = this.#options
    if (faults.mute) return
    const request = parseRequest(text)
    if (!request) return this.#reply(null, { error: { code: 11050, message: 'bad_request', data: 'invalid json' } })
    const { id, method, params } = request
    onRequest(method, params)
    if (faults.tooManyRequests || !this.#hasCredit(method)) {
      this.#reply(id, { error: { code: faults.tooManyRequests ?? 10028, message: 'too_many_requests' } })
      return this.close(1000, 'too many requests')
    }
    const reply = answerRequest(method, params, market, faults)
    if (method === 'public/test') this.#testAnswered()
    if (method === 'public/set_heartbeat' && 'result' in reply) this.#startHeartbeat(Number(params.interval))
    if (method === 'public/subscribe' && 'result' in reply) return this.#subscribe(id, reply)
    if (method === 'public/unsubscribe')
      for (const channel of params.channels as string[]) this.channels.delete(channel)
    if (method === 'public/hello' && faults.slowHello) return void this.#once(5, () => this.#reply(id, reply))
    this.#reply(id, reply)
  }

  /** Data may overtake the answer; tickers say the same thing twice at first; a client that is already subscribed gets nothing. */
  #subscribe(id: unknown, reply: { readonly result: unknown }): void {
    const given = reply.result as string[]
    const fresh = given.filter((channel) => !this.channels.has(channel))
    const [early, late] = [fresh.filter((_, at) => at % 2 === 0), fresh.filter((_, at) => at % 2 === 1)]
    for (const channel of fresh) this.channels.add(channel)
    for (const channel of early) this.#sendFirst(channel)
    this.#reply(id, reply)
    for (const channel of late) this.#sendFirst(channel)
  }

  #sendFirst(channel: string): void {
    const { silent, lostChannels } = this.#options.faults
    lostChannels.delete(channel)
    if (silent) return
    if (channel.startsWith('book.')) return this.#sendBook(channel, true)
    this.#sendChannel(channel, true)
    if (channel.startsWith('ticker.')) this.#sendChannel(channel, true)
  }

  #sendChannel(channel: string, first: boolean): void {
    const data = channelData(this.#options.market, channel, first)
    if (data != null) this.sendText(wireText(notification(channel, data)))
  }

  #sendBook(channel: string, first: boolean): void {
    const before = this.#changeIds.get(channel) ?? 0
    const change_id = before + 3
    const prev_change_id = this.#options.faults.bookGap ? before + 1 : before
    this.#changeIds.set(channel, change_id)
    const side = [[first ? 'new' : 'change', 0.0065, 10]]
    const kind = first ? { type: 'snapshot' } : { type: 'change', prev_change_id }
    const [, instrument_name] = channel.split('.')
    const timestamp = this.#options.market.now.timeMs
    this.sendText(
      wireText(notification(channel, { ...kind, timestamp, instrument_name, change_id, bids: side, asks: [] })),
    )
  }

  #reply(id: unknown, reply: Reply): void {
    const usOut = Date.now() * 1000
    const named = id === null ? {} : { id }
    this.sendText(
      wireText({ jsonrpc: '2.0', ...named, ...reply, usIn: usOut - 500, usOut, usDiff: 500, testnet: true }),
    )
  }

  #startHeartbeat(intervalSeconds: number): void {
    this.#repeat(intervalSeconds * 1.06, () => {
      this.sendText('{"params":{"type":"test_request"},"method":"heartbeat","jsonrpc":"2.0"}')
      this.#awaitingTest ??= this.#countDown(10, () => this.close(4000, 'heartbeat close'))
    })
  }

  #testAnswered(): void {
    if (this.#awaitingTest) clearInterval(this.#awaitingTest)
    this.#awaitingTest = null
  }

  #closeWhenIdle(): void {
    this.#idleSeconds += 1
    if (this.channels.size === 0 && this.#idleSeconds > 60) this.terminate()
  }

  #repeat(seconds: number, work: () => void): NodeJS.Timeout {
    const timer = setInterval(work, seconds * 1000 * this.#options.timeScale)
    this.#timers.add(timer)
    return timer
  }

  #countDown(seconds: number, work: () => void): NodeJS.Timeout {
    let left = seconds
    return this.#repeat(1, () => {
      left -= 1
      if (left === 0) work()
    })
  }

  #once(seconds: number, work: () => void): NodeJS.Timeout {
    const timer = setTimeout(work, seconds * 1000 * this.#options.timeScale)
    this.#timers.add(timer)
    return timer
  }
}

function parseRequest(text: string) {
  try {
    const { id = null, method, params = {} } = JSON.parse(text) as Record<string, unknown>
    return { id, method: String(method), params: params as Record<string, unknown> }
  } catch {
    return null
  }
}
