import type { ServerResponse } from 'node:http'
import type { Refusal } from '../../edge/request-judge.js'
import { withoutTokens } from '../../lib/bearer-token.js'

/** A refused request gets an answer that clients of GraphQL understand, whatever it asked for. */
export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  const { status, code, message, allowed, retryAfterMs, headers = {} } = refusal
  setHeaders(response, headers)
  // JSON leaves out what is undefined.
  sendJson(response, status, { errors: [{ message, extensions: { code, allowed, retryAfterMs } }] })
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
    .end(withoutTokens(JSON.stringify(body)))
}

export function setHeaders(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}
