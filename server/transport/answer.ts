import { ServerResponse, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { dropBody } from './drop-body.js'

/**
 * Says `head` when its status and headers are known, which say what kind of answer it is. What the client has already by its
 * tag is not sent again.
 */
export class Answer<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  /** Whether it answers a subscription, rather than an operation that is done when its answer begins. */
  isSubscription = false

  override writeHead(status: number, reason?: unknown, headers?: unknown): this {
    super.writeHead(this.#isKnown(status) ? 304 : status, reason as string, headers as OutgoingHttpHeaders)
    this.emit('head')
    return this
  }

  /** Not before the body was read: a client that sends all of it first sees no answer of a connection that closes. */
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
   * Acts when it is over, or can no longer begin. An answer that waits for another on its connection is never closed by
   * itself: the connection is.
   */
  whenOver(act: () => void): void {
    const { socket } = this.req
    let isOver = false
    // A socket that closes tells both.
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

/** `W/` of a weak tag, then what is between quotes; a comma may be among it. */
const tags = /(?:W\/)?("[^"]*")|\*/g

/** Whether `If-None-Match` names the tag of what would be sent, both taken as weak (RFC 9110, 13.1.2). */
function isTagKnown(ifNoneMatch: string | undefined, tag: unknown): boolean {
  if (ifNoneMatch === undefined || typeof tag !== 'string') return false
  const opaque = tag.replace(/^W\//, '')
  return [...ifNoneMatch.matchAll(tags)].some(([whole, known]) => whole === '*' || known === opaque)
}
