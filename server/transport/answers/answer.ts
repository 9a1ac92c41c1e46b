import { ServerResponse, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { dropBody } from './drop-body.js'
import { isLong, piecesOf } from './pieces.js'

type Done = (error?: Error | null) => void

/**
 * An answer over HTTP. It emits `head` when its status and headers are known. It answers 304 when the client has the
 * same tag. It writes a long chunk in pieces, each when the connection has taken those before, so that the stall watch
 * sees whether the reader takes any.
 */
export class Answer<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  /** Whether it answers a subscription. Any other operation is over when its answer begins. */
  isSubscription = false
  /** How many bytes wait for its reader that are not written to the connection yet. */
  waitingBytes = () => 0
  /** Writes that wait until the connection takes more. Each writes a chunk, or a piece of one, and answers whether more may follow. */
  readonly #waiting: (() => boolean)[] = []
  #keptBytes = 0

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

  /** Bytes of long chunks that the connection has not taken to their ends. A piece keeps its chunk in memory. */
  get keptBytes(): number {
    return this.#keptBytes
  }

  override write(chunk: unknown, encoding?: unknown, done?: unknown): boolean {
    const write = () => super.write(chunk, encoding as BufferEncoding, done as Done)
    const waits = this.#waiting.length > 0
    if (isLong(chunk)) this.#keep(chunk, (typeof encoding === 'function' ? encoding : done) as Done | undefined)
    else if (waits) this.#waiting.push(write)
    else return write()
    return !waits && this.#writeOn()
  }

  #keep(chunk: Uint8Array, done?: Done): void {
    this.#keptBytes += chunk.length
    const taken: Done = (error) => {
      this.#keptBytes -= chunk.length
      done?.(error)
    }
    const pieces = piecesOf(chunk)
    const last = pieces.length - 1
    for (const [index, piece] of pieces.entries()) {
      this.#waiting.push(() => super.write(piece, index === last ? taken : undefined))
    }
  }

  /** Holds back `drain` while pieces wait, so that whoever writes waits too. */
  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === 'drain' && this.#waiting.length > 0 && !this.#writeOn()) return true
    return super.emit(event, ...values)
  }

  /** Writes until the connection takes no more. */
  #writeOn(): boolean {
    let takesMore = true
    while (takesMore && this.#waiting.length > 0) takesMore = this.#waiting.shift()?.() ?? true
    return takesMore
  }

  /**
   * When the connection is going to close, it first reads the whole body. Some clients read no answer before they have
   * sent everything.
   */
  override end(chunk?: unknown, encoding?: unknown, done?: unknown): this {
    const end = () => this.#endBehindPieces(chunk, encoding, done)
    if (this.shouldKeepAlive) {
      // Node would drop the rest of the body out of sight, where nobody counts its parts.
      if (!this.req.complete) this.req.resume()
      end()
    } else dropBody(this.req, end)
    return this
  }

  #endBehindPieces(chunk: unknown, encoding: unknown, done: unknown): void {
    if (isLong(chunk)) {
      this.write(chunk)
      this.#endBehindPieces(undefined, encoding, done)
    } else if (this.#waiting.length > 0) this.once('drain', () => this.#endBehindPieces(chunk, encoding, done))
    else super.end(chunk as string, encoding as BufferEncoding, done as () => void)
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
