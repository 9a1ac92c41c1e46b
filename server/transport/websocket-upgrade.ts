import type { IncomingMessage } from 'node:http'
import { endpoint, pathOf } from '../edge/request-target.js'
import { BoundedRequest } from './answers/bounded-request.js'
import { isAnswering } from './answers/one-at-a-time.js'

const asked = Symbol('the parser saw an Upgrade')

const early = Symbol('an answer before it was not written whole when its head came')

/**
 * A request that Node treats as an upgrade only when it asks for a WebSocket at the path of the API, and every answer before
 * it on its connection is written: frames must not come between the parts of an answer. A server ignores other upgrades
 * (RFC 9110, 7.8): Java's client and `curl --http2` send `h2c` with ordinary requests. Node reads `upgrade` when the head
 * has come, and would hand over every upgrade or none.
 */
export class WebSocketRequest extends BoundedRequest {
  declare private [asked]: boolean | null
  declare private [early]: boolean | undefined

  get upgrade(): boolean | null {
    if (!this[asked] || this.method === 'CONNECT') return this[asked]
    return this.#wantsWebSocket && !this.#isEarly
  }

  /** Whether it asks for a WebSocket before its turn. */
  get isEarlyWebSocket(): boolean {
    return this[asked] === true && this.#wantsWebSocket && this.#isEarly
  }

  /** Of HTTP/1.0 an upgrade is ignored, too. */
  get #wantsWebSocket(): boolean {
    const { method, httpVersion } = this
    return method === 'GET' && httpVersion === '1.1' && pathOf(this) === endpoint && namesWebSocket(this)
  }

  /** Node asks more than once, and later there is an answer to this request itself. */
  get #isEarly(): boolean {
    return (this[early] ??= isAnswering(this.socket))
  }

  /**
   * Whether it ignores an upgrade. Then Node's parser loses what came after it in the same packet, so the connection
   * must end.
   */
  get ignoresUpgrade(): boolean {
    return this[asked] === true && this.upgrade === false
  }

  set upgrade(value: boolean | null) {
    this[asked] = value
  }
}

function namesWebSocket({ headers }: IncomingMessage): boolean {
  const protocols = (headers.upgrade ?? '').split(',')
  return protocols.some((protocol) => protocol.trim().toLowerCase() === 'websocket')
}

/** A client may offer several protocols. `ws` does not understand a list, so we choose for it. */
export function chooseWebSocket(request: IncomingMessage): void {
  request.headers.upgrade = 'websocket'
}
