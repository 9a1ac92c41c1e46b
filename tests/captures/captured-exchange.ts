import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { parseOptionName } from '../../server/domain/instrument-name.js'
import type { Raw } from './expected-values.js'

interface Request {
  readonly id: number
  readonly method: string
  readonly params: { readonly channels?: readonly string[]; readonly currency?: string }
}

/**
 * An exchange that lists the given options, agrees to everything, and says what was captured and nothing else. Book
 * summaries are given out when the connector polls for them.
 */
export class CapturedExchange implements AsyncDisposable {
  readonly #server: WebSocketServer
  readonly #symbols: readonly string[]
  #socket: WebSocket | null = null
  #summary: readonly Raw[] = []
  #onSubscribed: () => void = () => {}
  /** Resolves when the connector has subscribed, so that nothing said is said to nobody. */
  readonly subscribed = new Promise<void>((resolve) => (this.#onSubscribed = resolve))

  private constructor(server: WebSocketServer, symbols: readonly string[]) {
    this.#server = server
    this.#symbols = symbols
    server.on('connection', (socket) => {
      this.#socket = socket
      socket.on('message', (data: Buffer) => this.#answer(socket, JSON.parse(data.toString()) as Request))
    })
  }

  static async open(symbols: readonly string[]): Promise<CapturedExchange> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    return new CapturedExchange(server, symbols)
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Sends a captured notification as it stands, a captured answer as the notification or answer that carries it. */
  say(frame: Raw): void {
    const { result } = frame as { result?: Raw | Raw[] }
    if (Array.isArray(result)) this.#summary = result
    else if (result)
      this.#send({
        method: 'subscription',
        params: { channel: `ticker.${String(result.instrument_name)}.100ms`, data: result },
      })
    else this.#socket?.send(JSON.stringify(frame))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #answer(socket: WebSocket, { id, method, params }: Request): void {
    this.#socket = socket
    this.#send({ id, result: this.#resultOf(method, params) })
    if (method === 'public/subscribe') this.#onSubscribed()
  }

  #resultOf(method: string, { channels, currency = '' }: Request['params']): unknown {
    if (method === 'public/subscribe') return channels
    if (method === 'public/get_instruments')
      return this.#symbols.filter((symbol) => symbol.startsWith(currency)).map(listed)
    if (method === 'public/get_book_summary_by_currency') {
      return this.#summary.filter(({ instrument_name }) => String(instrument_name).startsWith(currency))
    }
    return 'ok'
  }

  #send(message: object): void {
    this.#socket?.send(JSON.stringify({ jsonrpc: '2.0', ...message }))
  }
}

function listed(symbol: string): Raw {
  const option = parseOptionName(symbol)
  if (!option) throw new Error(`${symbol} is no option`)
  return {
    instrument_name: symbol,
    kind: 'option',
    is_active: true,
    state: 'open',
    option_type: option.optionKind.toLowerCase(),
    strike: option.strikeUsd,
    expiration_timestamp: option.expiryMs,
    base_currency: option.currency,
    quote_currency: option.currency,
    instrument_type: 'reversed',
  }
}
