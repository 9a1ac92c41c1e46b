import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { ServerResponse } from 'node:http'

/** Says `head` when its status and headers are known, which say what kind of answer it is. */
export class Answer<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  override writeHead(status: number, reason?: unknown, headers?: unknown): this {
    super.writeHead(status, reason as string, headers as OutgoingHttpHeaders)
    this.emit('head')
    return this
  }

  get isEventStream(): boolean {
    return /^text\/event-stream\b/i.test(String(this.getHeader('content-type')))
  }
}
