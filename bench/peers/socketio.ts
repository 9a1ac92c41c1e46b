import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { serveParent, taskOfParent } from '../support/forked.js'
import { listening } from './listening.js'
import { eventsOf } from './schema.js'

/** Socket.IO: one event to everybody, encoded once by it. */
const next = eventsOf(await taskOfParent())
const http = createServer()
const io = new Server(http)
const url = new URL(await listening(http))
serveParent(`ws://${url.host}/socket.io/?EIO=4&transport=websocket`, () => {
  const { field, value } = next()
  io.emit(field, value)
})
