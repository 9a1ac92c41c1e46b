import type { Answer } from './answer.js'

/** What a transport says about an operation. */
export interface TransportContext {
  /** The answer over HTTP. */
  readonly answer?: Answer
  /** Of a WebSocket: what its client sent in place of an `Authorization` header. */
  readonly authorization?: unknown
}
