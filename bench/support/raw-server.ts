import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { serveParent, taskOfParent } from './forked.js'

/** The floor: a loop over all sockets that sends each the next of the texts it was given, over and over. */
const texts = await taskOfParent()
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
await once(server, 'listening')

let step = 0
serveParent(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, () => {
  const text = texts[step % texts.length] ?? ''
  step += 1
  for (const socket of server.clients) socket.send(text)
})
