import { afterEach, beforeEach, expect, it } from 'vitest'
import { heapServer, type HeapServer } from '../support/heap-server.js'
import { SocketClient } from '../support/socket-client.js'

let server: HeapServer
let clients: SocketClient[]
beforeEach(async () => {
  clients = []
  server = await heapServer()
})
afterEach(async () => {
  for (const client of clients) client[Symbol.dispose]()
  await server[Symbol.asyncDispose]()
})

const query = 'subscription { optionsChain(currency: "BTC") { seq } }'
/** The server has no use for it. */
const unused = 'x'.repeat(16_384)

async function follow(): Promise<void> {
  const client = await new SocketClient(server.wsUrl, 'graphql-transport-ws', { perMessageDeflate: false }).init()
  clients.push(client)
  client.send({ id: 'a', type: 'subscribe', payload: { query, extensions: { unused } } })
  await client.nextData('a')
}

async function followers(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await follow()
}

it('a socket with one subscription keeps at most 14 KB of heap, and nothing of the message that began it', async () => {
  // Code and caches of the first ones are not counted.
  await followers(300)
  const before = await server.bytes()
  await followers(600)
  expect(((await server.bytes()) - before) / 600).toBeLessThan(14_000)
})
