import { IncomingMessage } from 'node:http'

const asked = Symbol('the parser saw an Upgrade')

/** Where WebSockets are served. */
const endpoint = '/graphql'

/**
 * A request that is an upgrade for Node only when it asks for a WebSocket where there is one. A server that does not want an upgrade ignores it
 * (RFC 9110, 7.8): Java's client and `curl --http2` send `h2c` with ordinary requests. Node hands every upgrade to a
 * listener, or none; it looks at `upgrade` when the head is read. What came in the same packet behind an ignored upgrade is
 * lost in Node's parser; clients send no more before they are answered.
 */
export class WebSocketRequest extends IncomingMessage {
  declare private [asked]: boolean | null

  get upgrade(): boolean | null {
    if (!this[asked] || this.method === 'CONNECT') return this[asked]
    return this.method === 'GET' && pathOf(this) === endpoint && namesWebSocket(this)
  }

  set upgrade(value: boolean | null) {
    this[asked] = value
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? url
}

function namesWebSocket({ headers }: IncomingMessage): boolean {
  const protocols = (headers.upgrade ?? '').split(',')
  return protocols.some((protocol) => protocol.trim().toLowerCase() === 'websocket')
}

/** Of several protocols offered we take this one; `ws` knows no lists. */
export function chooseWebSocket(request: IncomingMessage): void {
  request.headers.upgrade = 'websocket'
}
