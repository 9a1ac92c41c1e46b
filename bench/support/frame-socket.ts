import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { clientFrame, FrameReader } from './frame-reader.js'

export interface FrameSocket extends Disposable {
  /** Of the messages that the server sent, as they came on the wire. */
  readonly bytesRead: number
  send(text: string): void
}

export interface FrameSocketOptions {
  readonly url: string
  /** Asks for messages compressed as browsers ask; they are counted and not inflated. */
  readonly deflate: boolean
  opened(socket: FrameSocket): void
  failed(error: Error): void
  /** Whether the text of the next message is wanted, if it is not a short one. */
  wants(): boolean
  heard(payload: Buffer | null): void
}

/** All sockets of this process read into one buffer: what was read is cut into frames before the next is. */
const buffer = Buffer.alloc(262_144)
const [continuation, text, binary, close, ping] = [0, 1, 2, 8, 9]

/**
 * A WebSocket client that does as little as one can, for the clients share the machine with the server that is measured.
 * Servers here send no fragments.
 */
export function openFrameSocket({ url, deflate, opened, failed, wants, heard }: FrameSocketOptions): FrameSocket {
  const { hostname, port, pathname, search } = new URL(url)
  let head: string | null = ''
  const reader = new FrameReader(wants, ({ opcode, payload }) => {
    if (opcode === text || opcode === binary) heard(payload)
    else if (opcode === ping) stream.write(clientFrame(10, payload ?? Buffer.alloc(0)))
    else if (opcode === close) failed(new Error(`The server closed: ${payload?.subarray(2).toString()}`))
    else if (opcode === continuation) failed(new Error('The server sent a fragment'))
  })
  const onread = {
    buffer,
    callback(length: number) {
      const chunk = buffer.subarray(0, length)
      if (head === null) reader.read(chunk)
      else readHead(chunk)
      return true
    },
  }
  const readHead = (chunk: Buffer) => {
    head += chunk.toString('latin1')
    const end = head?.indexOf('\r\n\r\n') ?? -1
    if (head === null || end < 0) return
    if (!head.startsWith('HTTP/1.1 101')) return failed(new Error(`Not upgraded: ${head}`))
    const rest = Buffer.from(head.slice(end + 4), 'latin1')
    head = null
    opened(socket)
    reader.read(rest)
  }
  const stream: Socket = connect({ host: hostname, port: Number(port), onread })
  stream.setNoDelay(true)
  stream.on('error', failed)
  stream.write(upgradeRequest(`${hostname}:${port}`, pathname + search, deflate))
  const socket: FrameSocket = {
    get bytesRead() {
      return stream.bytesRead
    },
    send: (message) => stream.write(clientFrame(text, Buffer.from(message))),
    [Symbol.dispose]: () => stream.destroy(),
  }
  return socket
}

function upgradeRequest(host: string, path: string, deflate: boolean): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Protocol: graphql-transport-ws',
  ]
  if (deflate) lines.push('Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits')
  return `${lines.join('\r\n')}\r\n\r\n`
}
