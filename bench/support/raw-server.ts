import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { serveParent, taskOfParent } from './forked.js'

/** The floor: a loop over all sockets that sends each the texts of the next event, over and over. */
const { events, deflate = false } = await taskOfParent()
const perMessageDeflate = deflate && { serverNoContextTakeover: true }
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate })
await once(server, 'listening')

let step = 0
serveParent(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, () => {
  const texts = events[step % events.length] ?? []
  step += 1
  for (const socket of server.clients) for (const text of texts) socket.send(text)
})
