import { Agent, request } from 'node:http'
import type { Request } from './panel-documents.js'

export interface Answer {
  readonly text: string
  readonly bodyBytes: number
  /** What TCP carried, in both directions: both bodies and the few headers that Node sends. */
  readonly wireBytes: number
}

/** Asks over HTTP, on a connection of its own. */
export function post(url: string, operation: Request): Promise<Answer> {
  const body = JSON.stringify(operation)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', headers, agent: new Agent(), timeout: 10_000 }, (response) => {
      const parts: Buffer[] = []
      const { socket } = response
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('error', reject)
      response.once('end', () => {
        const whole = Buffer.concat(parts)
        const answer = { text: whole.toString(), bodyBytes: whole.length }
        if (response.statusCode !== 200 || answer.text.includes('"errors"')) return reject(new Error(answer.text))
        resolve({ ...answer, wireBytes: socket.bytesRead + socket.bytesWritten })
      })
    })
    asked.once('timeout', () => asked.destroy(new Error(`${url} did not answer`)))
    asked.once('error', reject)
    asked.end(body)
  })
}
