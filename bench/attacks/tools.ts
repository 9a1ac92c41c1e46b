import type { EventEmitter } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { WebSocket } from 'ws'
import { clientFrame } from '../support/frame-reader.js'

/** The address that the attacker has, by what the proxy says. */
const attacker = { 'x-forwarded-for': '203.0.113.7' }

/** Counts what became of many tries, by words. */
export class Tally {
  readonly #counts = new Map<string, number>()

  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1)
  }

  toString(): string {
    const most = [...this.#counts].sort(([, a], [, b]) => b - a).slice(0, 4)
    return most.map(([what, count]) => `${count} × ${what}`).join(', ')
  }
}

/** The first of some events. An error counts as no event: what the server cuts off fails here, as it should. */
function firstOf(emitter: EventEmitter, ...events: readonly string[]): Promise<unknown> {
  return new Promise((resolve) => {
    for (const event of events) emitter.once(event, resolve)
  })
}

/** Posts an operation; the status and the first code of an error, or how the connection ended. */
export function ask(url: URL, query: string, { read = true, timeoutMs = 30_000 } = {}): Promise<string> {
  const body = JSON.stringify({ query })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...attacker }
  return new Promise((resolve) => {
    const asked = request(new URL('/graphql', url), { method: 'POST', headers, agent: false, timeout: timeoutMs })
    asked.once('response', (answer) => {
      const { statusCode } = answer
      answer.once('close', () => resolve(`${statusCode} cut off`))
      // An answer that is not read does not say that its connection has ended.
      answer.socket.once('close', () => resolve(`${statusCode} cut off`))
      answer.on('error', () => {})
      if (!read) return
      let start = ''
      answer.on('data', (part: Buffer) => (start = start.length < 2_000 ? start + part.toString() : start))
      answer.once('end', () => resolve(`${statusCode} ${/"code":"(\w+)"/.exec(start)?.[1] ?? 'answered'}`))
    })
    asked.once('timeout', () => asked.destroy(new Error('timeout')))
    asked.once('error', (error: Error & { code?: string }) => resolve(error.code ?? error.message))
    asked.end(body)
  })
}

const wsUrl = (url: URL) => `ws://${url.host}/graphql`

/** A WebSocket of the attacker, open or refused. */
export async function openSocket(url: URL): Promise<WebSocket | string> {
  const socket = new WebSocket(wsUrl(url), 'graphql-transport-ws', { headers: attacker })
  let refusal = 'refused'
  socket.on('error', ({ message }) => (refusal = message))
  await firstOf(socket, 'open', 'close')
  return socket.readyState === WebSocket.OPEN ? socket : refusal
}

export async function initialized(url: URL): Promise<WebSocket | string> {
  const socket = await openSocket(url)
  if (typeof socket === 'string') return socket
  socket.send('{"type":"connection_init"}')
  await firstOf(socket, 'message', 'close')
  return socket
}

/** How a socket ends, or that it is open after so long. */
export async function endOf(socket: WebSocket, withinMs: number): Promise<string> {
  if (socket.readyState === WebSocket.CLOSED) return 'closed'
  const closed = firstOf(socket, 'close').then((code) => `closed ${String(code)}`)
  const late = new Promise<string>((resolve) => setTimeout(() => resolve('still open'), withinMs))
  const end = await Promise.race([closed, late])
  socket.terminate()
  return end
}

/** A connection on which anything can be sent. */
export async function rawConnection(url: URL): Promise<Socket> {
  const socket = connect({ host: url.hostname, port: Number(url.port) })
  socket.on('error', () => {})
  await firstOf(socket, 'connect', 'close')
  return socket
}

/** A connection that was upgraded, for frames that no library would send. */
export async function rawSocket(url: URL, ...more: readonly string[]): Promise<Socket> {
  const socket = await rawConnection(url)
  const key = Buffer.alloc(16).toString('base64')
  const lines = [
    'GET /graphql HTTP/1.1',
    `Host: ${url.host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    'Sec-WebSocket-Protocol: graphql-transport-ws',
    'X-Forwarded-For: 203.0.113.7',
    ...more,
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  await firstOf(socket, 'data', 'close')
  socket.write(clientFrame(1, Buffer.from('{"type":"connection_init"}')))
  return socket
}

/** How long until the other side ends a connection: in whole seconds, or that it did not. */
export async function endOfRaw(socket: Socket, withinMs: number): Promise<string> {
  if (socket.destroyed) return 'ended at once'
  socket.resume()
  const since = performance.now()
  const ended = firstOf(socket, 'close', 'end').then(() => true)
  const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), withinMs))
  const hasEnded = await Promise.race([ended, late])
  socket.destroy()
  return !hasEnded ? 'still open' : `ended within ${Math.ceil((performance.now() - since) / 5_000) * 5} s`
}
