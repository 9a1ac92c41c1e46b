import { IncomingMessage } from 'node:http'
import { pathOf } from './request-target.js'

const asked = Symbol('the parser saw an Upgrade')

/** Where the API is served, WebSockets too. */
export const endpoint = '/graphql'

/**
 * A request that is an upgrade for Node only when it asks for a WebSocket where there is one. A server that does not want an upgrade ignores it
 * (RFC 9110, 7.8): Java's client and `curl --http2` send `h2c` with ordinary requests. Node hands every upgrade to a
 * listener, or none; it looks at `upgrade` when the head is read.
 */
export class WebSocketRequest extends IncomingMessage {
  declare private [asked]: boolean | null

  get upgrade(): boolean | null {
    if (!this[asked] || this.method === 'CONNECT') return this[asked]
    return this.method === 'GET' && pathOf(this) === endpoint && namesWebSocket(this)
  }

  /** What came in the same packet behind an ignored upgrade is lost in Node's parser: the client has to send it again. */
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

/** Of several protocols offered we take this one; `ws` knows no lists. */
export function chooseWebSocket(request: IncomingMessage): void {
  request.headers.upgrade = 'websocket'
}
