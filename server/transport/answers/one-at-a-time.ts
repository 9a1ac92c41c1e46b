import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Answer } from './answer.js'

type Handle<Request extends IncomingMessage> = (request: Request, answer: Answer<Request>) => void

/** How many requests of one connection may wait for the answers before theirs. */
const maxWaiting = 32

interface Line {
  last: Answer
  waiting: number
}

const lines = new WeakMap<Socket, Line>()

/** Whether some request of the connection has no answer yet, or an answer that is not written whole. */
export function isAnswering(socket: Socket): boolean {
  return lines.get(socket)?.last.closed === false
}

/** Whether an answer that is written to the connection now belongs to the request that is coming on it. */
export function isItsTurn(socket: Socket): boolean {
  const line = lines.get(socket)
  if (!line || line.last.closed) return true
  const { last, waiting } = line
  return waiting === 0 && !last.headersSent && !last.req.complete
}

/**
 * Handles the requests of one connection one after another. A client may send several without waiting for answers (RFC
 * 9112, 9.3.2). Without this, all their answers would be made at once and wait in memory.
 */
export function oneAtATime<Request extends IncomingMessage>(handle: Handle<Request>): Handle<Request> {
  return (request, answer) => {
    const { socket } = request
    const line = lines.get(socket)
    if (!line || line.last.closed) {
      lines.set(socket, { last: answer, waiting: 0 })
      return handle(request, answer)
    }
    const { last } = line
    line.last = answer
    line.waiting += 1
    if (line.waiting > maxWaiting) return void socket.destroy()
    last.once('close', () => {
      line.waiting -= 1
      if (!socket.destroyed) handle(request, answer)
    })
  }
}
