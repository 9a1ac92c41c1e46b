import { STATUS_CODES } from 'node:http'
import { securityHeaders } from '../edge/security-headers.js'

/** An answer on a stream that Node has handed over, with the headers of all answers. The connection is to end with it. */
export function rawAnswer(status: number, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const length = String(Buffer.byteLength(body))
  const all = { Connection: 'close', ...securityHeaders(false), ...headers, 'Content-Length': length }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`
}
