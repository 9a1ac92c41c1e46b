import { ServerResponse, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { dropBody } from './drop-body.js'

/**
 * An answer over HTTP. It emits `head` when its status and headers are known. It answers 304 when the client has the
 * same tag.
 */
export class Answer<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  /** Whether it answers a subscription. Any other operation is done when its answer begins. */
  isSubscription = false

  constructor(request: Request) {
    super(request)
    // Many parts wait for its end.
    this.setMaxListeners(20)
  }

  override writeHead(status: number, reason?: unknown, headers?: unknown): this {
    super.writeHead(this.#isKnown(status) ? 304 : status, reason as string, headers as OutgoingHttpHeaders)
    this.emit('head')
    return this
  }

  /**
   * When the connection is going to close, it first reads the whole body. Some clients read no answer before they have
   * sent everything.
   */
  override end(chunk?: unknown, encoding?: unknown, done?: unknown): this {
    const end = () => super.end(chunk as string, encoding as BufferEncoding, done as () => void)
    if (this.shouldKeepAlive) end()
    else dropBody(this.req, end)
    return this
  }

  #isKnown(status: number): boolean {
    const { method, headers } = this.req
    const tag = this.getHeader('etag')
    return status === 200 && (method === 'GET' || method === 'HEAD') && isTagKnown(headers['if-none-match'], tag)
  }

  /**
   * Calls `act` once, when the answer is over or can no longer begin. An answer that waits behind another on its
   * connection gets no `close` event of its own, so we listen to the connection too.
   */
  whenOver(act: () => void): void {
    const { socket } = this.req
    let isOver = false
    // When the socket closes, both events may come.
    const end = () => {
      socket.off('close', end)
      if (isOver) return
      isOver = true
      act()
    }
    if (socket.destroyed) return act()
    this.once('close', end)
    socket.once('close', end)
  }

  get isEventStream(): boolean {
    return /^text\/event-stream\b/i.test(String(this.getHeader('content-type')))
  }
}

/** A tag: `W/` if it is weak, then a text in quotes, which may have a comma in it. */
const tags = /(?:W\/)?("[^"]*")|\*/g

/** Whether `If-None-Match` names the tag of our answer. Weak and strong tags compare equal (RFC 9110, 13.1.2). */
function isTagKnown(ifNoneMatch: string | undefined, tag: unknown): boolean {
  if (ifNoneMatch === undefined || typeof tag !== 'string') return false
  const opaque = tag.replace(/^W\//, '')
  return [...ifNoneMatch.matchAll(tags)].some(([whole, known]) => whole === '*' || known === opaque)
}
