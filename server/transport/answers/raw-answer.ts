import { STATUS_CODES } from 'node:http'
import { securityHeaders } from '../../edge/security-headers.js'

/** An answer that is written to a connection itself. */
export interface RawAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Whether the client came over TLS. */
  readonly isSecure: boolean
}

/** The text of an answer on a stream that Node has handed over, with the headers of all answers. The connection is to end with it. */
export function rawAnswer({ status, headers = {}, body = '', isSecure }: RawAnswer): string {
  const length = String(Buffer.byteLength(body))
  const all = { Connection: 'close', ...securityHeaders(isSecure), ...headers, 'Content-Length': length }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`
}
