import type { Answer } from './answer.js'

/** What a transport says of an operation. */
export interface TransportContext {
  /** The answer over HTTP. */
  readonly answer?: Answer
  /** What stands for the `Authorization` header where there is none. */
  readonly authorization?: unknown
}
