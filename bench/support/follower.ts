import type { IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'
import type { Request } from './panel-documents.js'

/** One subscription on a socket of its own, and what came on it since it was last reset. */
export class Follower implements Disposable {
  messages = 0
  /** Of the messages' text. */
  payloadBytes = 0
  /** By how much `asOf` lay back when a message came. */
  delaysMs: number[] = []
  readonly #socket: WebSocket
  #upgrade: IncomingMessage | undefined
  #wireBytesBefore = 0

  constructor(url: string, payload: Request) {
    this.#socket = new WebSocket(url, 'graphql-transport-ws')
    this.#socket.on('upgrade', (response) => (this.#upgrade = response))
    this.#socket.on('open', () => this.#socket.send('{"type":"connection_init"}'))
    this.#socket.on('message', (data: Buffer) => {
      if (data.includes('"connection_ack"')) this.#socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }))
      else this.#count(data)
    })
  }

  #count(data: Buffer): void {
    const text = data.toString()
    if (!text.includes('"type":"next"') || text.includes('"errors"')) throw new Error(`Not an event: ${text}`)
    this.messages += 1
    this.payloadBytes += data.length
    const asOf = /"asOf":"([^"]+)"/.exec(text)?.[1]
    if (asOf !== undefined) this.delaysMs.push(Date.now() - Date.parse(asOf))
  }

  /** What TCP carried, in both directions. */
  get wireBytes(): number {
    return this.#allWireBytes() - this.#wireBytesBefore
  }

  #allWireBytes(): number {
    const { bytesRead = 0, bytesWritten = 0 } = this.#upgrade?.socket ?? {}
    return bytesRead + bytesWritten
  }

  reset(): void {
    this.messages = 0
    this.payloadBytes = 0
    this.delaysMs = []
    this.#wireBytesBefore = this.#allWireBytes()
  }

  [Symbol.dispose](): void {
    this.#socket.terminate()
  }
}
