import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { serveParent } from './forked.js'

/** The floor: a loop over all sockets that sends each the same text of the given length. */
const text = 'x'.repeat(Number(process.argv[2]))
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
await once(server, 'listening')
serveParent(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, () => {
  for (const socket of server.clients) socket.send(text)
})
