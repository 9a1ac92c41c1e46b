import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'
import { heapServer } from '../support/heap-server.js'
import { digest, messages, serveMessages, textOfMessage, type MessageServer } from '../support/message-server.js'
import { ScriptedFeed } from '../support/scripted-feed.js'
import { SocketClient } from '../support/socket-client.js'
import { startServer } from '../support/start-server.js'

const payloads = messages(10_000)
const wanted = digest(payloads.map(textOfMessage))
let server: MessageServer
beforeAll(async () => {
  server = await serveMessages(payloads)
})
afterAll(() => server[Symbol.asyncDispose]())

async function readAll(options: ClientOptions): Promise<{ texts: string[]; wireBytes: number; extensions: string }> {
  const socket = new WebSocket(`ws://${server.url}/`, 'graphql-transport-ws', options)
  const stream = new Promise<Socket>((resolve) => {
    socket.once('upgrade', (response) => resolve(response.socket))
  })
  const texts: string[] = []
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (data: Buffer) => {
      texts.push(data.toString())
      if (texts.length === payloads.length) resolve()
    })
  })
  const { extensions } = socket
  const wireBytes = (await stream).bytesRead
  socket.terminate()
  return { texts, wireBytes, extensions }
}

describe('10,000 messages of every length', () => {
  it.each<[string, ClientOptions, boolean]>([
    ['plain to a reader that offers nothing', { perMessageDeflate: false }, false],
    ['compressed to one that offers permessage-deflate', { perMessageDeflate: true }, true],
    [
      'compressed to one that keeps no context itself',
      { perMessageDeflate: { serverNoContextTakeover: true, clientNoContextTakeover: true } },
      true,
    ],
    ['plain to one whose window is smaller than ours', { perMessageDeflate: { serverMaxWindowBits: 10 } }, false],
  ])('arrive as they are, %s', async (_, options, compressed) => {
    const { texts, wireBytes } = await readAll(options)
    expect(digest(texts)).toBe(wanted)
    const plainBytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
    if (compressed) expect(wireBytes).toBeLessThan(plainBytes * 0.7)
    else expect(wireBytes).toBeGreaterThan(plainBytes)
  })
})

describe('what comes in compressed', () => {
  it('is understood', async () => {
    await using product = await startServer({ feed: new ScriptedFeed() })
    using client = new SocketClient(product.wsUrl, 'graphql-transport-ws', { perMessageDeflate: { threshold: 0 } })
    await client.init()
    client.subscribe('a', `query { status { version } } #${'x'.repeat(5_000)}`)
    expect(await client.nextData('a')).toMatchObject({ status: {} })
  })

  it('is refused when it is too long once inflated', async () => {
    await using product = await heapServer()
    const before = await product.peakBytes()
    expect(await sendBomb(product.wsUrl)).toBe(1009)
    expect((await product.peakBytes()) - before).toBeLessThan(50_000_000)
  })
})

/** One message of 64 KB on the wire that would be 64 MB; answers the code of the close frame. */
async function sendBomb(url: string): Promise<number> {
  // Before the connection, which has to say more than hello within seconds.
  const body = deflateRawSync(Buffer.alloc(64_000_000), { level: 9 })
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(
    [
      'GET /graphql HTTP/1.1',
      `Host: ${hostname}:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol: graphql-transport-ws',
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
      '\r\n',
    ].join('\r\n'),
  )
  await once(socket, 'data')
  const header = Buffer.from([0xc1, 0xfe, 0, 0, 0, 0, 0, 0])
  header.writeUInt16BE(body.length, 2)
  socket.write(Buffer.concat([header, body]))
  const [frame] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  return frame.readUInt16BE(2)
}
