import { once } from 'node:events'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { beforeEach, describe, expect, it } from 'vitest'
import { HalfRequests } from './half-requests.js'

let halves: HalfRequests
beforeEach(() => {
  halves = new HalfRequests()
})

function connection(): Socket {
  const socket = new Socket()
  halves.add(socket)
  return socket
}

/** A request whose head has come, and its whole body or half of it. */
function begin(socket: Socket, complete: boolean): ServerResponse {
  const request = new IncomingMessage(socket)
  request.complete = complete
  const answer = new ServerResponse(request)
  halves.began(request, answer)
  return answer
}

const areOpen = (...sockets: Socket[]) => sockets.map(({ destroyed }) => !destroyed)

describe('a server that closes', () => {
  it('cuts off what has no head of a request, and only that', () => {
    const [silent, half, whole] = [connection(), connection(), connection()]
    begin(half, false)
    begin(whole, true)
    halves.cutOffWithoutHead()
    expect(areOpen(silent, half, whole)).toEqual([false, true, true])
  })

  it('cuts off what has half a body, and only that', () => {
    const [silent, half, whole] = [connection(), connection(), connection()]
    begin(half, false)
    begin(whole, true)
    halves.cutOffWithoutWholeBody()
    expect(areOpen(silent, half, whole)).toEqual([true, false, true])
  })
})

describe('a connection', () => {
  it('has no request after an answer, unless the next one has begun', () => {
    const [idle, busy] = [connection(), connection()]
    for (const socket of [idle, busy]) {
      const first = begin(socket, true)
      if (socket === busy) begin(socket, true)
      first.emit('close')
    }
    halves.cutOffWithoutHead()
    expect(areOpen(idle, busy)).toEqual([false, true])
  })

  it('has half a request when the answer came before the rest of the body', () => {
    const socket = connection()
    begin(socket, false).emit('close')
    halves.cutOffWithoutHead()
    expect(socket.destroyed).toBe(false)
    halves.cutOffWithoutWholeBody()
    expect(socket.destroyed).toBe(true)
  })

  it('that brings no more requests is left alone', () => {
    const upgraded = connection()
    halves.leave(upgraded)
    halves.cutOffWithoutHead()
    begin(upgraded, false)
    halves.cutOffWithoutWholeBody()
    expect(upgraded.destroyed).toBe(false)
  })

  it('that is gone is forgotten', async () => {
    const gone = connection()
    gone.destroy()
    await once(gone, 'close')
    let asked = false
    gone.destroy = () => {
      asked = true
      return gone
    }
    halves.cutOffWithoutHead()
    begin(gone, false)
    halves.cutOffWithoutWholeBody()
    expect(asked).toBe(false)
  })
})
